import type { CauseList, Side } from "./matcher.ts"

/** What one alert says, and how stacks spell it. */
export interface AlertMeaning {
	readonly code: number
	/** Spellings of all stacks, letters only, lower case; longer ones first where one begins another. */
	readonly spellings: readonly string[]
	/** Received by the client: the server objects. */
	readonly client: CauseList
	/** Received by the server: the client objects. */
	readonly server: CauseList
}

const serverChain: CauseList = [
	["untrusted-issuer", 0.6],
	["self-signed-leaf", 0.35],
	["hostname-mismatch", 0.3],
	["expired-server-cert", 0.28],
	["trust-bundle-missing-or-stale", 0.25],
	["ip-san-missing", 0.15],
	["cn-only-no-san", 0.12],
]

/** TLS alerts (RFC 8446 section 6), how stacks spell them, and what they say about the other side. Data. */
export const meanings: readonly AlertMeaning[] = [
	{
		code: 116,
		spellings: ["certificaterequired", "certificateisrequired"],
		client: [["client-cert-required", 0.95]],
		server: [["client-cert-required", 0.7]],
	},
	{
		code: 42,
		spellings: ["badcertificate", "certificateisbad"],
		client: [
			["client-cert-required", 0.5],
			["client-cert-untrusted", 0.48],
			["expired-client-cert", 0.25],
			["client-cert-wrong-eku", 0.22],
			["wrong-spiffe-id", 0.15],
		],
		server: serverChain,
	},
	{
		code: 48,
		spellings: ["unknowncertificateauthority", "unknownca", "caisunknown"],
		client: [
			["client-cert-untrusted", 0.9],
			["trust-bundle-missing-or-stale", 0.2],
		],
		server: [
			["untrusted-issuer", 0.8],
			["self-signed-leaf", 0.35],
			["missing-intermediate", 0.3],
			["trust-bundle-missing-or-stale", 0.3],
		],
	},
	{
		code: 46,
		spellings: ["certificateunknown", "unknowncertificate"],
		client: [
			["client-cert-untrusted", 0.7],
			["client-cert-required", 0.25],
			["expired-client-cert", 0.2],
		],
		server: serverChain,
	},
	{
		code: 45,
		spellings: ["certificateexpired", "expiredcertificate", "certificateisexpired"],
		client: [
			["expired-client-cert", 0.9],
			["not-yet-valid", 0.3],
		],
		server: [
			["expired-server-cert", 0.9],
			["not-yet-valid", 0.3],
		],
	},
	{
		code: 44,
		spellings: ["certificaterevoked", "revokedcertificate", "certificatewasrevoked"],
		client: [["revoked", 0.95]],
		server: [["revoked", 0.95]],
	},
	{
		code: 43,
		spellings: ["unsupportedcertificate", "certificateisnotsupported"],
		client: [
			["client-cert-wrong-eku", 0.75],
			["client-cert-untrusted", 0.3],
			["no-shared-cipher-or-group", 0.15],
		],
		server: [
			["server-cert-wrong-eku", 0.75],
			["untrusted-issuer", 0.2],
		],
	},
	{
		code: 40,
		spellings: ["handshakefailure", "handshakefailed"],
		client: [
			["no-shared-cipher-or-group", 0.5],
			["client-cert-required", 0.46],
			["protocol-version-mismatch", 0.3],
			["sni-missing-or-wrong", 0.2],
			["client-cert-untrusted", 0.2],
		],
		server: [
			["no-shared-cipher-or-group", 0.5],
			["untrusted-issuer", 0.3],
			["protocol-version-mismatch", 0.3],
		],
	},
	{
		code: 70,
		spellings: ["protocolversionnotsupported", "protocolversion", "errorinprotocolversion"],
		client: [
			["protocol-version-mismatch", 0.9],
			["plaintext-client-to-tls-server", 0.15],
		],
		server: [["protocol-version-mismatch", 0.9]],
	},
	{
		code: 71,
		spellings: ["insufficientsecurity"],
		client: [["no-shared-cipher-or-group", 0.85]],
		server: [["no-shared-cipher-or-group", 0.85]],
	},
	{
		code: 112,
		spellings: ["unrecognizedname", "unrecognisedname", "theservernamesentwasnotrecognized"],
		client: [["sni-missing-or-wrong", 0.92]],
		server: [["sni-missing-or-wrong", 0.92]],
	},
	{
		code: 120,
		spellings: ["noapplicationprotocol", "nosupportedapplicationprotocol"],
		client: [["alpn-missing-h2", 0.92]],
		server: [["alpn-missing-h2", 0.92]],
	},
	{
		code: 49,
		spellings: ["accessdenied", "accesswasdenied"],
		client: [
			["client-cert-untrusted", 0.6],
			["permission-denied-authz", 0.3],
		],
		server: serverChain,
	},
	{
		code: 51,
		spellings: ["decrypterror", "errordecryptingmessage"],
		client: [
			["key-cert-mismatch", 0.5],
			["client-cert-untrusted", 0.35],
			["tls-record-overflow-or-garbage", 0.3],
		],
		server: [
			["key-cert-mismatch", 0.5],
			["trust-bundle-missing-or-stale", 0.35],
		],
	},
	{
		code: 20,
		spellings: ["badrecordmac"],
		client: [
			["tls-record-overflow-or-garbage", 0.75],
			["untrusted-issuer", 0.2],
		],
		server: [
			["tls-record-overflow-or-garbage", 0.7],
			["untrusted-issuer", 0.4],
		],
	},
	{
		code: 22,
		spellings: ["recordoverflow"],
		client: [["tls-record-overflow-or-garbage", 0.75]],
		server: [["tls-record-overflow-or-garbage", 0.75]],
	},
	{
		code: 10,
		spellings: ["unexpectedmessage"],
		client: [
			["plaintext-client-to-tls-server", 0.4],
			["tls-record-overflow-or-garbage", 0.35],
		],
		server: [["tls-record-overflow-or-garbage", 0.4]],
	},
	{
		code: 50,
		spellings: ["decodeerror", "errordecodingmessage"],
		client: [
			["tls-record-overflow-or-garbage", 0.4],
			["plaintext-client-to-tls-server", 0.3],
		],
		server: [["tls-record-overflow-or-garbage", 0.4]],
	},
	{
		code: 47,
		spellings: ["illegalparameter"],
		client: [
			["no-shared-cipher-or-group", 0.4],
			["sni-missing-or-wrong", 0.35],
		],
		server: [["no-shared-cipher-or-group", 0.4]],
	},
	{
		code: 80,
		spellings: ["internalerror"],
		client: [
			["client-cert-untrusted", 0.3],
			["sni-missing-or-wrong", 0.3],
			["no-shared-cipher-or-group", 0.25],
		],
		server: [["no-shared-cipher-or-group", 0.3]],
	},
]

/** What an alert means to the side that received it; nothing for a number without a meaning here. */
export function alertCauses(code: number, side: Side): CauseList | undefined {
	return meanings.find((meaning) => meaning.code === code)?.[side]
}
