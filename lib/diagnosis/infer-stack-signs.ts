import { speaksConnect } from "#probe/protocols/speaks"
import {
	alertAnswer,
	front,
	header,
	http,
	httpSays,
	inAnswer,
	inLane,
	plaintextStart,
	type StackSign,
	says,
	settings,
	settingsList,
	tls,
	unimplemented,
	words,
} from "./infer-stack-evidence.ts"
import { fatalAlert } from "./read-attempt.ts"

/** Who runs the methods: its own words about what it does not have or does not take. */
const applicationSigns: readonly StackSign[] = [
	words("grpc-go", 0.9, "about an unknown service", unimplemented(/^unknown (service|method) /)),
	words("grpc-go", 0.9, "about a foreign content type", says(/^invalid gRPC request (content-type|method) /)),
	words("grpc-java", 0.9, "about an unknown method", unimplemented(/^Method not found: /)),
	words("grpc-java", 0.85, "about a foreign content type", says(/^Content-Type '.*' is not supported/)),
	words("gRPC C-core", 0.85, "about an unknown method", unimplemented(/^Method not found!$/)),
	words("gRPC C-core", 0.8, "about a foreign HTTP method", says(/^Error parsing ':method' metadata/)),
	words(
		"grpc-js",
		0.95,
		"about an unknown method",
		unimplemented(/^The server does not implement the method /),
	),
	words(
		"grpc-dotnet",
		0.8,
		"about an unknown service",
		unimplemented(/^(Service|Method) is unimplemented\.$/),
	),
	words("connect-rust", 0.85, "about an unknown method", says(/^method not found: /)),
	words("connect-rust", 0.85, "about an unknown method", unimplemented(/^method not found: /)),
	words("tonic", 0.75, "about a call without a message", says(/^Missing request message\.$/)),
	{
		name: "tonic",
		layer: "application",
		confidence: 0.3,
		text: "an unknown method is UNIMPLEMENTED without a word",
		test: inAnswer(
			({ question, grpcStatus, grpcMessage }) =>
				question === "grpc-unknown-method" && grpcStatus === "UNIMPLEMENTED" && grpcMessage === undefined,
		),
	},
	{
		name: "connect-go",
		layer: "application",
		confidence: 0.85,
		text: "Accept-Post lists content types as connect-go does",
		test: header("accept-post", /application\/grpc-web\+json; charset=utf-8/),
	},
	{
		name: "connect-es",
		layer: "application",
		confidence: 0.6,
		text: "Connect is spoken, and a foreign content type refused with 415 and nothing else",
		test: (seen) =>
			seen.answers.some(speaksConnect) &&
			seen.answers.some(
				({ question, httpStatus, headers = {}, body }) =>
					question === "non-grpc-content-type" &&
					httpStatus === 415 &&
					headers["accept-post"] === undefined &&
					body === undefined,
			),
	},
]

/** Who frames HTTP/2: SETTINGS, their order, and what comes before them. */
const httpSigns: readonly StackSign[] = [
	http(
		"grpc-go",
		0.9,
		"first SETTINGS carry MAX_FRAME_SIZE 16384 alone",
		plaintextStart("000006040000000000000500004000"),
	),
	http("grpc-go", 0.75, "SETTINGS carry MAX_FRAME_SIZE 16384 alone", settingsList([[5, 16_384]])),
	http(
		"Node http2",
		0.7,
		"first SETTINGS are empty",
		inLane(
			({ firstBytes, http2 }) =>
				firstBytes?.kind === "http2-settings" &&
				firstBytes.hex.startsWith("000000040000000000") &&
				(http2?.settings.length ?? 0) === 0,
		),
	),
	http(
		"Node http2",
		0.5,
		"SETTINGS are empty",
		inLane(
			({ posture, http2 }) =>
				posture !== "plaintext" && http2?.settings.length === 0 && (http2.goaway?.code ?? 0) === 0,
		),
	),
	http(
		"nginx",
		0.9,
		"first SETTINGS are nginx's",
		plaintextStart("00001204000000000000030000008000040001000000"),
	),
	http(
		"nginx",
		0.85,
		"SETTINGS are nginx's",
		settingsList([
			[3, 128],
			[4, 65_536],
			[5, 16_777_215],
		]),
	),
	http(
		"gRPC C-core",
		0.95,
		"SETTINGS carry GRPC_ALLOW_TRUE_BINARY_METADATA (0xfe03)",
		inLane(({ http2 }) => http2?.settings.some((each) => each.id === 0xfe03) === true),
	),
	http(
		"Go net/http",
		0.85,
		"SETTINGS are those of Go net/http",
		settings({ 3: 250, 4: 1_048_576, 5: 1_048_576 }),
	),
	http(
		"grpc-java",
		0.7,
		"SETTINGS are those of grpc-java on Netty",
		settings({ 3: 2_147_483_647, 4: 1_048_576, 6: 8_192 }),
	),
	http("hyper", 0.7, "SETTINGS are those of hyper", settings({ 4: 1_048_576, 5: 16_384, 6: 16_384 })),
	http(
		"Go net/http",
		0.9,
		"words of Go net/http about plaintext",
		says(/Client sent an HTTP request to an HTTPS server/),
	),
	http(
		"Go net/http",
		0.9,
		"words of Go net/http about plaintext",
		inLane(({ rpc }) => /Client sent an HTTP request to an HTTPS server/.test(rpc?.httpBody ?? "")),
	),
	http("Go net/http", 0.5, "page not found in the words of Go net/http", says(/^404 page not found\n?$/)),
	http(
		"Node http2",
		0.85,
		"words of Node about a missing ALPN",
		says(/^(Unknown|Missing) ALPN Protocol, expected/),
	),
	http(
		"Kestrel",
		0.9,
		"answers in the words of Kestrel",
		httpSays(/kestrel/i, /An HTTP\/1\.x request was sent to an HTTP\/2 only endpoint/i),
	),
]

/** Who stands in front: named by itself, or by the trace that it leaves. */
const frontSigns: readonly StackSign[] = [
	front("nginx", 0.9, "answers in the name of nginx", httpSays(/nginx/i, /<center>nginx/i)),
	front(
		"Envoy",
		0.9,
		"answers in the name of Envoy",
		httpSays(/envoy/i, /upstream connect error or disconnect/i),
	),
	front("Envoy", 0.8, "headers that Envoy adds", header("x-envoy-upstream-service-time", /./)),
	front(
		"cmux",
		0.6,
		"an empty SETTINGS frame before the server's own, as cmux sends it",
		inLane(
			({ firstBytes, http2 }) =>
				firstBytes?.hex.startsWith("000000040000000000") === true && (http2?.settings.length ?? 0) > 0,
		),
	),
]

/** Who ends TLS: how it takes plaintext, other protocols and missing certificates. */
const tlsSigns: readonly StackSign[] = [
	tls("rustls", 0.7, "plaintext is answered with alert decode_error", alertAnswer("15030300020232")),
	// GnuTLS 3.7 answers alike, so that this sign alone names nobody.
	tls("JSSE", 0.4, "plaintext is answered with alert unexpected_message", alertAnswer("1503030002020a")),
	tls(
		"BoringSSL",
		0.5,
		"plaintext is answered with alert protocol_version",
		inLane(
			({ posture, firstBytes }) =>
				posture === "plaintext" && firstBytes?.kind === "tls-alert" && firstBytes.hex.slice(12, 14) === "46",
		),
	),
	tls(
		"Go crypto/tls",
		0.35,
		"a missing client certificate is answered with alert bad_certificate",
		inLane(
			(attempt) =>
				attempt.requested !== undefined &&
				attempt.sent?.certificate === null &&
				fatalAlert(attempt, "server")?.description === "bad_certificate",
		),
	),
	tls(
		"Go crypto/tls",
		0.35,
		"an offer of http/1.1 alone ends without ALPN, an unknown one with an alert, though h2 is there",
		({ scan }) => {
			const to = (offer: string) => scan?.alpn.find((each) => each.offer === offer)
			const http1 = to("http/1.1")
			const isLenient = http1?.answer === "accepted" && http1.selected === null
			return isLenient && to("h2")?.selected === "h2" && to("unknown")?.answer === "refused"
		},
	),
]

/**
 * Everything that tells one server stack from another on the wire. Measured against grpc-go 1.70, grpc-js 1.14, grpcio
 * 1.85, tonic 0.14, connect-go 1.18, connect-es 2, Go 1.26, Node 24 and nginx 1.22, or read in the project's source
 * (grpc-java, grpc-dotnet, connect-rust, Kestrel, Envoy, JSSE, BoringSSL). Data.
 */
export const stackSigns: readonly StackSign[] = [
	...applicationSigns,
	...httpSigns,
	...frontSigns,
	...tlsSigns,
]
