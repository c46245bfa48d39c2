import type { Offer } from "./runtime.ts"

/** The suites of TLS 1.3 that every runtime here offers. */
const modern = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"]

const gcm = [
	"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
	"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
	"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
	"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
]

const aead = [
	...gcm,
	"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
	"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
]

const rsaAndNist = [
	"ecdsa_secp256r1_sha256",
	"ecdsa_secp384r1_sha384",
	"rsa_pss_rsae_sha256",
	"rsa_pss_rsae_sha384",
	"rsa_pss_rsae_sha512",
	"rsa_pkcs1_sha256",
	"rsa_pkcs1_sha384",
	"rsa_pkcs1_sha512",
]

const both = ["1.2", "1.3"] as const
const classic = ["x25519", "secp256r1", "secp384r1", "secp521r1"]

/** ClientHello of grpc-go up to 1.66 and an older Go. */
export const goOffer: Offer = {
	versions: both,
	cipherSuites: [...modern, ...aead],
	groups: classic,
	signatureSchemes: [...rsaAndNist, "ed25519", "ecdsa_secp521r1_sha512", "rsa_pkcs1_sha1", "ecdsa_sha1"],
	isLarge: false,
}

/** ClientHello of grpc-go with the key share that Go adds since 1.24. */
export const goPostQuantumOffer: Offer = {
	...goOffer,
	groups: ["X25519MLKEM768", ...classic],
	isLarge: true,
}

/** BoringSSL's own signature schemes, which no gRPC client changes: neither P-521 nor Ed25519. */
const boringSchemes = [...rsaAndNist, "rsa_pkcs1_sha1"]

/** ClientHello of C-core up to 1.82: one group. */
export const coreOffer: Offer = {
	versions: both,
	cipherSuites: [...modern, ...gcm],
	groups: ["secp256r1"],
	signatureSchemes: boringSchemes,
	isLarge: false,
}

/** ClientHello of C-core since 1.83. */
export const corePostQuantumOffer: Offer = {
	...coreOffer,
	groups: ["X25519MLKEM768", ...classic],
	isLarge: true,
}

/** ClientHello of grpc-java over Netty with the shaded BoringSSL. */
export const nettyOffer: Offer = {
	versions: both,
	cipherSuites: [...modern, ...aead],
	groups: classic,
	signatureSchemes: boringSchemes,
	isLarge: false,
}

/** ClientHello of grpc-java over OkHttp on JDK 17: TLS 1.2 alone. */
export const okHttpOffer: Offer = {
	versions: ["1.2"],
	cipherSuites: aead,
	groups: [...classic, "x448"],
	signatureSchemes: [
		...rsaAndNist,
		...["ecdsa_secp521r1_sha512", "ed25519", "ed448", "rsa_pss_pss_sha256", "rsa_pss_pss_sha384"],
		...["rsa_pss_pss_sha512", "ecdsa_sha224", "rsa_pkcs1_sha224", "ecdsa_sha1", "rsa_pkcs1_sha1"],
	],
	isLarge: false,
}

/** ClientHello of tonic with rustls and the provider ring; aws-lc-rs adds a post-quantum group and P-521. */
export const rustlsOffer: Offer = {
	versions: both,
	cipherSuites: [...modern, ...aead],
	groups: ["x25519", "secp256r1", "secp384r1"],
	signatureSchemes: [...rsaAndNist, "ed25519"],
}

const rsaKeyExchange = ["AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "AES_128_CCM", "AES_256_CCM"]
const cbc = ["AES_128_CBC_SHA", "AES_256_CBC_SHA", "AES_128_CBC_SHA256"]

/** ClientHello of Node's TLS with OpenSSL 3, which grpc-js leaves as it is. */
export const nodeOffer: Offer = {
	versions: both,
	cipherSuites: [
		...modern,
		...aead,
		...cbc.flatMap((end) => ["ECDHE_ECDSA", "ECDHE_RSA", "DHE_RSA"].map((kx) => `TLS_${kx}_WITH_${end}`)),
		...["TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"],
		...["TLS_DHE_RSA_WITH_AES_256_CBC_SHA256", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"],
		...["TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"],
		...["TLS_ECDHE_ECDSA_WITH_AES_256_CCM", "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"],
		...["TLS_DHE_RSA_WITH_AES_256_CCM", "TLS_DHE_RSA_WITH_AES_128_CCM"],
		...rsaKeyExchange.map((end) => `TLS_RSA_WITH_${end}`),
		...[...cbc, "AES_256_CBC_SHA256"].map((end) => `TLS_RSA_WITH_${end}`),
	],
	groups: [...classic, "x448", "ffdhe2048", "ffdhe3072"],
	signatureSchemes: [
		...rsaAndNist,
		...["ecdsa_secp521r1_sha512", "ed25519", "ed448", "rsa_pss_pss_sha256", "rsa_pss_pss_sha384"],
		...["rsa_pss_pss_sha512", "ecdsa_sha224", "rsa_pkcs1_sha224"],
	],
	isLarge: false,
}

/** ClientHello of Node since 24, whose OpenSSL 3.5 adds post-quantum groups and signatures. */
export const nodePostQuantumOffer: Offer = {
	...nodeOffer,
	groups: ["X25519MLKEM768", ...nodeOffer.groups],
	signatureSchemes: [...nodeOffer.signatureSchemes, "mldsa44", "mldsa65", "mldsa87"],
	isLarge: true,
}
