import type { AttemptObservation } from "#probe/observation"
import type { ServerInference } from "./finding.ts"
import { fatalAlert } from "./read-attempt.ts"

interface StackSign {
	readonly name: string
	readonly confidence: number
	readonly text: string
	readonly test: (attempt: AttemptObservation) => boolean
}

const plaintextStart = (hex: string) => (attempt: AttemptObservation) =>
	attempt.firstBytes?.kind === "http2-settings" && attempt.firstBytes.hex.startsWith(hex)
const alertAnswer = (hex: string) => (attempt: AttemptObservation) =>
	attempt.posture === "plaintext" && attempt.firstBytes?.hex.startsWith(hex) === true
const settings = (wanted: Readonly<Record<number, number>>) => (attempt: AttemptObservation) => {
	const sent = attempt.http2?.settings ?? []
	return Object.entries(wanted).every(([id, value]) =>
		sent.some((each) => each.id === Number(id) && each.value === value),
	)
}
const unimplemented = (pattern: RegExp) => (attempt: AttemptObservation) =>
	attempt.rpc?.status === "UNIMPLEMENTED" && pattern.test(attempt.rpc.statusText ?? "")
const answered = (pattern: RegExp) => (attempt: AttemptObservation) =>
	pattern.test(attempt.rpc?.httpServer ?? "") ||
	pattern.test(attempt.rpc?.httpBody ?? "") ||
	pattern.test(attempt.firstBytes?.text ?? "")

/** What tells one server stack from another on the wire. Measured or read in the stacks' sources. Data. */
const signs: readonly StackSign[] = [
	{
		name: "grpc-go",
		confidence: 0.9,
		text: "first SETTINGS carry MAX_FRAME_SIZE 16384 alone",
		test: plaintextStart("000006040000000000000500004000"),
	},
	{
		name: "Node http2",
		confidence: 0.8,
		text: "first SETTINGS are empty",
		test: plaintextStart("000000040000000000"),
	},
	{
		name: "nginx",
		confidence: 0.9,
		text: "first SETTINGS are nginx's",
		test: plaintextStart("00001204000000000000030000008000040001000000"),
	},
	{
		name: "gRPC C-core",
		confidence: 0.95,
		text: "SETTINGS carry GRPC_ALLOW_TRUE_BINARY_METADATA (0xfe03)",
		test: (attempt) => attempt.http2?.settings.some((each) => each.id === 0xfe03) === true,
	},
	{
		name: "grpc-go",
		confidence: 0.75,
		text: "SETTINGS carry MAX_FRAME_SIZE 16384 alone",
		test: (attempt) => attempt.http2?.settings.length === 1 && settings({ 5: 16_384 })(attempt),
	},
	{
		name: "Go net/http",
		confidence: 0.85,
		text: "SETTINGS are those of Go net/http",
		test: settings({ 3: 250, 4: 1_048_576, 5: 1_048_576 }),
	},
	{
		name: "grpc-java",
		confidence: 0.7,
		text: "SETTINGS are those of grpc-java on Netty",
		test: settings({ 3: 2_147_483_647, 4: 1_048_576, 6: 8_192 }),
	},
	{
		name: "hyper (tonic, connect-rust)",
		confidence: 0.7,
		text: "SETTINGS are those of hyper",
		test: settings({ 4: 1_048_576, 5: 16_384, 6: 16_384 }),
	},
	{
		name: "grpc-go",
		confidence: 0.9,
		text: "words of grpc-go about an unknown service",
		test: unimplemented(/^unknown (service|method) /),
	},
	{
		name: "grpc-java",
		confidence: 0.9,
		text: "words of grpc-java about an unknown method",
		test: unimplemented(/^Method not found: /),
	},
	{
		name: "gRPC C-core",
		confidence: 0.85,
		text: "words of grpcio about an unknown method",
		test: unimplemented(/^Method not found!$/),
	},
	{
		name: "grpc-js",
		confidence: 0.95,
		text: "words of grpc-js about an unknown method",
		test: unimplemented(/^The server does not implement the method /),
	},
	{
		name: "connect-rust",
		confidence: 0.85,
		text: "words of connect-rust about an unknown method",
		test: unimplemented(/^method not found: /),
	},
	{
		name: "rustls",
		confidence: 0.7,
		text: "plaintext is answered with alert decode_error",
		test: alertAnswer("15030300020232"),
	},
	{
		name: "JSSE",
		confidence: 0.7,
		text: "plaintext is answered with alert unexpected_message",
		test: alertAnswer("1503030002020a"),
	},
	{
		name: "BoringSSL",
		confidence: 0.5,
		text: "plaintext is answered with alert protocol_version",
		test: (attempt) =>
			attempt.posture === "plaintext" &&
			attempt.firstBytes?.kind === "tls-alert" &&
			attempt.firstBytes.hex.slice(12, 14) === "46",
	},
	{ name: "nginx", confidence: 0.9, text: "answers in the name of nginx", test: answered(/nginx/i) },
	{
		name: "Envoy",
		confidence: 0.9,
		text: "answers in the name of Envoy",
		test: answered(/^envoy$|upstream connect error or disconnect/i),
	},
	{
		name: "Kestrel",
		confidence: 0.9,
		text: "answers in the words of Kestrel",
		test: answered(/kestrel|An HTTP\/1\.x request was sent to an HTTP\/2 only endpoint/i),
	},
	{
		name: "Go net/http",
		confidence: 0.9,
		text: "words of Go net/http about plaintext",
		test: answered(/Client sent an HTTP request to an HTTPS server/),
	},
	{
		name: "Go crypto/tls",
		confidence: 0.35,
		text: "a missing client certificate is answered with alert bad_certificate",
		test: (attempt) =>
			attempt.requested !== undefined &&
			attempt.sent?.certificate === null &&
			fatalAlert(attempt, "server")?.description === "bad_certificate",
	},
]

/** Names the server's stack by what it said on all lanes; undefined when it said nothing of its own. */
export function inferStack(attempts: readonly AttemptObservation[]): ServerInference["stack"] {
	const seen = signs.filter((sign) => attempts.some(sign.test))
	const best = seen.toSorted((a, b) => b.confidence - a.confidence)[0]
	if (best === undefined) return undefined
	const same = seen.filter((sign) => sign.name === best.name)
	return { name: best.name, confidence: best.confidence, signs: [...new Set(same.map((sign) => sign.text))] }
}
