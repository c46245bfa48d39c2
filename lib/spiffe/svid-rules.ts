import type { CertificateDescription } from "#x509/description"
import type { VerificationReason } from "#x509/verification"
import { parseSpiffeId, pathOf, type SpiffeId } from "./id.ts"

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
	const texts = [checkId, checkConstraints, checkKeyUsage, checkExtendedKeyUsage].flatMap((check) =>
		check(leaf),
	)
	return texts.map((text) => ({ rule: "svid-rule", certificate: 0, text }))
}

/** The rules for a signing certificate that was sent with an X.509-SVID, at its index on the wire. */
export function checkSvidIssuer(
	issuer: CertificateDescription,
	index: number,
): readonly VerificationReason[] {
	const texts: string[] = []
	if (!issuer.isCa)
		texts.push("The signing certificate does not have the CA flag set (X509-SVID section 4.1).")
	if (issuer.keyUsage?.includes("keyCertSign") !== true) {
		texts.push("The signing certificate does not have key usage keyCertSign (X509-SVID section 4.3).")
	}
	const id = spiffeIdOf(issuer)
	if (id !== undefined && pathOf(id) !== "") {
		texts.push(`The SPIFFE ID ${id} of the signing certificate has a path (X509-SVID section 4.2).`)
	}
	return texts.map((text) => ({ rule: "svid-rule", certificate: index, text }))
}

function checkId({ sans, subject, extensions }: CertificateDescription): string[] {
	const [uri, ...others] = sans.uri
	if (uri === undefined) {
		return ["An X.509-SVID has exactly one URI SAN; this certificate has none (X509-SVID section 2)."]
	}
	if (others.length > 0) {
		const count = others.length + 1
		return [`An X.509-SVID has exactly one URI SAN; this certificate has ${count} (X509-SVID section 2).`]
	}
	const id = parseSpiffeId(uri)
	if (!id.ok) return [`The URI SAN is no SPIFFE ID: ${id.error.text}`]
	const san = extensions.find(({ name }) => name === "subjectAltName")
	const isTrustDomain = pathOf(id.value) === ""
	const isHidden = subject === "" && san?.critical !== true
	return [
		...(isTrustDomain ? ["The SPIFFE ID of a leaf has a path; this one names a trust domain only."] : []),
		...(isHidden ? ["The subject is empty, so the subject alternative name must be critical."] : []),
	]
}

function checkConstraints({ isCa }: CertificateDescription): string[] {
	return isCa ? ["The leaf of an X.509-SVID must not have the CA flag set (X509-SVID section 4.1)."] : []
}

function checkKeyUsage({ keyUsage, keyUsageCritical }: CertificateDescription): string[] {
	if (keyUsage === undefined) return ["The key usage extension is missing (X509-SVID section 4.3)."]
	const forbidden = keyUsage.filter((usage) => usage === "keyCertSign" || usage === "cRLSign")
	const lacksSignature = !keyUsage.includes("digitalSignature")
	return [
		...(keyUsageCritical === true
			? []
			: ["The key usage extension is not critical (X509-SVID section 4.3)."]),
		...(lacksSignature ? ["The key usage does not have digitalSignature (X509-SVID section 4.3)."] : []),
		...forbidden.map((usage) => `A leaf must not have key usage ${usage} (X509-SVID section 4.3).`),
	]
}

function checkExtendedKeyUsage({ eku }: CertificateDescription): string[] {
	if (eku === undefined) return []
	const missing = ["serverAuth", "clientAuth"].filter((usage) => !eku.includes(usage))
	if (missing.length === 0) return []
	const both = "The extended key usage is set, so it must have serverAuth and clientAuth"
	return [`${both}; ${missing.join(" and ")} is missing (X509-SVID section 4.4).`]
}
