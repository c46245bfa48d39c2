import type { KeyAlgorithm } from "#pki/key-pair"
import { UsageError } from "../usage.ts"

/** The algorithms that a key can be made for, as `--key` takes them. */
const algorithms = ["p256", "p384", "ed25519", "rsa2048", "rsa3072", "rsa4096"] as const

/** The words of the help. */
export const keyAlgorithmHelp = algorithms.join("|")

/** Reads `--key`; P-256 without it. */
export function readKeyAlgorithm(given: string | undefined): KeyAlgorithm {
	if (given === undefined) return "p256"
	const found = algorithms.find((each) => each === given.toLowerCase())
	if (found === undefined)
		throw new UsageError(`--key ${given} is unknown`, `write one of ${algorithms.join(", ")}`)
	return found
}
