import type { EnforcementPosture } from "../enforcement-observation.ts"
import { bringsCertificate, enforcementPostures, enforcementTable } from "./posture-table.ts"

/** What the plan needs to know of the endpoint: what the lanes saw, and what the settings bring. */
export interface EnforcementFacts {
	/** Some lane heard the server speak TLS. */
	readonly speaksTls: boolean
	/** Some lane got a CertificateRequest. */
	readonly asksForCertificate: boolean
	/** The mode of the settings means that the server demands a client certificate. */
	readonly expectsCertificate: boolean
	/** Either side showed a SPIFFE identity. */
	readonly isSpiffe: boolean
	/** The server named at least one acceptable CA. */
	readonly namesCa: boolean
	readonly hasToken: boolean
	/** The settings call something else than Health/Check. */
	readonly namesOtherMethod: boolean
}

/** One posture that is tried, or the sentence why it is not. */
export interface EnforcementStep {
	readonly posture: EnforcementPosture
	readonly skipped?: string
}

/** Says of every posture whether it is tried at this endpoint. Pure; in the order of the table. */
export function planEnforcement(facts: EnforcementFacts): readonly EnforcementStep[] {
	return enforcementPostures.map((posture) => {
		const skipped = reasonToSkip(posture, facts)
		return { posture, ...(skipped === undefined ? {} : { skipped }) }
	})
}

function reasonToSkip(posture: EnforcementPosture, facts: EnforcementFacts): string | undefined {
	switch (enforcementTable[posture].group) {
		case "certificate":
			return certificateReason(posture, facts)
		case "protocol":
			return facts.speaksTls ? undefined : "The port was not heard to speak TLS."
		case "token":
			return tokenReason(posture, facts)
	}
}

function certificateReason(posture: EnforcementPosture, facts: EnforcementFacts): string | undefined {
	if (!facts.speaksTls) return "The port was not heard to speak TLS."
	if (!facts.asksForCertificate) {
		if (bringsCertificate(posture))
			return "The server sent no CertificateRequest: a certificate would never be sent."
		if (!facts.expectsCertificate)
			return "The server asks for no client certificate, and the settings expect none."
	}
	if (posture === "same-name-ca" && !facts.namesCa) return "The server named no acceptable CA."
	const needsSpiffe = posture === "wrong-spiffe-id" || posture === "foreign-trust-domain"
	return needsSpiffe && !facts.isSpiffe ? "Neither side showed a SPIFFE identity." : undefined
}

function tokenReason(posture: EnforcementPosture, facts: EnforcementFacts): string | undefined {
	if (!facts.hasToken) return "The settings bring no token."
	if (posture === "health-without-token" && !facts.namesOtherMethod)
		return "The call of the settings is the health check itself."
	return undefined
}
