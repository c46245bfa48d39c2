import {
	groupCandidates,
	modernSuites,
	readableSuites,
	schemeCandidates,
	schemeKind,
} from "../hello/candidates.ts"
import { ChoiceList } from "../hello/choice-list.ts"
import type { OwnShare } from "../hello/handshake-secret.ts"
import type { HelloAnswer, ServerFlight } from "../hello/hello-answer.ts"
import { modernOffer } from "../hello/offers.ts"
import { groupCode } from "../registry/groups.ts"
import { signatureSchemeCode } from "../registry/signature-schemes.ts"
import type { ScanFact } from "../scan.ts"
import type { ServerHello } from "../wire/server-hello.ts"
import { endList, firmFact, type HelloContext, sentence } from "./hello-context.ts"
import type { NotAsked } from "./hello-line.ts"

/** Whether TLS 1.3 is spoken, and a way to read its encrypted flight. */
export interface ModernScan {
	readonly fact: ScanFact
	/** True where the connection was ended without an alert, twice. */
	readonly isCutOff?: boolean
	/** Present where 1.3 is accepted and a key of ours agrees with the server's. */
	readonly readable?: ReadableModern
}

/** A TLS 1.3 server whose flight we can open. */
export interface ReadableModern {
	/** Keys that a hello must carry for the server to go on at once. */
	readonly shares: readonly OwnShare[]
	readonly hello: ServerHello
	readonly flight: ServerFlight
}

/** The lists of TLS 1.3. */
export interface ModernLists {
	readonly suites: ChoiceList
	readonly groups: ChoiceList
}

type Answer = HelloAnswer | NotAsked

const version = "1.3"
/** Groups of which a public key is sent along: nearly every server takes one of them. */
const usualGroups = [29, 23]

/** Asks whether TLS 1.3 is spoken, with keys for the usual groups; where the server wants another one, with that. */
export async function scanModern(context: HelloContext): Promise<ModernScan> {
	const usual = usualGroups.flatMap((group) => context.shareOf(group) ?? [])
	const first = await askFlight(context, usual, `TLS ${version}`)
	if (first.kind === "hello") return settle(first, usual)
	const retry = first.kind === "retry" ? first : await askRetry(context)
	if (retry.kind === "hello") return settle(retry, [])
	if (retry.kind !== "retry") {
		const isCutOff = [first, retry].every(({ kind }) => kind === "closed" || kind === "reset")
		return { fact: await firmFact(first, () => askRetry(context)), isCutOff }
	}
	const wanted = context.shareOf(groupCode(retry.hello.group ?? "") ?? -1)
	const how = `It asked for a key of group ${retry.hello.group ?? "unknown"}.`
	if (retry.hello.version !== version) return { fact: { answer: "unknown", how } }
	if (wanted === undefined) return { fact: { answer: "accepted", how } }
	const second = await askFlight(context, [wanted], `TLS ${version}`)
	return second.kind === "hello" ? settle(second, [wanted]) : { fact: { answer: "accepted", how } }
}

function settle(answer: Extract<HelloAnswer, { kind: "hello" }>, shares: readonly OwnShare[]): ModernScan {
	const { hello, flight } = answer
	if (hello.version !== version) {
		return { fact: { answer: "refused", how: `Offered TLS ${version}, it chose TLS ${hello.version}.` } }
	}
	const fact: ScanFact = { answer: "accepted", how: `It chose ${hello.cipherSuite}.` }
	return shares.length === 0 ? { fact } : { fact, readable: { shares, hello, flight } }
}

/** What a hello changes whose flight is to be read. */
export interface FlightChange {
	readonly signatureSchemes?: readonly number[]
	readonly alpn?: readonly string[]
	readonly sni?: string | null
}

/** Puts a TLS 1.3 hello with keys of our own, whose answer can be opened. */
export function askFlight(
	context: HelloContext,
	shares: readonly OwnShare[],
	asking: string,
	change: FlightChange = {},
): Promise<Answer> {
	const offer = modernOffer(
		{ cipherSuites: readableSuites, groups: shares.map(({ group }) => group), sni: context.sni, ...change },
		shares,
	)
	return context.line.ask({ asking, offer, wants: "flight", shares })
}

function askRetry(
	context: HelloContext,
	suites = modernSuites(),
	groups = groupCandidates(),
): Promise<Answer> {
	const offer = modernOffer({ cipherSuites: suites, groups, sni: context.sni }, [])
	return context.line.ask({ asking: `groups of TLS ${version}`, offer, wants: "hello" })
}

/**
 * Finds groups and suites of TLS 1.3 with hellos that carry no key: each is answered by a HelloRetryRequest, which
 * names the group and the suite that the server would take.
 */
export async function listModern(context: HelloContext): Promise<ModernLists> {
	const groups = new ChoiceList(groupCandidates())
	const suites = new ChoiceList(modernSuites())
	/** True when the last hello named no new suite: either all are known, or the server's favourite hides the others. */
	let isHidden = false
	let isComplete = false
	for (let round = 0; groups.untaken.length > 0; round += 1) {
		const offered = round > 1 ? groups.untaken : ordered(groups, round)
		const all = round > 1 ? suites.untakenFirst : ordered(suites, round)
		const some = isHidden && !isComplete ? suites.untaken : all
		const first = await askRetry(context, some, offered)
		// Where something is left out of both lists, a refusal does not say of which the end is: the suites are put back.
		const answer = first.kind === "alert" && some !== all ? await askRetry(context, all, offered) : first
		const group = groupOf(answer)
		if (answer.kind !== "retry" || group === undefined || !offered.includes(group)) {
			await endModern(context, groups, answer)
			break
		}
		if (answer !== first) isComplete = true
		groups.note(offered, group)
		const isNew = suites.note(answer === first ? some : all, answer.hello.cipherSuiteCode)
		isHidden = round > 0 && !isNew
	}
	if (!isComplete) await listRest(context, suites)
	return { suites, groups }
}

/** Suites that the server's own order hid so far: without those that are known. */
async function listRest(context: HelloContext, suites: ChoiceList): Promise<void> {
	while (suites.untaken.length > 0 && suites.taken.length > 0) {
		const offered = suites.untaken
		const answer = await askRetry(context, offered)
		if (answer.kind !== "retry" || !offered.includes(answer.hello.cipherSuiteCode)) {
			await endModern(context, suites, answer)
			return
		}
		suites.note(offered, answer.hello.cipherSuiteCode)
	}
}

function endModern(context: HelloContext, list: ChoiceList, answer: Answer): Promise<void> {
	if (list.taken.length === 0)
		list.breakOff(`A ClientHello without a key share was not answered by one group.`)
	return endList(context, list, answer, () => askRetry(context))
}

function ordered(list: ChoiceList, round: number): readonly number[] {
	return round === 1 ? list.candidates.toReversed() : list.candidates
}

function groupOf(answer: Answer): number | undefined {
	return answer.kind === "retry" ? groupCode(answer.hello.group ?? "") : undefined
}

/** Finds the schemes that the server signs a TLS 1.3 handshake with; two or more show in reverse whose order decides. */
export async function listModernSchemes(
	context: HelloContext,
	readable: ReadableModern,
): Promise<ChoiceList> {
	const schemes = new ChoiceList(schemeCandidates(), schemeKind)
	noteScheme(schemes, schemes.candidates, readable.flight)
	const ask = (offered: readonly number[]) =>
		askFlight(context, readable.shares, `signature schemes of TLS ${version}`, { signatureSchemes: offered })
	while (schemes.untaken.length > 0 && schemes.taken.length > 0) {
		const offered = schemes.untaken
		const answer = await ask(offered)
		if (answer.kind !== "hello" || !noteScheme(schemes, offered, answer.flight)) {
			await endSchemes(context, schemes, answer, () => ask(schemes.candidates))
			break
		}
	}
	if (schemes.taken.length === 0) schemes.breakOff("The server's signature could not be read.")
	if (schemes.taken.length > 1) {
		const reversed = schemes.candidates.toReversed()
		const answer = await ask(reversed)
		if (answer.kind === "hello") noteScheme(schemes, reversed, answer.flight)
	}
	return schemes
}

/** A ServerHello without a signature behind it ends a list as an alert does, where an alert is what came. */
export async function endSchemes(
	context: HelloContext,
	schemes: ChoiceList,
	answer: Answer,
	control: () => Promise<Answer>,
): Promise<void> {
	if (answer.kind !== "hello") return endList(context, schemes, answer, control)
	const { alert, problem, signatureScheme, isComplete } = answer.flight
	if (alert !== undefined || (isComplete && signatureScheme === undefined)) return
	if (signatureScheme !== undefined) {
		context.problem(`It signs with ${signatureScheme} although the client does not offer it.`)
		return
	}
	schemes.breakOff(
		sentence(`the server's flight could not be read to its signature: ${problem ?? "it broke off"}`),
	)
}

/** True when the flight's scheme was offered and is new. */
export function noteScheme(schemes: ChoiceList, offered: readonly number[], flight: ServerFlight): boolean {
	const scheme =
		flight.signatureScheme === undefined ? undefined : signatureSchemeCode(flight.signatureScheme)
	if (scheme === undefined || !offered.includes(scheme)) return false
	return schemes.note(offered, scheme)
}
