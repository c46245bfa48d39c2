import type { CertificateDescription } from "#x509/description"
import { matchServerName } from "#x509/match-name"
import type { VerificationReason } from "#x509/verification"
import { nameAttributes } from "../distinguished-name.ts"
import type { PeerStep } from "./cause.ts"
import { namesOf } from "./certificate-words.ts"
import type { ForecastFacts } from "./facts.ts"
import type { Runtime } from "./runtime.ts"
import type { Step, StepResult } from "./step.ts"
import { strictFault } from "./strictness.ts"

const topic = "peer"

/** Reasons about names and SPIFFE IDs; each runtime's own rule of names decides instead of ours. */
const aboutNames = new Set(["hostname-mismatch", "ip-san-missing", "cn-only-no-san", "uri-san-only"])
const aboutSpiffe = new Set(["wrong-spiffe-id", "svid-rule"])

/** Whether this client accepts the server's certificate with the roots of the settings. */
export const peer: Step = (facts, runtime) => {
	const { run, configured, leaf } = facts
	if (leaf === undefined) return unreadable(facts)
	if (run.settings.skipVerify && runtime.canSkipVerification) {
		return { kind: "passes", topic, why: "Like the settings, it can leave verification out." }
	}
	if (facts.isSpiffe && runtime.spiffe !== undefined) return bySpiffe(facts, runtime.spiffe)
	const verification = configured.verification
	if (verification === undefined) {
		// In TLS 1.2 a server may refuse the client first: that holds for every client.
		const why = "The server ended the handshake before its certificate was verified."
		return { kind: "unknown", topic, why, isOpen: true }
	}
	for (const step of runtime.order) {
		const fault = faultOf(step, facts, runtime, verification.reasons)
		if (fault !== undefined) return fault
	}
	const left = verification.reasons.find(({ rule }) => !isJudged(rule))
	if (left !== undefined) {
		return { kind: "unknown", topic, why: `What it makes of this is not known: ${left.text}` }
	}
	return { kind: "passes", topic, why: "It accepts the server's certificate." }
}

const judged = new Set([
	...["untrusted-issuer", "self-signed-leaf", "missing-intermediate", "trust-bundle-missing-or-stale"],
	...[
		"bad-signature",
		"expired-server-cert",
		"not-yet-valid",
		"server-cert-wrong-eku",
		"weak-signature-or-key",
	],
])

function isJudged(rule: string): boolean {
	return judged.has(rule) || aboutNames.has(rule) || aboutSpiffe.has(rule)
}

/** Our TLS library gave up on the certificate too, so it is not our reading alone. */
function unreadable({ configured, shaken }: ForecastFacts): StepResult {
	const isBroken = shaken.some((attempt) => attempt.chain?.[0]?.kind === "unreadable")
	if (isBroken && configured.outcome.by === "client") {
		const why = "The server's certificate cannot be read."
		return { kind: "fails", topic, why, cause: { kind: "unreadable-certificate" } }
	}
	return { kind: "unknown", topic, why: "The server's certificate was not seen." }
}

function bySpiffe({ configured, run, leaf }: ForecastFacts, library: string): StepResult {
	const reason = configured.verification?.reasons[0]
	if (configured.verification === undefined) {
		return { kind: "unknown", topic, why: "The server's SVID was not verified." }
	}
	if (reason === undefined)
		return { kind: "passes", topic, why: `With ${library} it accepts the server's SVID.` }
	const why = `With ${library} it refuses the server's SVID: ${reason.text}`
	const id = leaf?.sans.uri.find((uri) => uri.startsWith("spiffe://"))
	const isById = run.settings.expectSpiffeId !== undefined
	const cause = { kind: "spiffe", rule: reason.rule, isById, ...(id === undefined ? {} : { id }) } as const
	return { kind: "fails", topic, why, cause }
}

function faultOf(
	step: PeerStep,
	facts: ForecastFacts,
	runtime: Runtime,
	reasons: readonly VerificationReason[],
): StepResult | undefined {
	switch (step) {
		case "validity":
			return validityFault(facts, reasons)
		case "name":
			return nameFault(facts, runtime)
		case "trust":
			return trustFault(facts, runtime, reasons)
		case "usage":
			return usageFault(facts, reasons) ?? strictFault(facts, runtime)
	}
}

function validityFault(
	{ run, chain }: ForecastFacts,
	reasons: readonly VerificationReason[],
): StepResult | undefined {
	const reason = reasons.find(({ rule }) => rule === "expired-server-cert" || rule === "not-yet-valid")
	const certificate = chain[reason?.certificate ?? 0]
	if (reason === undefined || certificate === undefined) return undefined
	const isPast = reason.rule === "expired-server-cert"
	const limit = isPast ? certificate.notAfter : certificate.notBefore
	const cause = { kind: isPast ? "expired" : "not-yet-valid", limit, at: run.startedAt } as const
	return { kind: "fails", topic, why: reason.text, cause }
}

function trustFault(
	{ leaf, chain, isSpiffe }: ForecastFacts,
	runtime: Runtime,
	reasons: readonly VerificationReason[],
): StepResult | undefined {
	const kinds: Readonly<Record<string, "unknown-issuer" | "self-signed" | "stale">> = {
		"untrusted-issuer": "unknown-issuer",
		"missing-intermediate": "unknown-issuer",
		"self-signed-leaf": "self-signed",
		"trust-bundle-missing-or-stale": "stale",
		"bad-signature": "stale",
	}
	const reason = reasons.find(({ rule }) => kinds[rule] !== undefined)
	const kind = reason === undefined ? undefined : kinds[reason.rule]
	if (reason === undefined || kind === undefined) return undefined
	if (reason.rule === "missing-intermediate" && runtime.mayFetchIntermediates === true) {
		return {
			kind: "unknown",
			topic,
			why: `${reason.text} On some systems it fetches the missing certificate itself.`,
		}
	}
	const last = chain[reason.certificate ?? chain.length - 1] ?? leaf
	// A bundle of another trust domain is no anchor of the same name.
	const why = isSpiffe && kind === "stale" ? "unknown-issuer" : kind
	const cause = {
		kind: "untrusted",
		why,
		issuer: commonName(last?.issuer ?? ""),
		isRsa: isRsa(last),
	} as const
	return { kind: "fails", topic, why: reason.text, cause }
}

function commonName(issuer: string): string {
	const attributes = nameAttributes(issuer)
	return attributes.get("CN")?.[0] ?? attributes.get("O")?.[0] ?? "serial"
}

function isRsa(certificate: CertificateDescription | undefined): boolean {
	return /rsa/i.test(certificate?.signatureAlgorithm ?? "")
}

function usageFault({ leaf }: ForecastFacts, reasons: readonly VerificationReason[]): StepResult | undefined {
	const reason = reasons.find(({ rule }) => rule === "server-cert-wrong-eku")
	if (reason === undefined) return undefined
	return { kind: "fails", topic, why: reason.text, cause: { kind: "usage", eku: leaf?.eku ?? [] } }
}

/** Names as this runtime compares them; the common name where it still takes that. */
function nameFault(facts: ForecastFacts, runtime: Runtime): StepResult | undefined {
	const { leaf, run, isIp, isUnix } = facts
	if (leaf === undefined) return undefined
	const isPath = isUnix && runtime.unixName === "path" && run.settings.serverName === undefined
	if (isPath) {
		const wanted = encodeURIComponent(facts.place.address.replace(/^unix:\/?/, ""))
		const why = "Over a unix socket it takes the path for the server's name, unless a name is set."
		return {
			kind: "fails",
			topic,
			why,
			cause: { kind: "name", wanted, isIp: false, isCommonName: false, leaf },
		}
	}
	const wanted = run.serverName
	const match = matchServerName({ wanted, kind: isIp ? "ip" : "dns", description: leaf })
	if (match.isMatch) return undefined
	const isCommonName = !isIp && isCommonNameMatch(leaf, wanted)
	const cause = { kind: "name", wanted, isIp, isCommonName, leaf } as const
	const why = facts.isSpiffe ? `By itself it compares names, not SPIFFE IDs. ${match.text}` : match.text
	const fails = { kind: "fails", topic, why, cause } as const
	if (!isCommonName) return fails
	switch (runtime.commonName) {
		case "never":
			return fails
		case "without-any-alternative-name":
			return namesOf(leaf).length === 0 ? undefined : fails
		case "without-dns-name":
			return leaf.sans.dns.length === 0 ? undefined : fails
		case "unknown": {
			if (leaf.sans.dns.length > 0) return fails
			const why = `The name is in the common name alone. Whether that counts depends on the operating system.`
			return { kind: "unknown", topic, why }
		}
	}
}

function isCommonNameMatch({ commonName: name }: CertificateDescription, wanted: string): boolean {
	if (name === undefined) return false
	const sans = { dns: [name], ip: [], uri: [], email: [] }
	return matchServerName({ wanted, kind: "dns", description: { sans } }).isMatch
}
