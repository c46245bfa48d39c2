import type { OwnIdentity } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import { isSameName, shortName } from "./distinguished-name.ts"
import type { ChoiceVerdict } from "./finding.ts"
import type { AskedVersion } from "./judge-choice.ts"
import { certificateTypeOf, legacySchemes, modernSchemes } from "./judge-choice-keys.ts"

type Check = ChoiceVerdict["checks"][number]

/** An identity whose leaf can be read. */
export type OwnChain = OwnIdentity & { readonly certificate: CertificateDescription }

/** Names of authorities that a sentence lists. */
const namesMax = 3

/** Holds a client certificate against what the server asked, point by point. `at` is in milliseconds since 1970. */
export function checkOwnCertificate(
	own: OwnChain,
	versions: readonly AskedVersion[],
	at: number,
): readonly Check[] {
	return [
		checkIssuer(own, versions),
		checkSchemes(own.certificate, versions),
		checkEku(own.certificate),
		checkKeyUsage(own.certificate),
		checkValidity(own, at),
	]
}

/** Any certificate of the chain that we send may be issued by a named authority (RFC 8446 section 4.4.2.3). */
function checkIssuer(own: OwnChain, versions: readonly AskedVersion[]): Check {
	const about = "issuer"
	const named = [...new Set(versions.flatMap((each) => each.certificateAuthorities))]
	if (named.length === 0) {
		return { about, verdict: "fits", text: "The server names no authorities, so any issuer will do." }
	}
	const chain = own.chain ?? [own.certificate]
	for (const [index, link] of chain.entries()) {
		const authority = named.find((name) => isSameName(name, link.issuer))
		if (authority === undefined) continue
		const which = index === 0 ? "It is issued by" : `Certificate ${index + 1} of its chain is issued by`
		return { about, verdict: "fits", text: `${which} ${shortName(authority)}, which the server names.` }
	}
	const issuer = shortName(own.certificate.issuer)
	if (own.chain === undefined && (own.chainLength ?? 1) > 1) {
		const text = `${issuer} is not among the authorities that the server names; the rest of our chain was not recorded.`
		return { about, verdict: "unknown", text }
	}
	const isAlone = chain.length === 1 && !isSameName(own.certificate.subject, own.certificate.issuer)
	const hint = isAlone
		? ` If one of them issued ${issuer}, send that intermediate certificate behind yours.`
		: ""
	return {
		about,
		verdict: "mismatch",
		text: `${issuer} issued it. The server names ${listed(named)}.${hint}`,
	}
}

function listed(names: readonly string[]): string {
	const shown = names.slice(0, namesMax).map(shortName).join(", ")
	const more = names.length - namesMax
	if (names.length === 1) return `${shown} alone`
	return more > 0
		? `${names.length} authorities: ${shown} and ${more} more`
		: `${names.length} authorities: ${shown}`
}

/** The version that the settings' own lane agreed on comes first and decides; what holds in another is said. */
function checkSchemes(leaf: CertificateDescription, versions: readonly AskedVersion[]): Check {
	const about = "signature-scheme"
	const judged = versions.map((asked) => ({ version: asked.version, ...judgeSchemes(leaf, asked) }))
	const [first, ...rest] = judged
	if (first === undefined) return { about, verdict: "unknown", text: "No signature schemes were seen." }
	const others = rest.filter((each) => each.verdict !== first.verdict)
	const texts = [first, ...others].map((each) => `TLS ${each.version}: ${each.text}`)
	return { about, verdict: first.verdict, text: texts.join(" ") }
}

function judgeSchemes(
	{ keyType, keyBits }: CertificateDescription,
	{ version, signatureSchemes, certificateTypes }: AskedVersion,
): Pick<Check, "verdict" | "text"> {
	const type = certificateTypeOf(keyType)
	if (certificateTypes !== undefined && type !== undefined && !certificateTypes.includes(type)) {
		const text = `The server takes the certificate types ${certificateTypes.join(", ")}, and a key of type ${keyType} needs ${type}.`
		return { verdict: "mismatch", text }
	}
	const usable = version === "1.3" ? modernSchemes(keyType, keyBits) : legacySchemes(keyType, keyBits)
	if (usable === undefined) {
		return { verdict: "unknown", text: `Which schemes a key of type ${keyType} can use is not known here.` }
	}
	if (signatureSchemes.length === 0) {
		const isOld = version === "1.0" || version === "1.1"
		return isOld
			? { verdict: "fits", text: `A key of type ${keyType} can be used.` }
			: { verdict: "unknown", text: "The server named no signature schemes." }
	}
	const shared = usable.find((scheme) => signatureSchemes.includes(scheme))
	if (shared !== undefined) return { verdict: "fits", text: `A key of type ${keyType} signs with ${shared}.` }
	const needs = usable.length === 1 ? usable[0] : `one of ${usable.join(", ")}`
	return {
		verdict: "mismatch",
		text: `A key of type ${keyType} needs ${needs}, and the server takes none of them.`,
	}
}

function checkEku({ eku }: CertificateDescription): Check {
	const about = "eku"
	if (eku === undefined)
		return { about, verdict: "fits", text: "It names no extended key usage, so any use is allowed." }
	if (eku.includes("clientAuth"))
		return { about, verdict: "fits", text: "It is for client authentication (clientAuth)." }
	if (eku.includes("anyExtendedKeyUsage"))
		return { about, verdict: "fits", text: "It is for any use (anyExtendedKeyUsage)." }
	const text = `It is for ${eku.join(", ") || "nothing at all"}, and a client certificate needs clientAuth.`
	return { about, verdict: "mismatch", text }
}

function checkKeyUsage({ keyUsage }: CertificateDescription): Check {
	const about = "key-usage"
	if (keyUsage === undefined)
		return { about, verdict: "fits", text: "It names no key usage, so its key may sign." }
	if (keyUsage.includes("digitalSignature"))
		return { about, verdict: "fits", text: "Its key may sign (digitalSignature)." }
	const text = `Its key is for ${keyUsage.join(", ") || "nothing at all"}, and TLS needs digitalSignature to prove that we hold it.`
	return { about, verdict: "mismatch", text }
}

/** Every certificate of the chain has to be valid: one that is not breaks the path that the server builds. */
function checkValidity(own: OwnChain, at: number): Check {
	const about = "validity"
	for (const [index, link] of (own.chain ?? [own.certificate]).entries()) {
		const name = index === 0 ? "It" : `Certificate ${index + 1} of its chain, ${shortName(link.subject)},`
		if (at > Date.parse(link.notAfter))
			return { about, verdict: "mismatch", text: `${name} expired at ${link.notAfter}.` }
		if (at < Date.parse(link.notBefore))
			return { about, verdict: "mismatch", text: `${name} is not valid before ${link.notBefore}.` }
	}
	return { about, verdict: "fits", text: `It is valid until ${own.certificate.notAfter}.` }
}
