/** The switches of path validation in which runtimes differ. */
export interface PathRules {
	/** Anchors are looked at, or only their validity; RFC 5280 section 6 takes them as a name and a key unless constraints are wanted (RFC 5937). */
	readonly checksAnchor: boolean | "validity"
	/** Anchors are held to validity; Java takes them as a name and a key (RFC 5280 section 6.1.1 d). */
	readonly checksAnchorValidity: boolean
	/** Name constraints of anchors bind the path. */
	readonly anchorsConstrain: boolean
	/** Anchors of version 3 need basicConstraints; `or-key-usage` takes keyCertSign for it, as OpenSSL does unless strict. */
	readonly anchorNeedsCa: boolean | "or-key-usage"
	/** notAfter: its whole second is inside, its first instant is the last, or it is already outside (OpenSSL). */
	readonly notAfter: "whole-second" | "instant" | "outside"
	/** The purpose must be in the extended key usage of issuers too, where they have one. */
	readonly nestsUsage: boolean
	/** anyExtendedKeyUsage stands for every purpose (RFC 5280 section 4.2.1.12); OpenSSL and BoringSSL want it in words. */
	readonly takesAnyUsage: boolean
	/** Anchors above the leaf are held to the purpose too; explicit curve parameters are refused above the leaf. OpenSSL. */
	readonly checksAnchorUsage: boolean
	/** Self-issued certificates count for path lengths and keep name constraints, against RFC 5280 section 6.1. */
	readonly countsSelfIssued: boolean
	/** A path that is too long is blamed on the first CA beyond the limit, not on the CA that sets it. */
	readonly blamesExceeding?: boolean
	/** Microsoft's critical application policies are passed over beside an extended key usage. */
	readonly passesApplicationPolicies?: boolean
	/** Name constraints on directory names are understood; Go knows none. */
	readonly knowsDirectoryConstraints: boolean
	/** A mail address in the subject is constrained even beside a subjectAltName. */
	readonly constrainsSubjectMail: boolean
	/** A wildcard name that could cover an excluded name is refused. */
	readonly wildcardMeetsExcluded: boolean
	/** A DNS constraint that begins with a dot is malformed. */
	readonly refusesDottedConstraint: boolean
	/** Bits an RSA key needs, except in an anchor; `anchorRsaBitsMin` for those. */
	readonly rsaBitsMin: number
	readonly anchorRsaBitsMin?: number
	/** Bits a named curve needs. */
	readonly curveBitsMin: number
	/** Refuses signatures whose hash is among these, except on an anchor. */
	readonly weakHashes: readonly ("md" | "sha1")[]
	/** Refuses DSA keys, which current libraries no longer know. */
	readonly refusesDsa: boolean
	/** A leaf that has a key usage needs one a TLS handshake can use. */
	readonly leafKeyUsage: boolean
}

/** What grpc-go and rustls clients do today: the rules of the live check. */
export const liveRules: PathRules = {
	checksAnchor: true,
	checksAnchorValidity: true,
	anchorsConstrain: true,
	anchorNeedsCa: true,
	notAfter: "whole-second",
	nestsUsage: true,
	takesAnyUsage: true,
	checksAnchorUsage: false,
	countsSelfIssued: false,
	knowsDirectoryConstraints: true,
	constrainsSubjectMail: false,
	wildcardMeetsExcluded: true,
	refusesDottedConstraint: false,
	rsaBitsMin: 2048,
	curveBitsMin: 0,
	weakHashes: ["md", "sha1"],
	refusesDsa: false,
	leafKeyUsage: false,
}
