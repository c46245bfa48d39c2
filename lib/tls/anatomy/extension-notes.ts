import type { AnatomyNote } from "./anatomy-field.ts"

/** What the extensions are for, in one plain sentence each, with the place that defines them. */
export const extensionNotes: ReadonlyMap<number, AnatomyNote> = new Map<number, AnatomyNote>([
	[
		0,
		{
			meaning:
				"The name the client dialled, so that a server with several certificates can pick one. Sent in clear.",
			reference: "RFC 6066 section 3",
		},
	],
	[1, { meaning: "Asks for smaller records.", reference: "RFC 6066 section 4" }],
	[
		5,
		{
			meaning: "Asks the server to prove by OCSP that its certificate is not revoked.",
			reference: "RFC 6066 section 8",
		},
	],
	[10, { meaning: "Groups the client can agree a key in, best first.", reference: "RFC 8446 section 4.2.7" }],
	[11, { meaning: "How points of elliptic curves may be written.", reference: "RFC 8422 section 5.1.2" }],
	[13, { meaning: "Signatures the sender can verify.", reference: "RFC 8446 section 4.2.3" }],
	[16, { meaning: "Protocols to speak inside TLS; gRPC needs h2.", reference: "RFC 7301" }],
	[18, { meaning: "Certificate Transparency timestamps.", reference: "RFC 6962 section 3.3" }],
	[21, { meaning: "Filler bytes that bring the message to a size.", reference: "RFC 7685" }],
	[22, { meaning: "CBC suites: encrypt first, authenticate the result.", reference: "RFC 7366" }],
	[23, { meaning: "Binds the master secret to the whole handshake.", reference: "RFC 7627" }],
	[27, { meaning: "The sender can read compressed certificates.", reference: "RFC 8879" }],
	[28, { meaning: "The largest record the sender is ready to receive.", reference: "RFC 8449" }],
	[35, { meaning: "A ticket of an earlier session, or the wish to get one.", reference: "RFC 5077" }],
	[
		41,
		{ meaning: "Resumes an earlier session by a key both sides hold.", reference: "RFC 8446 section 4.2.11" },
	],
	[42, { meaning: "Data sent before the handshake is done.", reference: "RFC 8446 section 4.2.10" }],
	[
		43,
		{ meaning: "TLS versions; this, not the version field, decides.", reference: "RFC 8446 section 4.2.1" },
	],
	[
		44,
		{ meaning: "Bytes the server wants back in the next ClientHello.", reference: "RFC 8446 section 4.2.2" },
	],
	[45, { meaning: "How pre-shared keys may be used.", reference: "RFC 8446 section 4.2.9" }],
	[
		47,
		{ meaning: "Authorities whose certificates the sender accepts.", reference: "RFC 8446 section 4.2.4" },
	],
	[49, { meaning: "The client can show a certificate later, too.", reference: "RFC 8446 section 4.2.6" }],
	[50, { meaning: "Signatures accepted inside certificates.", reference: "RFC 8446 section 4.2.3" }],
	[51, { meaning: "Public keys for agreeing on a secret.", reference: "RFC 8446 section 4.2.8" }],
	[57, { meaning: "Settings of QUIC.", reference: "RFC 9001 section 8.2" }],
	[0xfe0d, { meaning: "An encrypted inner ClientHello.", reference: "RFC 9849" }],
	[
		0xff01,
		{ meaning: "Guards renegotiation; empty in a first handshake.", reference: "RFC 5746 section 3.2" },
	],
])
