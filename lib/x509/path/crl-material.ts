import type { ParsedCertificate } from "../certificate.ts"
import { type ParsedCrl, readCrl } from "../crl.ts"
import type { VerificationReason } from "../verification.ts"
import type { RevocationQuestion } from "./check-revocation.ts"
import type { Profile } from "./profiles.ts"
import type { SignatureBudget } from "./signature-budget.ts"

/** Most CRLs of one verification that are looked at, and most bytes of them. */
export const crlsMax = 200
export const crlBytesTotalMax = 16_777_216

/** The CRLs of one verification. */
export interface CrlMaterial {
	readonly crls: readonly ParsedCrl[]
	/** A limit that was reached: what was left out may revoke what the others do not. */
	readonly reasons: readonly VerificationReason[]
}

/** Reads CRLs in the order given, as far as the limits allow. An unreadable one covers nothing. Never throws. */
export function readCrls(given: readonly Uint8Array[]): CrlMaterial {
	const crls: ParsedCrl[] = []
	let bytes = 0
	for (const [index, der] of given.entries()) {
		bytes += der.length
		if (index >= crlsMax || bytes > crlBytesTotalMax) {
			const what = index === 1 ? "only the first is" : `only the first ${index} are`
			const text = `${given.length} CRLs were given; ${index === 0 ? "none is" : what} looked at (at most ${crlsMax}, and at most ${crlBytesTotalMax} bytes). The others may revoke what these do not.`
			return { crls, reasons: [{ rule: "crl-limit", text }] }
		}
		const parsed = readCrl(der)
		if (parsed.ok) crls.push(parsed.value)
	}
	return { crls, reasons: [] }
}

/** What revocation is checked with by the rules of a profile. */
export function revocationQuestion(
	{ crls }: CrlMaterial,
	{ checksForm }: Profile,
	rest: {
		readonly pool: readonly ParsedCertificate[]
		readonly at: number
		readonly budget: SignatureBudget
	},
): RevocationQuestion {
	const isWhole = checksForm === "all"
	const leafOnly = isWhole ? {} : { countMax: 1 }
	return { crls, ...rest, needsNumber: isWhole, needsCrlSign: !isWhole, ...leafOnly }
}
