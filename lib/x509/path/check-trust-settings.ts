import { extendedKeyUsageNames } from "../oids.ts"
import type { TrustedCertificate } from "../trusted-certificate.ts"
import type { VerificationReason } from "../verification.ts"
import { type ChainMember, type ChainUsage, wordFor } from "./chain-member.ts"

const purposes = { server: "1.3.6.1.5.5.7.3.1", client: "1.3.6.1.5.5.7.3.2" } as const
const anyPurpose = "2.5.29.37.0"

/** Whether OpenSSL's trust settings of the given anchors allow the purpose; they count wherever in the path it stands. */
export function checkTrustSettings(
	path: readonly ChainMember[],
	usage: ChainUsage,
	settings: readonly TrustedCertificate[],
): VerificationReason[] {
	if (usage === "any") return []
	const purpose = purposes[usage]
	return path.flatMap((member, position) => {
		const own = settings.find(({ der }) => isSame(der, member.certificate.der))
		if (own === undefined) return []
		const isRejected = own.rejects.includes(purpose) || own.rejects.includes(anyPurpose)
		const isTrusted =
			own.trusts === undefined || own.trusts.includes(purpose) || own.trusts.includes(anyPurpose)
		if (!isRejected && isTrusted) return []
		const name = extendedKeyUsageNames[purpose] ?? purpose
		const text = `The ${wordFor(member, position)} is not trusted for ${name}: its trust settings say so.`
		const at = member.index === undefined ? {} : { certificate: member.index }
		return [{ rule: "certificate-distrusted", ...at, text }]
	})
}

/** True when trust settings name the purpose: then OpenSSL does not look at the extended key usage any more. */
export function isTrustedFor(
	member: ChainMember | undefined,
	usage: ChainUsage,
	settings: readonly TrustedCertificate[],
): boolean {
	if (member === undefined || usage === "any") return false
	const own = settings.find(({ der }) => isSame(der, member.certificate.der))
	return own?.trusts?.some((oid) => oid === purposes[usage] || oid === anyPurpose) ?? false
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, at) => byte === b[at])
}
