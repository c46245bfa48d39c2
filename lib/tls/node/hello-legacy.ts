import {
	commonSuites,
	groupCandidates,
	groupKind,
	legacySuites,
	schemeCandidates,
	schemeKind,
} from "../hello/candidates.ts"
import { ChoiceList } from "../hello/choice-list.ts"
import type { HelloAnswer, ServerFlight } from "../hello/hello-answer.ts"
import { legacyOffer, type OfferChange } from "../hello/offers.ts"
import { groupCode } from "../registry/groups.ts"
import { signatureSchemeCode } from "../registry/signature-schemes.ts"
import type { ScanFact } from "../scan.ts"
import type { ServerHello } from "../wire/server-hello.ts"
import { endList, firmFact, type HelloContext, sentence } from "./hello-context.ts"
import { isBroken, type NotAsked } from "./hello-line.ts"

/** Versions that are asked for by the version field. */
export type LegacyVersion = "1.0" | "1.1" | "1.2"

/** What was found out about one version below 1.3. */
export interface LegacyScan {
	readonly fact: ScanFact
	/** True where the connection was ended without an alert, twice. */
	readonly isCutOff?: boolean
	/** Absent where the version is not accepted. */
	readonly lists?: LegacyLists
}

/** Lists of an accepted version, and the first answer that was complete. */
export interface LegacyLists {
	readonly suites: ChoiceList
	/** TLS 1.2 alone. */
	readonly groups: ChoiceList
	readonly schemes: ChoiceList
	readonly hello: ServerHello
	readonly flight: ServerFlight
	/** Sizes of finite-field primes that were seen, in bits. */
	readonly primeBits: Set<number>
}

type Ask = (change: Omit<OfferChange, "sni">) => Promise<HelloAnswer | NotAsked>

/** Asks with everything at once whether a version below TLS 1.3 is spoken. */
export async function scanLegacy(context: HelloContext, version: LegacyVersion): Promise<LegacyScan> {
	const ask = asker(context, version)
	const { first, suites } = await firstHello(ask)
	if (first.kind !== "hello") {
		const fact = await firmFact(first, () => ask({ cipherSuites: suites.candidates }))
		return { fact, isCutOff: first.kind === "closed" || first.kind === "reset" }
	}
	if (first.hello.version !== version) {
		const how = `Offered TLS ${version}, it chose TLS ${first.hello.version}.`
		return { fact: { answer: "refused", how } }
	}
	const lists = {
		suites,
		groups: new ChoiceList(groupCandidates(), groupKind),
		schemes: new ChoiceList(schemeCandidates(), schemeKind),
		hello: first.hello,
		flight: first.flight,
		primeBits: new Set<number>(),
	}
	note(lists, offerOf(lists, "first"), first)
	return { fact: { answer: "accepted", how: `It chose ${first.hello.cipherSuite}.` }, lists }
}

function asker(context: HelloContext, version: LegacyVersion): Ask {
	return (change) =>
		context.line.ask({
			asking: `cipher suites of TLS ${version}`,
			offer: legacyOffer(version, { ...change, sni: context.sni }),
			wants: version === "1.2" ? "flight" : "hello",
		})
}

/** A peer that breaks on a hello of more than a thousand bytes is asked again with a short one. */
async function firstHello(
	ask: Ask,
): Promise<{ readonly first: HelloAnswer | NotAsked; readonly suites: ChoiceList }> {
	const all = legacySuites()
	const first = await ask({ cipherSuites: all })
	if (!isBroken(first) || first.kind === "not-asked") return { first, suites: new ChoiceList(all) }
	const suites = new ChoiceList(commonSuites())
	const again = await ask({ cipherSuites: suites.candidates })
	if (again.kind !== "hello") return { first, suites }
	suites.breakOff(
		"The server answers only ClientHellos with few cipher suites, so only common ones were offered.",
	)
	return { first: again, suites }
}

type Offer = Required<Pick<OfferChange, "cipherSuites" | "groups" | "signatureSchemes">>

type Order = "first" | "reversed" | "rest" | "rest-reversed"

/** Groups and schemes are offered whole, what is not known yet in front; suites without those that are known. */
function offerOf({ suites, groups, schemes }: LegacyLists, order: Order): Offer {
	const whole = (list: ChoiceList) => {
		if (order === "first") return list.candidates
		return order === "reversed" ? list.candidates.toReversed() : list.untakenFirst
	}
	const isRest = order === "rest" || order === "rest-reversed"
	return {
		cipherSuites: !isRest ? whole(suites) : order === "rest" ? suites.untaken : suites.untaken.toReversed(),
		groups: whole(groups),
		signatureSchemes: whole(schemes),
	}
}

/** Offers everything in reverse: what is chosen now shows whose order decides. */
export async function reverseLegacy(
	context: HelloContext,
	version: LegacyVersion,
	lists: LegacyLists,
): Promise<void> {
	const offer = offerOf(lists, "reversed")
	const answer = await asker(context, version)(offer)
	if (answer.kind === "hello" && offer.cipherSuites.includes(answer.hello.cipherSuiteCode))
		note(lists, offer, answer)
}

/**
 * Finds every suite of an accepted version, without those that are known. Under 1.2 the same hellos find groups and
 * schemes: what was not yet chosen stands first, so that a server which follows the client names something new each
 * time, and nothing is withheld that could change its choice of suite. Every other offer is turned round, by which a
 * server that follows its own order shows it for nothing.
 */
export async function listLegacy(
	context: HelloContext,
	version: LegacyVersion,
	lists: LegacyLists,
): Promise<void> {
	const ask = asker(context, version)
	for (let round = 0; lists.suites.untaken.length > 0; round += 1) {
		const offer = offerOf(lists, round % 2 === 0 ? "rest" : "rest-reversed")
		const answer = await ask(offer)
		if (answer.kind !== "hello") {
			const control = () => ask({ cipherSuites: [lists.hello.cipherSuiteCode] })
			await endList(context, lists.suites, answer, control)
			break
		}
		if (!offer.cipherSuites.includes(answer.hello.cipherSuiteCode)) {
			lists.suites.breakOff(sentence(`it chose ${answer.hello.cipherSuite}, which was not offered`))
			break
		}
		note(lists, offer, answer)
	}
	if (lists.suites.taken.length > 1 && lists.suites.preference() === "unknown") {
		await reverseLegacy(context, version, lists)
	}
}

/** Notes what an answer chose, in every list. */
function note(
	lists: LegacyLists,
	offer: Offer,
	{ hello, flight }: Extract<HelloAnswer, { kind: "hello" }>,
): void {
	lists.suites.note(offer.cipherSuites, hello.cipherSuiteCode)
	const group = flight.group === undefined ? undefined : groupCode(flight.group)
	if (group !== undefined) lists.groups.note(offer.groups, group)
	const scheme =
		flight.signatureScheme === undefined ? undefined : signatureSchemeCode(flight.signatureScheme)
	if (scheme !== undefined) lists.schemes.note(offer.signatureSchemes, scheme)
	if (flight.primeBits !== undefined) lists.primeBits.add(flight.primeBits)
}
