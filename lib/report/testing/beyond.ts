import type {
	AddressVerdict,
	ChoiceVerdict,
	EnforcementVerdict,
	ProtocolVerdict,
	RuntimeForecast,
} from "#diagnosis/finding"
import { attempt } from "#diagnosis/testing/observations"
import type { EnforcementAttempt } from "#probe/enforcement-observation"
import type { ProtocolAnswer } from "#probe/protocol-observation"
import type { Report } from "../report.ts"

/* What a server was asked beyond the lanes, one of each kind. For tests alone. */

/** A scan of a server with TLS 1.0, 1.2 and 1.3. */
export const exampleScan: NonNullable<Report["scan"]> = {
	peerAddress: "127.0.0.1:9091",
	sni: "localhost",
	connections: 58,
	connectionsMax: 200,
	durationMs: 412,
	stopped: false,
	versions: {
		"1.0": { answer: "accepted", how: "ServerHello of TLS 1.0." },
		"1.1": { answer: "refused", how: "Alert protocol_version." },
		"1.2": { answer: "accepted", how: "ServerHello of TLS 1.2." },
		"1.3": { answer: "accepted", how: "ServerHello of TLS 1.3." },
	},
	cipherSuites: {
		"1.2": {
			names: ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"],
			preference: "server",
		},
		"1.3": {
			names: ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"],
			preference: "client",
			incomplete: "The server stopped answering.",
		},
	},
	groups: { "1.3": { names: ["X25519MLKEM768", "x25519", "secp256r1"], preference: "server" } },
	signatureSchemes: { "1.3": { names: ["ecdsa_secp256r1_sha256"], preference: "unknown" } },
	alpn: [
		{ offer: "h2", answer: "accepted", selected: "h2", how: "The server selected h2." },
		{ offer: "none", answer: "refused", how: "Alert no_application_protocol." },
	],
	sniAnswers: [
		{ sent: "present", answer: "accepted", leaf: "11".repeat(32), how: "A certificate was shown." },
		{ sent: "wrong", answer: "accepted", leaf: "99".repeat(32), how: "A certificate was shown." },
	],
	resumption: { "1.3": { answer: "accepted", how: "A ticket of the first connection was taken." } },
	ocspStapling: { answer: "refused", how: "No response was stapled." },
	extendedMasterSecret: { answer: "accepted", how: "The extension came back." },
	secureRenegotiation: { answer: "unknown", how: "The connection broke." },
	largeClientHello: { answer: "accepted", how: "A hello of 1,800 bytes was answered." },
	certificateRequests: {},
	problems: ["The group ffdhe8192 was not asked for: the budget was used up."],
	profiles: [
		{ profile: "modern", verdict: "differs", reasons: ["It takes TLS 1.2.", "It takes TLS 1.0."] },
		{ profile: "intermediate", verdict: "differs", reasons: ["It takes TLS 1.0."] },
	],
}

const { posture: _posture, ...tlsAttempt } = attempt("tls", {
	outcome: {
		kind: "refused",
		phase: "quiet",
		by: "server",
		alert: "certificate_required",
		text: "The server refused with alert certificate_required (116).",
	},
	phases: [
		{ name: "tcp", startMs: 0, ms: 0.3, ok: true },
		{ name: "tls", startMs: 0.3, ms: 4.6, ok: true },
		{ name: "quiet", startMs: 4.9, ms: 0.8, ok: false },
	],
	tls: { version: "1.3", cipherSuite: "TLS_AES_256_GCM_SHA384" },
	alerts: [
		{
			t: 5.2,
			from: "server",
			level: "fatal",
			description: "certificate_required",
			code: 116,
			encrypted: true,
		},
	],
	transcript: [
		{ t: 1, from: "client", record: 0, message: "ClientHello", typeCode: 1, length: 600, encrypted: false },
		{ t: 5.2, from: "server", record: 0, message: "Alert", typeCode: 21, length: 2, encrypted: true },
	],
})

/** Attempts in the order of the table. */
export const exampleEnforcementAttempts: readonly EnforcementAttempt[] = [
	{
		posture: "no-certificate",
		brings: "No client certificate.",
		actual: "refused",
		how: "Alert certificate_required (116) right after the handshake, by the server.",
		attempt: tlsAttempt,
	},
	{
		posture: "self-signed",
		brings: "A self-signed client certificate with the right names.",
		issuer: "itself",
		actual: "let-in",
		how: "The server answered grpc.health.v1.Health/Check with OK.",
		attempt: { ...tlsAttempt, rpc: { method: "grpc.health.v1.Health/Check", status: "OK" } },
	},
	{
		posture: "expired",
		brings: "A client certificate that has expired, by a CA made up on the spot.",
		actual: "unknown",
		how: "The server was silent for 2 s.",
		attempt: tlsAttempt,
	},
	{
		posture: "no-alpn",
		brings: "TLS without ALPN.",
		actual: "let-in",
		how: "It was answered.",
		attempt: tlsAttempt,
	},
	{
		posture: "no-token",
		brings: "A call without a token.",
		actual: "skipped",
		how: "The settings bring no token.",
	},
]

const judged: Record<string, Pick<EnforcementVerdict, "expected" | "judgement" | "text">> = {
	"self-signed": { expected: "refused", judgement: "gap", text: "This must be refused, and it was let in." },
	expired: { expected: "refused", judgement: "unknown", text: "What the server does could not be seen." },
	"no-alpn": { expected: "either", judgement: "not-applicable", text: "Servers differ." },
	"no-token": { expected: "either", judgement: "not-applicable", text: "The settings bring no token." },
}

/** The same, judged. */
export const exampleEnforcement: readonly EnforcementVerdict[] = exampleEnforcementAttempts.map(
	({ posture, brings, actual, how }) => ({
		posture,
		brings,
		actual,
		how,
		...(judged[posture] ?? {
			expected: "refused",
			judgement: "as-expected",
			text: "Refused, as it should be.",
		}),
	}),
)

const authorities = (length: number): readonly string[] =>
	Array.from({ length }, (_, index) => `CN=Issuing CA ${index + 1},O=Example`)

/** Our certificate is not chosen. */
export const exampleChoice: ChoiceVerdict = {
	verdict: "not-chosen",
	text: "The server would not choose your certificate: its issuer is not in the list.",
	asked: {
		certificateAuthorities: authorities(7),
		signatureSchemes: ["ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256"],
		versions: ["1.2", "1.3"],
	},
	checks: [
		{ about: "issuer", verdict: "mismatch", text: "CN=Other CA is not among the acceptable CAs." },
		{ about: "eku", verdict: "fits", text: "It is meant for clients." },
	],
}

/** The same, with 200 acceptable authorities. */
export const manyAuthoritiesChoice: ChoiceVerdict = {
	...exampleChoice,
	asked: { certificateAuthorities: authorities(200), signatureSchemes: ["ed25519"], versions: ["1.3"] },
}

/** One of each verdict. */
export const exampleForecast: readonly RuntimeForecast[] = [
	{
		runtime: "grpc-js",
		label: "grpc-js 1.14",
		verdict: "connects",
		why: ["The server selects h2."],
		sources: [{ text: "grpc-js source", section: "subchannel" }],
	},
	{
		runtime: "grpc-go-1.67",
		label: "grpc-go 1.67 and later",
		verdict: "fails",
		error: "credentials: cannot check peer: missing selected ALPN property.",
		why: ["The server selects no protocol with ALPN."],
		sources: [{ text: "grpc-go release notes", section: "1.67" }],
	},
	{ runtime: "dotnet", label: ".NET", verdict: "unknown", why: ["No handshake was seen."], sources: [] },
]

/** Two protocols. */
export const exampleProtocols: readonly ProtocolVerdict[] = [
	{ protocol: "gRPC", verdict: "yes", text: "An unknown method was answered with UNIMPLEMENTED." },
	{ protocol: "gRPC-Web", verdict: "no", text: "HTTP 415." },
]

/** One answer. */
export const exampleAnswers: readonly ProtocolAnswer[] = [
	{
		question: "grpc-unknown-method",
		over: "h2",
		secure: true,
		kind: "answered",
		grpcStatus: "UNIMPLEMENTED",
		how: "gRPC status UNIMPLEMENTED: unknown service.",
	},
]

/** A second address shows another certificate. */
export const exampleAddresses: readonly AddressVerdict[] = [
	{ address: "127.0.0.1:9091", outcome: "accepted", text: "The server answered with OK.", differs: [] },
	{
		address: "[::1]:9091",
		outcome: "accepted",
		text: "The server answered with OK.",
		differs: ["It shows another certificate: CN=old.internal."],
	},
]
