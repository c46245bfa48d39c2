import type { KeyAlgorithm } from "./key-pair.ts"

/**
 * Why a key of this kind is not to be made, as a sentence: it is too weak, or this browser's WebCrypto lacks Ed25519,
 * which Firefox has since version 129, Chrome and Edge since 137, and Safari since 17. Undefined when it can be made.
 */
export async function keyAlgorithmProblem(algorithm: KeyAlgorithm): Promise<string | undefined> {
	if (algorithm === "rsa1024")
		return "RSA with 1024 bits is weak, and OpenSSL and rustls refuse it. Choose P-256, or the fault of a weak key."
	if (algorithm !== "ed25519") return undefined
	try {
		await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"])
		return undefined
	} catch {
		return "This browser makes no Ed25519 keys. Choose P-256, or use Firefox 129, Chrome 137 or Safari 17 and later."
	}
}
