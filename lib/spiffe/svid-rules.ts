import type { CertificateDescription } from "#x509/description"
import type { VerificationReason } from "#x509/verification"
import { parseSpiffeId, type SpiffeId } from "./id.ts"
import { type ChecklistItem, signingChecklist, svidChecklist } from "./svid-checklist.ts"

/** The SPIFFE ID of a certificate, where it has exactly one URI SAN and that is a valid ID. */
export function spiffeIdOf({ sans }: Pick<CertificateDescription, "sans">): SpiffeId | undefined {
	const [uri, ...others] = sans.uri
	if (uri === undefined || others.length > 0) return undefined
	const id = parseSpiffeId(uri)
	return id.ok ? id.value : undefined
}

/**
 * Every rule of the X.509-SVID standard (sections 2 to 4) that a leaf breaks, as reasons with rule `svid-rule` and
 * certificate 0. Empty: the certificate is a valid X.509-SVID leaf.
 */
export function checkSvid(leaf: CertificateDescription): readonly VerificationReason[] {
	return broken(svidChecklist(leaf), 0)
}

/** The rules for a signing certificate that was sent with an X.509-SVID, at its index on the wire. */
export function checkSvidIssuer(
	issuer: CertificateDescription,
	index: number,
): readonly VerificationReason[] {
	return broken(signingChecklist(issuer), index)
}

function broken(items: readonly ChecklistItem[], certificate: number): VerificationReason[] {
	return items
		.filter(({ verdict }) => verdict === "fail")
		.map(({ text }) => ({ rule: "svid-rule", certificate, text }))
}
