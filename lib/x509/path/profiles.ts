import { type NameRules, nameRules } from "./match-profile-name.ts"
import { liveRules, type PathRules } from "./path-rules.ts"

/** Whose rules a chain is held to. */
export const verifyProfiles = ["rfc5280", "openssl", "node", "go", "java", "grpc-core"] as const
export type VerifyProfile = (typeof verifyProfiles)[number]

/** The rules of one runtime: switches over checks that all profiles share. */
export interface Profile {
	readonly label: string
	readonly path: PathRules
	/** Absent: as Go and rustls match names. */
	readonly names?: NameRules
	/** A trust anchor need not be self-issued. */
	readonly allowsPartialChain: boolean
	/** Holds every certificate to how RFC 5280 section 4 wants it written. */
	readonly checksForm: "all" | "strict" | "no"
	/** Runs the certificate policies of RFC 5280 section 6.1. */
	readonly checksPolicies: boolean
	/** A root whose authorityKeyIdentifier names another issuer or serial number is no root. */
	readonly matchesAuthorityKey: boolean
	/** Leaf keys a TLS handshake of this runtime can use; absent: any. */
	readonly handshakeCurves?: readonly string[]
	/** Names of no RDN are refused when reading; a leaf without subject needs a critical subjectAltName. */
	readonly refusesEmptyNames: boolean
}

const openssl: PathRules = {
	...liveRules,
	anchorNeedsCa: "or-key-usage",
	notAfter: "outside",
	checksAnchorUsage: true,
	takesAnyUsage: false,
	constrainsSubjectMail: true,
	wildcardMeetsExcluded: false,
	rsaBitsMin: 1024,
	anchorRsaBitsMin: 1024,
	curveBitsMin: 160,
	leafKeyUsage: true,
}

/** Every profile (OpenSSL 3, Node.js 20 and later, Go 1.19 and later, Java 17 and later, gRPC core on BoringSSL). */
export const profiles = {
	rfc5280: {
		label: "RFC 5280",
		path: {
			...liveRules,
			refusesDottedConstraint: true,
			curveBitsMin: 224,
			refusesDsa: true,
			nestsUsage: true,
		},
		allowsPartialChain: true,
		checksForm: "all",
		checksPolicies: true,
		matchesAuthorityKey: false,
		refusesEmptyNames: false,
	},
	openssl: {
		label: "OpenSSL",
		path: openssl,
		names: nameRules.openssl,
		allowsPartialChain: false,
		checksForm: "no",
		checksPolicies: false,
		matchesAuthorityKey: true,
		refusesEmptyNames: false,
	},
	node: {
		label: "Node.js",
		path: openssl,
		names: nameRules.node,
		allowsPartialChain: false,
		checksForm: "no",
		checksPolicies: false,
		matchesAuthorityKey: true,
		handshakeCurves: ["EC P-256", "EC P-384", "EC P-521"],
		refusesEmptyNames: false,
	},
	go: {
		label: "Go",
		path: {
			...liveRules,
			notAfter: "instant",
			countsSelfIssued: true,
			knowsDirectoryConstraints: false,
			wildcardMeetsExcluded: false,
			rsaBitsMin: 1024,
			curveBitsMin: 224,
			refusesDsa: true,
		},
		allowsPartialChain: true,
		checksForm: "no",
		checksPolicies: false,
		matchesAuthorityKey: false,
		refusesEmptyNames: false,
	},
	java: {
		label: "Java",
		path: {
			...liveRules,
			checksAnchorValidity: false,
			anchorsConstrain: false,
			notAfter: "instant",
			nestsUsage: false,
			wildcardMeetsExcluded: false,
			rsaBitsMin: 1024,
			anchorRsaBitsMin: 1024,
			curveBitsMin: 224,
			weakHashes: ["md"],
			leafKeyUsage: true,
		},
		names: nameRules.java,
		allowsPartialChain: true,
		checksForm: "no",
		checksPolicies: true,
		matchesAuthorityKey: false,
		refusesEmptyNames: true,
	},
	"grpc-core": {
		label: "gRPC core",
		path: { ...openssl, rsaBitsMin: 0, anchorRsaBitsMin: 0, curveBitsMin: 0, weakHashes: ["md"] },
		names: nameRules["grpc-core"],
		allowsPartialChain: true,
		checksForm: "no",
		checksPolicies: false,
		matchesAuthorityKey: true,
		refusesEmptyNames: false,
	},
} as const satisfies Record<VerifyProfile, Profile>
