import type { CertificateDescription } from "#x509/description"
import type { VerificationReason } from "#x509/verification"
import { parseSpiffeId, pathOf } from "./id.ts"

/**
 * Checks a leaf against the rules of the X.509-SVID standard (sections 2 to 4): one URI SAN that is a SPIFFE ID with a
 * path, no CA, key usage present and critical with digitalSignature and without keyCertSign or cRLSign, and both
 * serverAuth and clientAuth where extended key usage is present. Every broken rule is one reason; `certificate` is 0.
 */
export function checkSvid(leaf: CertificateDescription): readonly VerificationReason[] {
	const reasons: VerificationReason[] = []
	const broken = (text: string) => reasons.push({ rule: "svid-rule", certificate: 0, text })
	if (leaf.sans.uri.length === 0)
		broken("An X.509-SVID must have a URI SAN; this certificate has none (X509-SVID section 2).")
	if (leaf.sans.uri.length > 1) {
		broken(
			`An X.509-SVID must have exactly one URI SAN; this certificate has ${leaf.sans.uri.length} (X509-SVID section 2).`,
		)
	}
	const [uri] = leaf.sans.uri
	if (uri !== undefined) {
		const id = parseSpiffeId(uri)
		if (!id.ok) broken(`The URI SAN ${uri} is no SPIFFE ID: ${id.error.text}`)
		else if (pathOf(id.value) === "")
			broken("The SPIFFE ID of a leaf must have a path (X509-SVID section 4.1).")
	}
	if (leaf.isCa) broken("A leaf X.509-SVID must not be a CA (X509-SVID section 4.1).")
	const usage = leaf.keyUsage
	if (usage === undefined) broken("Key usage must be present (X509-SVID section 4.3).")
	else {
		if (leaf.keyUsageCritical !== true) broken("Key usage must be marked critical (X509-SVID section 4.3).")
		if (!usage.includes("digitalSignature"))
			broken("Key usage must include digitalSignature (X509-SVID section 4.3).")
		for (const forbidden of ["keyCertSign", "cRLSign"]) {
			if (usage.includes(forbidden))
				broken(`A leaf must not have key usage ${forbidden} (X509-SVID section 4.3).`)
		}
	}
	const eku = leaf.eku
	if (eku !== undefined && !(eku.includes("serverAuth") && eku.includes("clientAuth"))) {
		broken(
			"Extended key usage, where present, must include serverAuth and clientAuth (X509-SVID section 4.4).",
		)
	}
	return reasons
}
