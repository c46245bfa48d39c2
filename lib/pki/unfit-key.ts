import { keyProblems } from "#x509/lint/judge-public-key"
import type { PublicKeyFacts } from "#x509/public-key"

/** Why a public key that somebody else made gets no certificate here, as a sentence; undefined when it is fit for one. */
export function unfitKey(publicKey: PublicKeyFacts): string | undefined {
	const lints = ["weak-key", "key-parameters-explicit", "rsa-exponent-bad"] as const
	return lints.flatMap((lint) => keyProblems(publicKey, lint))[0]
}
