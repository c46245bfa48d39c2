import type { AttemptObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import type { Evidence } from "./finding.ts"
import { weaknessOf } from "./own-weakness.ts"
import { answeredCertificate, clientCertificateRefusal, messageEvidence } from "./read-attempt.ts"
import type { RunFacts } from "./rule.ts"

/** Our certificate was sent, and the server refused it. */
export interface OwnRefusal {
	readonly attempt: AttemptObservation
	readonly how: string
	readonly alert?: string
	readonly own?: CertificateDescription
	readonly fault: "expired" | "not-yet-valid" | "wrong-eku" | "revoked" | "weak" | "untrusted"
	readonly evidence: readonly Evidence[]
}

/**
 * Finds the refusal of our certificate on a lane that speaks for the settings, and tells by our own certificate first,
 * by the alert second, what was wrong with it: servers say bad_certificate for everything.
 */
export function ownRefusal({ focus, at, voice }: RunFacts): OwnRefusal | undefined {
	for (const attempt of focus) {
		if (typeof answeredCertificate(attempt) !== "string" || attempt.outcome.kind === "accepted") continue
		const refusal = clientCertificateRefusal(attempt)
		if (refusal === undefined) continue
		const own = attempt.own.certificate
		return {
			attempt,
			...refusal,
			...(own === undefined ? {} : { own }),
			fault: faultOf(own, refusal.alert, at),
			evidence: [
				messageEvidence(attempt, "The server asked for a client certificate.", "CertificateRequest"),
				messageEvidence(attempt, `${voice.We} sent a certificate.`, "Certificate", "client"),
				messageEvidence(
					attempt,
					`The server answered with ${refusal.how}.`,
					refusal.alert === undefined ? "-" : "Alert",
				),
			],
		}
	}
	return undefined
}

function faultOf(
	own: CertificateDescription | undefined,
	alert: string | undefined,
	at: number,
): OwnRefusal["fault"] {
	if (own !== undefined && at > Date.parse(own.notAfter)) return "expired"
	if (own !== undefined && at < Date.parse(own.notBefore)) return "not-yet-valid"
	if (own?.eku !== undefined && !own.eku.includes("clientAuth") && !own.eku.includes("anyExtendedKeyUsage"))
		return "wrong-eku"
	if (alert === "certificate_revoked") return "revoked"
	if (alert === "certificate_expired") return "expired"
	// Whoever says that it does not know the authority has looked for one, and found the strength in order.
	if (own !== undefined && alert !== "unknown_ca" && weaknessOf(own) !== undefined) return "weak"
	return "untrusted"
}
