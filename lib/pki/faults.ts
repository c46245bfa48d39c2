/** One way in which a certificate can be wrong on purpose, to test others with. */
export interface Fault {
	readonly id: FaultId
	/** What stands on the choice. */
	readonly label: string
	/** What is wrong with the certificate and what ought to happen, as a sentence. */
	readonly means: string
	/** The rule of ours that must find it: of a verification, a lint or the SVID checklist. */
	readonly rule: string
}

/** The ways in which a certificate can be wrong on purpose. */
export type FaultId =
	| "expired"
	| "not-yet-valid"
	| "wrong-eku"
	| "cn-only"
	| "wrong-host"
	| "self-signed"
	| "sha1"
	| "weak-key"
	| "broken-chain"
	| "non-conforming-svid"
