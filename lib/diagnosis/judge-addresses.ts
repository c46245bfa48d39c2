import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import type { AddressVerdict } from "./finding.ts"
import { isAccepted, leafOf } from "./read-attempt.ts"

/** Share of its lifetime after which a certificate should have been renewed: cert-manager's default. */
const renewalShare = 2 / 3

/** In what an address differs, most serious first. */
export interface AddressDifference {
	/** `outcome`: other clients are let in or kept out. `stale`: a certificate that was not renewed. `setup`: version, suite, ALPN, client authentication or answer. `certificate`: another one, nothing wrong with it. `reach`: nothing listens. */
	readonly kind: "outcome" | "reach" | "stale" | "setup" | "certificate"
	readonly text: string
}

/** Compares the further addresses of a name with the one that the settings' own lane reached. Pure. */
export function judgeAddresses(run: RunObservation): readonly AddressVerdict[] | undefined {
	const first = run.attempts.find((attempt) => attempt.configured)
	if (first?.peerAddress === undefined || run.addresses === undefined || run.addresses.length === 0) {
		return undefined
	}
	const at = Date.parse(run.startedAt)
	return [
		verdictOn(first.peerAddress, first, []),
		...run.addresses.map(({ address, attempt }) =>
			verdictOn(address, attempt, addressDifferences(first, attempt, at)),
		),
	]
}

function verdictOn(
	address: string,
	{ outcome }: AttemptObservation,
	differences: readonly AddressDifference[],
): AddressVerdict {
	return { address, outcome: outcome.kind, text: outcome.text, differs: differences.map(({ text }) => text) }
}

/** Every difference between the first address and another. `at` in milliseconds since 1970. */
export function addressDifferences(
	first: AttemptObservation,
	other: AttemptObservation,
	at: number,
): readonly AddressDifference[] {
	const place = first.peerAddress ?? "the first address"
	return [
		...outcomeDifference(first, other, place),
		...certificateDifference(first, other, place, at),
		...setupDifferences(first, other, place),
	]
}

function outcomeDifference(
	first: AttemptObservation,
	other: AttemptObservation,
	place: string,
): readonly AddressDifference[] {
	const [before, now] = [first.outcome, other.outcome]
	if (isAccepted(first) && !isAccepted(other)) {
		const isUnreached = now.phase === "tcp"
		const text = `It does not let this client in, as ${place} does: ${now.text}`
		return [{ kind: isUnreached ? "reach" : "outcome", text }]
	}
	if (!isAccepted(first) && isAccepted(other)) {
		return [{ kind: "outcome", text: `It lets this client in; ${place} does not: ${before.text}` }]
	}
	if (before.kind === now.kind && before.code === now.code && before.alert === now.alert) return []
	return [{ kind: "outcome", text: `It ends otherwise than ${place}: ${now.text}` }]
}

function certificateDifference(
	first: AttemptObservation,
	other: AttemptObservation,
	place: string,
	at: number,
): readonly AddressDifference[] {
	const [theirs, its] = [leafOf(first), leafOf(other)]
	if (theirs === undefined || its === undefined || theirs.sha256 === its.sha256) return []
	const span = `${dayOf(its.notBefore)} to ${dayOf(its.notAfter)}`
	const age = Date.parse(its.notBefore) - Date.parse(theirs.notBefore)
	const end = at > Date.parse(its.notAfter) ? ", and that has expired" : ""
	if (age < 0) {
		const isStale = isOverdue(its, at)
		const left = isStale ? " This replica was left behind when the certificate was renewed." : ""
		const text = `It serves an older certificate than ${place}, valid from ${span}${end}.${left}`
		return [{ kind: isStale ? "stale" : "certificate", text }]
	}
	if (age > 0) {
		const isStale = isOverdue(theirs, at)
		const left = isStale ? ` ${place} was left behind when the certificate was renewed.` : ""
		const text = `It serves a newer certificate than ${place}, valid from ${span}${end}.${left}`
		return [{ kind: isStale ? "stale" : "certificate", text }]
	}
	const issuer =
		its.issuer === theirs.issuer ? "" : ` It is issued by ${its.issuer}, not by ${theirs.issuer}.`
	const text = `It serves another certificate than ${place}, SHA-256 ${its.sha256.slice(0, 16)}…${issuer}`
	return [{ kind: "certificate", text }]
}

/** True once it is past the moment at which it should have been replaced. */
function isOverdue({ notBefore, notAfter }: CertificateDescription, at: number): boolean {
	const begin = Date.parse(notBefore)
	return at > begin + (Date.parse(notAfter) - begin) * renewalShare
}

function dayOf(time: string): string {
	return time.slice(0, 16).replace("T", " ")
}

function setupDifferences(
	first: AttemptObservation,
	other: AttemptObservation,
	place: string,
): readonly AddressDifference[] {
	const pairs: readonly (readonly [what: string, theirs: string | undefined, its: string | undefined])[] = [
		["TLS version", first.tls?.version, other.tls?.version],
		["cipher suite", first.tls?.cipherSuite, other.tls?.cipherSuite],
		["ALPN protocol", alpnOf(first), alpnOf(other)],
		["answer to the call", answerOf(first), answerOf(other)],
	]
	const known = pairs.filter(([, theirs, its]) => theirs !== undefined && its !== undefined && theirs !== its)
	// Another version brings another suite: one sentence is enough.
	const isOtherVersion = known.some(([what]) => what === "TLS version")
	const settled = known
		.filter(([what]) => !(isOtherVersion && what === "cipher suite"))
		.map(([what, theirs, its]) => ({
			kind: "setup" as const,
			text: `Its ${what} is ${its}; at ${place} it is ${theirs}.`,
		}))
	return [...settled, ...demandDifference(first, other, place)]
}

function alpnOf({ tls }: AttemptObservation): string | undefined {
	return tls?.alpn === null ? "none" : tls?.alpn
}

function demandDifference(
	first: AttemptObservation,
	other: AttemptObservation,
	place: string,
): readonly AddressDifference[] {
	const [theirs, its] = [asksForCertificate(first), asksForCertificate(other)]
	if (theirs === undefined || its === undefined || theirs === its) return []
	const text = its
		? `It asks for a client certificate; ${place} does not.`
		: `It asks for no client certificate; ${place} does.`
	return [{ kind: "setup", text }]
}

/** Known only where the server's part of the handshake was seen to its end. */
function asksForCertificate(attempt: AttemptObservation): boolean | undefined {
	if (attempt.requested !== undefined) return true
	return isAccepted(attempt) && attempt.tls !== undefined ? false : undefined
}

function answerOf({ rpc }: AttemptObservation): string | undefined {
	if (rpc?.status === undefined) return undefined
	return rpc.serving === undefined ? rpc.status : `${rpc.status} (${rpc.serving})`
}
