import { assertNever } from "#base/assert-never"
import type { AttemptObservation, WorkloadApiObservation } from "#probe/observation"
import { alignTexts, type TextPair } from "./align-texts.tsx"
import { certificateTitle, chainVerdict } from "./chain-view.tsx"

/** What the server proved to be, and what was expected of it. */
export interface ServerIdentity {
	/** The proven name; absent when nothing was proven. */
	readonly identity?: string
	/** What kind of name it is, or why there is none, in words. */
	readonly kind: string
	readonly expected?: string
	readonly match: "matched" | "different" | "not-expected"
	/** Which rule decided, as a sentence. */
	readonly rule: string
	/** Wanted and got, aligned, where they differ. */
	readonly difference?: readonly TextPair[]
	/** All names the certificate has. */
	readonly names: readonly string[]
	/** True when the chain does not hold, so that the name is only claimed. */
	readonly isOnlyClaimed: boolean
}

/** What we proved to be. */
export interface OwnIdentityView {
	/** The name that our certificate proved; absent when none was sent. */
	readonly identity?: string
	/** The name that we could have proved, had the server asked. */
	readonly ready?: string
	/** Where it comes from, as a sentence. */
	readonly source: string
	/** What happened to it on the wire, as a sentence. */
	readonly sent: string
	/** What the server said that it accepts. */
	readonly accepts: readonly string[]
	/** How the Workload API answered us, as a sentence; absent where none was asked. */
	readonly workloadApi?: string
}

/** Both sides of one attempt. */
export interface IdentityView {
	readonly server: ServerIdentity
	readonly own: OwnIdentityView
	/** True in a capture: then `own` is its client. */
	readonly isCaptured?: boolean
}

/** Draws up who proved to be whom in an attempt. */
export function identityView(
	attempt: AttemptObservation,
	workloadApi?: WorkloadApiObservation,
): IdentityView {
	const own = ownIdentity(attempt)
	if (attempt.captured !== undefined) return { server: serverIdentity(attempt), own, isCaptured: true }
	if (attempt.posture !== "spiffe" || workloadApi === undefined)
		return { server: serverIdentity(attempt), own }
	return { server: serverIdentity(attempt), own: { ...own, workloadApi: workloadApiSentence(workloadApi) } }
}

function workloadApiSentence({ address, outcome }: WorkloadApiObservation): string {
	if (outcome.kind === "failed") return `The Workload API at ${address} gave no identity: ${outcome.text}`
	const domains = outcome.trustDomains.join(", ")
	return `The Workload API at ${address} gave us ${outcome.spiffeId} and bundles of ${domains}.`
}

function serverIdentity(attempt: AttemptObservation): ServerIdentity {
	const { peer, verification } = attempt
	const name = verification?.name
	const names = name?.got ?? []
	const nothing = peer === undefined || peer.kind === "none"
	const expected = name?.wanted ?? peer?.expected
	const matched = peer?.matched ?? (name === undefined ? undefined : name.matched !== undefined)
	const match = matched === undefined ? "not-expected" : matched ? "matched" : "different"
	const closest = match === "different" && name !== undefined ? closestName(name.wanted, names) : undefined
	return {
		...(nothing ? {} : { identity: peer.identity }),
		kind: nothing ? nothingProven(attempt) : kindWords[peer.kind],
		...(expected === undefined ? {} : { expected }),
		match,
		rule: ruleSentence(attempt, match),
		...(closest === undefined ? {} : { difference: alignTexts(expected ?? "", closest) }),
		names,
		isOnlyClaimed: verification !== undefined && chainVerdict(verification) === "rejected",
	}
}

const kindWords = {
	spiffe: "SPIFFE ID of its X.509-SVID",
	dns: "DNS name of its certificate",
	ip: "IP address of its certificate",
	cn: "common name of its certificate, which gRPC clients do not match",
	none: "nothing",
} as const

function nothingProven(attempt: AttemptObservation): string {
	if (attempt.posture === "plaintext") return "Plaintext proves nothing: anybody could have answered."
	if (attempt.captured?.secrecy === "sealed" && attempt.chain === undefined)
		return "Its certificate is encrypted, and no key log opens it."
	if (attempt.chain === undefined) return "It sent no certificate on this lane."
	return "Its certificate carries no name that proves anything."
}

function ruleSentence(attempt: AttemptObservation, match: ServerIdentity["match"]): string {
	const name = attempt.verification?.name
	if (match === "not-expected" || name === undefined) {
		return match === "not-expected"
			? "No name was expected of it."
			: "The expected identity was compared as a whole."
	}
	if (name.matched === undefined) {
		return name.got.length === 0
			? "The certificate has no name of this kind, and the common name does not count."
			: "None of the names in the certificate is the expected one."
	}
	if (name.kind === "spiffe") return "SPIFFE IDs match when every character is the same."
	if (name.kind === "ip")
		return `The IP address ${name.matched} in the certificate is the one that was dialled.`
	return name.matched.startsWith("*.")
		? `The wildcard ${name.matched} stands for exactly one label in front.`
		: `The DNS name ${name.matched} in the certificate is the expected one.`
}

function ownIdentity(attempt: AttemptObservation): OwnIdentityView {
	const { own } = attempt
	const isProven = typeof attempt.sent?.certificate === "string"
	const identity =
		own.spiffeId ?? (own.certificate === undefined ? undefined : certificateTitle(own.certificate))
	return {
		...(identity === undefined ? {} : isProven ? { identity } : { ready: identity }),
		source:
			attempt.captured !== undefined && own.source === "none"
				? "The client of the capture brought no identity that shows."
				: sourceSentence(own.source),
		sent: sentSentence(attempt),
		accepts: attempt.requested?.certificateAuthorities ?? [],
	}
}

function sourceSentence(source: AttemptObservation["own"]["source"]): string {
	switch (source) {
		case "none":
			return "This lane brings no identity of its own."
		case "files":
			return "From the certificate files of the settings."
		case "pasted":
			return "From the certificate that was pasted into the settings."
		case "workload-api":
			return "From the Workload API on this machine: this is our identity, not the target's."
		case "made-up":
			return "Made up for this one attempt."
		case "captured":
			return "From the Certificate message that the client sent."
		default:
			return assertNever(source)
	}
}

function sentSentence(attempt: AttemptObservation): string {
	if (attempt.posture === "plaintext") return "Plaintext has no place for an identity."
	if (attempt.captured?.secrecy === "sealed" && attempt.chain === undefined)
		return "Whether the server asked for a client certificate is encrypted."
	if (attempt.requested === undefined)
		return "The server did not ask for a client certificate, so none was sent."
	const isCaptured = attempt.captured !== undefined
	if (attempt.sent === undefined)
		return `The server asked for a client certificate; ${isCaptured ? "no answer is in the capture" : "the lane ended before ours"}.`
	if (attempt.sent.certificate === null)
		return `The server asked for a client certificate; ${isCaptured ? "the client" : "we"} sent an empty list.`
	return `The server asked for a client certificate, and ${isCaptured ? "the client sent one" : "we sent ours"}.`
}

/** The name that shares most with the wanted one: that is where a typing error shows. */
function closestName(wanted: string, names: readonly string[]): string | undefined {
	const score = (name: string) => alignTexts(wanted, name).filter((pair) => pair.isSame).length
	return [...names].slice(0, 50).sort((a, b) => score(b) - score(a))[0]
}
