import { createHash } from "node:crypto"
import { commonSuites, legacySuites, readableSuites } from "../hello/candidates.ts"
import type { OwnShare } from "../hello/handshake-secret.ts"
import type { HelloAnswer, ServerFlight } from "../hello/hello-answer.ts"
import type { HelloOffer } from "../hello/hello-offer.ts"
import { legacyOffer, modernOffer, type OfferChange } from "../hello/offers.ts"
import type { ScanFact, ScanObservation } from "../scan.ts"
import { factOf, type HelloContext, sentence } from "./hello-context.ts"
import type { LegacyScan, LegacyVersion } from "./hello-legacy.ts"
import { describeBroken, isBroken, type NotAsked } from "./hello-line.ts"
import { askFlight, type ModernScan, type ReadableModern } from "./hello-modern.ts"

/** The newest version by which ALPN and certificate can be read. */
export type Basis =
	| { readonly kind: "modern"; readonly readable: ReadableModern }
	| { readonly kind: "legacy"; readonly version: LegacyVersion; readonly flight: ServerFlight }

/** What the other questions build on: TLS 1.3 where its flight can be opened, else the newest older version. */
export async function findBasis(
	context: HelloContext,
	modern: ModernScan,
	legacy: (version: LegacyVersion) => Promise<LegacyScan>,
): Promise<Basis | undefined> {
	if (modern.readable !== undefined) return { kind: "modern", readable: modern.readable }
	for (const version of ["1.2", "1.1", "1.0"] as const) {
		const { lists } = await legacy(version)
		if (lists === undefined) continue
		if (version === "1.2") return { kind: "legacy", version, flight: lists.flight }
		const offer = legacyOffer(version, { cipherSuites: legacySuites(), sni: context.sni })
		const answer = await context.line.ask({ asking: `TLS ${version}`, offer, wants: "flight" })
		if (answer.kind === "hello") return { kind: "legacy", version, flight: answer.flight }
	}
	return undefined
}

type Answer = HelloAnswer | NotAsked
type AlpnAnswer = ScanObservation["alpn"][number]
type SniAnswer = ScanObservation["sniAnswers"][number]

/** A protocol that no server knows and a name that no server has (RFC 6761 section 6.4). */
const unknownProtocol = "countersign/unknown"
const wrongName = "another-name.invalid"

const alpnOffers = { h2: ["h2"], "http/1.1": ["http/1.1"], unknown: [unknownProtocol] } as const

/**
 * Asks for h2, http/1.1 and a protocol that does not exist. The hello without ALPN has already been answered, and the
 * large one that offered h2 too mostly says the first.
 */
export async function askAlpn(
	context: HelloContext,
	basis: Basis,
	large: Promise<LargeHello>,
): Promise<readonly AlpnAnswer[]> {
	const offers = ["h2", "http/1.1", "unknown"] as const
	const asked = await Promise.all(
		offers.map(async (offer): Promise<AlpnAnswer> => {
			if (offer === "h2" && (await large).selected === "h2") {
				return { offer, answer: "accepted", selected: "h2", how: "It selects h2." }
			}
			return alpnAnswer(offer, await ask(context, basis, `ALPN ${offer}`, { alpn: alpnOffers[offer] }))
		}),
	)
	const flight = basis.kind === "modern" ? basis.readable.flight : basis.flight
	const none: AlpnAnswer =
		flight.alpn === undefined
			? { offer: "none", answer: "unknown", how: "The answer could not be read." }
			: { offer: "none", answer: "accepted", selected: flight.alpn, how: "It goes on without ALPN." }
	const [h2, http1, unknown] = asked
	return [h2, http1, none, unknown].flatMap((each) => each ?? [])
}

function alpnAnswer(offer: AlpnAnswer["offer"], answer: Answer): AlpnAnswer {
	if (answer.kind === "hello" && answer.flight.alpn !== undefined) {
		const selected = answer.flight.alpn
		const how = selected === null ? "It selects none and goes on." : `It selects ${selected}.`
		return { offer, answer: selected === null ? "refused" : "accepted", selected, how }
	}
	if (answer.kind === "alert" && answer.alert.description === "no_application_protocol") {
		return { offer, answer: "refused", how: "Alert no_application_protocol." }
	}
	return { offer, answer: "unknown", how: sentence(describeBroken(answer)) }
}

/** What another name or none changes; a scan without SNI has no name of its own to compare with. */
export async function askSni(context: HelloContext, basis: Basis): Promise<readonly SniAnswer[]> {
	const own = basis.kind === "modern" ? basis.readable.flight : basis.flight
	const first = sniAnswer(context.sni === null ? "absent" : "present", own)
	const wrong = async () => sniOf("wrong", await ask(context, basis, "another SNI", { sni: wrongName }))
	const absent = async () => sniOf("absent", await ask(context, basis, "no SNI", { sni: null }))
	const rest = await Promise.all(context.sni === null ? [wrong()] : [absent(), wrong()])
	return [first, ...rest]
}

function sniOf(sent: SniAnswer["sent"], answer: Answer): SniAnswer {
	if (answer.kind === "hello") return sniAnswer(sent, answer.flight)
	const isNo = answer.kind === "alert"
	return { sent, answer: isNo ? "refused" : "unknown", how: sentence(describeBroken(answer)) }
}

function sniAnswer(sent: SniAnswer["sent"], flight: ServerFlight): SniAnswer {
	const leaf = flight.certificates?.[0]
	if (leaf === undefined) return { sent, answer: "unknown", how: "No certificate could be read." }
	const fingerprint = createHash("sha256").update(leaf).digest("hex")
	return { sent, answer: "accepted", leaf: fingerprint, how: "It shows a certificate." }
}

function ask(
	context: HelloContext,
	basis: Basis,
	asking: string,
	change: { readonly alpn?: readonly string[]; readonly sni?: string | null },
): Promise<Answer> {
	if (basis.kind === "modern") return askFlight(context, basis.readable.shares, asking, change)
	const offer = legacyOffer(basis.version, { cipherSuites: legacySuites(), sni: context.sni, ...change })
	return context.line.ask({ asking, offer, wants: "flight" })
}

/** Bytes of a hello that make it at least two segments on any network. */
const largeLength = 1_800
const segmentLength = 1_200

/** What a client of today sends: TLS 1.3 and 1.2, the usual groups and, where `large`, the hybrid with its key. */
function clientOffer(
	context: HelloContext,
	isLarge: boolean,
): { offer: HelloOffer; shares: readonly OwnShare[] } {
	const groups = isLarge ? [0x11ec, 29, 23, 24] : [29, 23, 24]
	const shares = groups.slice(0, isLarge ? 2 : 1).flatMap((group) => context.shareOf(group) ?? [])
	const change: OfferChange = {
		cipherSuites: [...readableSuites, ...commonSuites()],
		groups,
		sni: context.sni,
		alpn: ["h2", "http/1.1"],
	}
	const modern = modernOffer(change, shares)
	const plain = [...legacyOffer("1.2", change).plain, "psk_key_exchange_modes" as const]
	const offer = { ...modern, supportedVersions: [0x0304, 0x0303], plain }
	return { offer: isLarge ? { ...offer, paddedTo: largeLength } : offer, shares }
}

/** A hello that post-quantum keys make large, cut into two segments, and what it is compared with where it failed. */
export interface LargeHello {
	readonly largeClientHello: ScanFact
	/** The same hello without the post-quantum key; asked only where the large one was not answered by a ServerHello. */
	readonly smallClientHello?: ScanFact
	/** What ALPN selected out of h2 and http/1.1; absent where that could not be read. */
	readonly selected?: string | null
}

/**
 * Sends the split hello of a client with a post-quantum key share. Where it is not answered, the same hello without
 * that share is put and then the large one again: a no is what only the large one meets, twice, by an alert or the end
 * of the connection. Silence stays `unknown`.
 */
export async function askLargeHello(context: HelloContext): Promise<LargeHello> {
	const question = (isLarge: boolean) => ({
		asking: "a large ClientHello",
		...clientOffer(context, isLarge),
		wants: "flight" as const,
		...(isLarge ? { splitAt: segmentLength } : {}),
	})
	const first = await context.line.askOnce(question(true))
	if (isAnswered(first)) {
		const selected = first.kind === "hello" ? first.flight.alpn : undefined
		const largeClientHello: ScanFact = { answer: "accepted", how: sentence(describeBroken(first)) }
		return { largeClientHello, ...(selected === undefined ? {} : { selected }) }
	}
	const control = await context.line.ask(question(false))
	const smallClientHello = factOf(control)
	if (!isAnswered(control))
		return { largeClientHello: { ...factOf(first), answer: "unknown" }, smallClientHello }
	const again = await context.line.askOnce(question(true))
	const how = sentence(describeBroken(again))
	if (isAnswered(again)) {
		return {
			largeClientHello: { answer: "accepted", how: `${how} Only at the second try.` },
			smallClientHello,
		}
	}
	const isNo = !isBroken(again) || again.kind === "closed" || again.kind === "reset"
	const twice = `${how} Twice; the same hello without the post-quantum key share was answered.`
	return { largeClientHello: { answer: isNo ? "refused" : "unknown", how: twice }, smallClientHello }
}

function isAnswered(answer: Answer): boolean {
	return answer.kind === "hello" || answer.kind === "retry"
}
