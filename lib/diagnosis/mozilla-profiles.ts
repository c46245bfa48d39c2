import type { ProfileVerdict } from "./finding.ts"

/** What one of Mozilla's profiles allows. Names are IANA's. */
export interface MozillaProfile {
	/** Versions that have to be on; every other one has to be off. */
	readonly versions: readonly string[]
	readonly cipherSuites: readonly string[]
	/** Key exchange; hybrids of one of these with ML-KEM are taken for it, as version 6 of the guidelines does. */
	readonly groups: readonly string[]
	readonly certificateKeys: readonly string[]
	/** Bits that an RSA key of a certificate has at least. */
	readonly rsaBitsMin: number
	readonly certificateSignatures: readonly string[]
	readonly certificateDaysMax: number
	/** Bits that a finite-field prime has at least. */
	readonly primeBitsMin: number
}

const modernSuites = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"]
const groups = ["x25519", "secp256r1", "secp384r1"]
const ecdsaSignatures = ["ecdsa-with-SHA256", "ecdsa-with-SHA384", "ecdsa-with-SHA512"]

/** Mozilla, Server Side TLS, guidelines version 5.7 (https://ssl-config.mozilla.org/guidelines/5.7.json). */
export const mozillaProfiles = {
	modern: {
		versions: ["1.3"],
		cipherSuites: modernSuites,
		groups,
		certificateKeys: ["EC P-256", "EC P-384"],
		rsaBitsMin: Number.POSITIVE_INFINITY,
		certificateSignatures: ecdsaSignatures,
		certificateDaysMax: 90,
		primeBitsMin: 2_048,
	},
	intermediate: {
		versions: ["1.2", "1.3"],
		cipherSuites: [
			...modernSuites,
			"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
			"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
			"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
			"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
			"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
			"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
			"TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
			"TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
			"TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
		],
		groups,
		certificateKeys: ["EC P-256", "EC P-384", "RSA"],
		rsaBitsMin: 2_048,
		certificateSignatures: ["sha256WithRSAEncryption", ...ecdsaSignatures],
		certificateDaysMax: 366,
		primeBitsMin: 2_048,
	},
} as const satisfies Record<ProfileVerdict["profile"], MozillaProfile>
