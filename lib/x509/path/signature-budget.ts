import type { PublicKeyFacts } from "../public-key.ts"
import { type SignatureCheck, type SignedValue, verifySignature } from "./verify-signature.ts"

/** Most signatures that one verification checks, those of CRLs among them; larger keys count for more. */
export const signatureChecksMax = 100

/** The signatures that one verification may check: every part of it draws on the same budget, so none can outrun it. */
export class SignatureBudget {
	/** What was spent: one for each signature, more for a key whose arithmetic costs more. */
	spent = 0
	/** True when a signature was left unchecked. */
	isOverdrawn = false

	/** Checks a signature; undefined when no more may be checked. Never throws. */
	async verify(value: SignedValue, key: PublicKeyFacts): Promise<SignatureCheck | undefined> {
		const cost = costOf(key)
		if (this.spent + cost > signatureChecksMax) {
			this.isOverdrawn = true
			return undefined
		}
		this.spent += cost
		return verifySignature(value, key)
	}
}

/** RSA costs with the square of the modulus: 4096 bits count for one, 16384 bits for sixteen. SM2 is computed here. */
function costOf({ keyType, keyBits }: PublicKeyFacts): number {
	if (keyType === "EC SM2") return 5
	return keyType.startsWith("RSA") ? Math.max(1, Math.ceil((keyBits / 4096) ** 2)) : 1
}
