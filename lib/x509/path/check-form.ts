import type { ParsedCertificate } from "../certificate.ts"
import { parseIpAddress } from "../ip-address.ts"
import { isSameName, nameAttribute } from "../name.ts"
import type { VerificationReason } from "../verification.ts"
import { type ChainMember, wordFor } from "./chain-member.ts"
import { readAuthorityKeyForm } from "./extension-values.ts"

/** One demand of RFC 5280 section 4 on how a certificate is written: when it is broken, the end of a sentence. */
interface FormRule {
	readonly rule: string
	/** OpenSSL asks for it too, with -x509_strict. */
	readonly isStrict?: true
	readonly broken: (member: ChainMember, isIssuer: boolean) => string | undefined
}

/**
 * Every breach of the profile of certificates, leaf first: RFC 5280 section 4 and what the Web PKI adds to it, or only
 * the part that OpenSSL's -x509_strict asks for.
 */
export function checkForm(path: readonly ChainMember[], extent: "all" | "strict"): VerificationReason[] {
	const asked = extent === "all" ? formRules : formRules.filter(({ isStrict }) => isStrict)
	return path.flatMap((member, position) =>
		asked.flatMap(({ rule, broken }) => {
			const problem = broken(member, position > 0)
			if (problem === undefined) return []
			const text = `The ${wordFor(member, position)} ${problem}.`
			return [{ rule, ...(member.index === undefined ? {} : { certificate: member.index }), text }]
		}),
	)
}

const formRules: readonly FormRule[] = [
	{
		rule: "certificate-version",
		broken: ({ certificate: { version } }) =>
			version === 3 ? undefined : `is of version ${version}; version 3 is needed (RFC 5280 section 4.1.2.1)`,
	},
	{
		rule: "serial-number",
		broken: ({ certificate: { serial }, isAnchor }) => {
			if ((serial[0] ?? 0) >= 0x80) return "has a negative serial number (RFC 5280 section 4.1.2.2)"
			if (!isAnchor && serial.every((byte) => byte === 0))
				return "has serial number zero (RFC 5280 section 4.1.2.2)"
			const isLong = serial.length > (serial[0] === 0 ? 21 : 20)
			return isLong ? "has a serial number of more than 20 bytes (RFC 5280 section 4.1.2.2)" : undefined
		},
	},
	{
		rule: "empty-name",
		isStrict: true,
		broken: ({ certificate }, isIssuer) => {
			if (certificate.issuer.rdns.length === 0) return "names no issuer (RFC 5280 section 4.1.2.4)"
			return isIssuer && certificate.subject.rdns.length === 0
				? "is a CA without a subject (RFC 5280 section 4.1.2.6)"
				: undefined
		},
	},
	{ rule: "key-identifier", isStrict: true, broken: missingKeyIdentifier },
	{ rule: "key-identifier", broken: wrongAuthorityKey },
	{
		rule: "extension-criticality",
		isStrict: true,
		broken: ({ certificate }, isIssuer) => {
			if (isIssuer && isCritical(certificate, "2.5.29.19") === false)
				return "is a CA whose basicConstraints is not critical (RFC 5280 section 4.2.1.9)"
			const hasLooseNames =
				certificate.subject.rdns.length === 0 && isCritical(certificate, "2.5.29.17") === false
			return hasLooseNames
				? "has no subject, and a subjectAltName that is not critical (RFC 5280 section 4.2.1.6)"
				: undefined
		},
	},
	{
		rule: "extension-criticality",
		broken: ({ certificate }) => {
			if (isCritical(certificate, "2.5.29.30") === false)
				return "has name constraints that are not critical (RFC 5280 section 4.2.1.10)"
			if (isCritical(certificate, "1.3.6.1.5.5.7.1.1") === true)
				return "has a critical authorityInfoAccess (RFC 5280 section 4.2.2.1)"
			return certificate.subject.rdns.length > 0 && isCritical(certificate, "2.5.29.17") === true
				? "has a subject, and a critical subjectAltName (RFC 5280 section 4.2.1.6)"
				: undefined
		},
	},
	{
		rule: "key-usage",
		isStrict: true,
		broken: ({ certificate: { extensions } }) => {
			const { keyUsage, basicConstraints } = extensions
			if (keyUsage === undefined) return undefined
			if (keyUsage.length === 0) return "has a key usage without a bit (RFC 5280 section 4.2.1.3)"
			return keyUsage.includes("keyCertSign") && basicConstraints?.isCa !== true
				? "has key usage keyCertSign and is no CA (RFC 5280 section 4.2.1.3)"
				: undefined
		},
	},
	{
		rule: "anchor-extended-key-usage",
		broken: ({ certificate, isAnchor }, isIssuer) =>
			isAnchor && isIssuer && certificate.extensions.extendedKeyUsage !== undefined
				? "is a root with an extended key usage (CA/Browser Forum baseline requirements 7.1.2.1)"
				: undefined,
	},
	{ rule: "common-name-not-in-san", broken: brokenCommonName },
]

function isCritical({ extensions }: ParsedCertificate, oid: string): boolean | undefined {
	return extensions.list.find((found) => found.oid === oid)?.critical
}

function missingKeyIdentifier({ certificate, isAnchor }: ChainMember, isIssuer: boolean): string | undefined {
	const { extensions, subject, issuer } = certificate
	const isRoot = isAnchor && isSameName(subject, issuer)
	const form = readAuthorityKeyForm(extensions)
	if (form === undefined && !isRoot) return "has no authorityKeyIdentifier (RFC 5280 section 4.2.1.1)"
	if (form?.hasKeyId === false && !isRoot)
		return "has an authorityKeyIdentifier without a key identifier (RFC 5280 section 4.2.1.1)"
	return isIssuer && extensions.subjectKeyId === undefined
		? "is a CA without subjectKeyIdentifier (RFC 5280 section 4.2.1.2)"
		: undefined
}

function wrongAuthorityKey({ certificate, isAnchor }: ChainMember): string | undefined {
	const { extensions, subject, issuer } = certificate
	const form = readAuthorityKeyForm(extensions)
	if (form === undefined || !isAnchor || !isSameName(subject, issuer)) return undefined
	if (!form.hasKeyId)
		return "is a root with an authorityKeyIdentifier without a key identifier (RFC 5280 section 4.2.1.1)"
	return form.hasIssuer || form.hasSerial
		? "is a root whose authorityKeyIdentifier names an issuer or a serial number (CA/Browser Forum baseline requirements 7.1.2.1.3)"
		: undefined
}

/**
 * A common name that is a host or an address repeats a subject alternative name of its kind, letter by letter. A domain
 * above one of the names passes: it names the organisation's domain, not another host.
 */
function brokenCommonName({ certificate }: ChainMember, isIssuer: boolean): string | undefined {
	const san = certificate.extensions.subjectAltName
	const common = nameAttribute(certificate.subject, "2.5.4.3")
	if (isIssuer || common === undefined || san === undefined) return undefined
	const isAddress = parseIpAddress(common) !== undefined || /^0x[0-9a-f]+$/i.test(common)
	const isHost = !isAddress && /^[^\s:@/]+\.[^\s:@/]+$/.test(common)
	const isStrange = isAddress
		? !san.ip.includes(common)
		: isHost && san.dns.length > 0 && !san.dns.some((name) => name === common || name.endsWith(`.${common}`))
	if (!isStrange) return undefined
	return "has a host in its common name that is not among its subject alternative names (CA/Browser Forum baseline requirements 7.1.4.3)"
}
