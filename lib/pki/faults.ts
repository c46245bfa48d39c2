import type { Profile } from "./certificate-form.ts"

/** One way in which a certificate can be wrong on purpose, to test others with. */
export interface Fault {
	readonly id: FaultId
	/** What stands on the choice. */
	readonly label: string
	/** What is wrong with the certificate and what ought to happen, as a sentence. */
	readonly means: string
	/** The rule of ours that must find it when the certificate is used on this side. */
	readonly rule: { readonly server: string; readonly client: string }
	/** The profiles that can be made wrong in this way. */
	readonly profiles: readonly Profile[]
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

const leaves = ["server", "client", "both", "svid"] as const
const servers = ["server", "both"] as const

/** Everything that can be wrong on purpose, in the order of the menu. */
export const faults: readonly Fault[] = [
	{
		id: "expired",
		label: "Expired",
		means: "It ended an hour ago. Every peer has to refuse it.",
		rule: { server: "expired-server-cert", client: "expired-client-cert" },
		profiles: leaves,
	},
	{
		id: "not-yet-valid",
		label: "Not yet valid",
		means: "It begins tomorrow, as with a clock that is wrong. Every peer has to refuse it.",
		rule: { server: "not-yet-valid", client: "not-yet-valid" },
		profiles: leaves,
	},
	{
		id: "wrong-eku",
		label: "Wrong extended key usage",
		means: "It allows the other side of the connection only. A strict peer refuses it.",
		rule: { server: "server-cert-wrong-eku", client: "client-cert-wrong-eku" },
		profiles: leaves,
	},
	{
		id: "cn-only",
		label: "Name in the CN only",
		means:
			"It has no subjectAltName. Clients that follow RFC 9525, such as Go and rustls, find no name in it; Java, Node and Python still read the CN.",
		rule: { server: "cn-only-no-san", client: "cn-only-no-san" },
		profiles: servers,
	},
	{
		id: "wrong-host",
		label: "Another host's name",
		means: "It names wrong-host.invalid. Clients that compare names refuse it.",
		rule: { server: "hostname-mismatch", client: "hostname-mismatch" },
		profiles: servers,
	},
	{
		id: "self-signed",
		label: "Self-signed",
		means: "It signs itself, and no CA stands behind it. Peers that trust the CA refuse it.",
		rule: { server: "self-signed-leaf", client: "self-signed-leaf" },
		profiles: leaves,
	},
	{
		id: "sha1",
		label: "Signed with SHA-1",
		means:
			"Its signature uses SHA-1. Go, OpenSSL and rustls refuse it; Java takes it from a CA of one's own.",
		rule: { server: "weak-signature-or-key", client: "weak-signature-or-key" },
		profiles: leaves,
	},
	{
		id: "weak-key",
		label: "Weak key",
		means: "Its key is RSA of 1024 bits. OpenSSL and rustls refuse it; Go and Java still take it.",
		rule: { server: "weak-signature-or-key", client: "weak-signature-or-key" },
		profiles: leaves,
	},
	{
		id: "broken-chain",
		label: "Intermediate left out",
		means: "An intermediate CA issued it, and the file leaves that CA out. Peers cannot build the chain.",
		rule: { server: "missing-intermediate", client: "missing-intermediate" },
		profiles: leaves,
	},
	{
		id: "non-conforming-svid",
		label: "Not an X.509-SVID",
		means: "It has two URI names. SPIFFE libraries refuse it.",
		rule: { server: "svid-uri-count", client: "svid-uri-count" },
		profiles: ["svid"],
	},
]
