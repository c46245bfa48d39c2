import { commonSuites, groupCandidates, legacySuites, schemeCandidates } from "../hello/candidates.ts"
import { ChoiceList } from "../hello/choice-list.ts"
import type { HelloAnswer, ServerFlight } from "../hello/hello-answer.ts"
import { legacyOffer, type OfferChange } from "../hello/offers.ts"
import { groupCode } from "../registry/groups.ts"
import { signatureSchemeCode } from "../registry/signature-schemes.ts"
import type { ScanFact } from "../scan.ts"
import type { ServerHello } from "../wire/server-hello.ts"
import { endList, factOf, type HelloContext, sentence } from "./hello-context.ts"
import { isBroken, type NotAsked } from "./hello-line.ts"

/** Versions that are asked for by the version field. */
export type LegacyVersion = "1.0" | "1.1" | "1.2"

/** What was found out about one version below 1.3. */
export interface LegacyScan {
	readonly fact: ScanFact
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
	const { first, suites } = await firstHello(asker(context, version))
	if (first.kind !== "hello") return { fact: factOf(first) }
	if (first.hello.version !== version) {
		const how = `Offered TLS ${version}, it chose TLS ${first.hello.version}.`
		return { fact: { answer: "refused", how } }
	}
	const lists = {
		suites,
		groups: new ChoiceList(groupCandidates()),
		schemes: new ChoiceList(schemeCandidates()),
		hello: first.hello,
		flight: first.flight,
		primeBits: new Set<number>(),
	}
	note(lists, offerOf(lists, 0), first)
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

/** Everything; everything in reverse, which shows whose order decides; then without the suites that are known. */
function offerOf({ suites, groups, schemes }: LegacyLists, round: number): Offer {
	const isReversed = round === 1
	const order = (list: ChoiceList) =>
		isReversed ? list.candidates.toReversed() : round === 0 ? list.candidates : list.untakenFirst
	return {
		cipherSuites: round > 1 ? suites.untaken : order(suites),
		groups: order(groups),
		signatureSchemes: order(schemes),
	}
}

/**
 * Finds every suite of an accepted version. Under 1.2 the same hellos find groups and schemes: what was not yet chosen
 * stands first, so that a server which follows the client names something new each time, and nothing is withheld that
 * could change its choice of suite.
 */
export async function listLegacy(
	context: HelloContext,
	version: LegacyVersion,
	lists: LegacyLists,
): Promise<void> {
	const ask = asker(context, version)
	for (let round = 1; lists.suites.untaken.length > 0; round += 1) {
		const offer = offerOf(lists, round)
		const answer = await ask(offer)
		if (answer.kind !== "hello") {
			const control = () => ask({ cipherSuites: [lists.hello.cipherSuiteCode] })
			await endList(lists.suites, "cipher suite", answer, control, context.problem)
			return
		}
		if (!offer.cipherSuites.includes(answer.hello.cipherSuiteCode)) {
			lists.suites.breakOff(sentence(`it chose ${answer.hello.cipherSuite}, which was not offered`))
			return
		}
		note(lists, offer, answer)
	}
}

/** Notes what an answer chose, in every list. */
export function note(
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
