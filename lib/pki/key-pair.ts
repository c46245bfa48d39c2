/** Key algorithms that we issue for. */
export type KeyAlgorithm = "p256" | "p384" | "ed25519" | "rsa1024" | "rsa2048" | "rsa3072" | "rsa4096"

/** Hashes that RSA and ECDSA signatures are made with. SHA-1 is for servers that are wrong on purpose. */
export type SignatureHash = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512"

const rsa = (modulusLength: number) =>
	({
		name: "RSASSA-PKCS1-v1_5",
		modulusLength,
		publicExponent: new Uint8Array([1, 0, 1]),
		hash: "SHA-256",
	}) as const

const parameters = {
	p256: { name: "ECDSA", namedCurve: "P-256" },
	p384: { name: "ECDSA", namedCurve: "P-384" },
	ed25519: { name: "Ed25519" },
	rsa1024: rsa(1024),
	rsa2048: rsa(2048),
	rsa3072: rsa(3072),
	rsa4096: rsa(4096),
} as const satisfies Record<KeyAlgorithm, object>

/** Makes an extractable key pair with WebCrypto. */
export async function makeKeyPair(algorithm: KeyAlgorithm): Promise<CryptoKeyPair> {
	const made = await crypto.subtle.generateKey(parameters[algorithm], true, ["sign", "verify"])
	if ("privateKey" in made) return made
	throw new Error(`${algorithm} gave no key pair`)
}

/** The WebCrypto parameters for signing with this key. Absent hash: that of the curve's size, SHA-256 for RSA. */
export function signingParameters(key: CryptoKey, hash?: SignatureHash) {
	if (key.algorithm.name === "Ed25519") return { name: "Ed25519" } as const
	const curve = "namedCurve" in key.algorithm ? key.algorithm.namedCurve : undefined
	const usual = curve === "P-384" ? "SHA-384" : curve === "P-521" ? "SHA-512" : "SHA-256"
	return { name: key.algorithm.name, hash: hash ?? usual }
}

/**
 * The same private key, ready to sign with this hash. An RSA key of WebCrypto is bound to one hash for life, so that for
 * another it is imported again; it must be extractable then. Other keys take any hash.
 */
export async function keyForHash(key: CryptoKey, hash: SignatureHash | undefined): Promise<CryptoKey> {
	const { name } = key.algorithm
	if (hash === undefined || !name.startsWith("RSA")) return key
	const pkcs8 = await crypto.subtle.exportKey("pkcs8", key)
	return crypto.subtle.importKey("pkcs8", pkcs8, { name, hash }, true, ["sign"])
}
