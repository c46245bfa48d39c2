import type { AttemptObservation } from "#probe/observation"
import { clientFixes } from "../client-fixes.ts"
import { heardPlaintextHttp2, heardTls, isTlsLane, laneEvidence } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const tlsClientToPlaintextServer: Rule = {
	id: "tls-client-to-plaintext-server",
	title: "The client speaks TLS, the server speaks plaintext.",
	severity: "error",
	blame: "client",
	judge,
	prose: {
		seen: [
			{ stack: "Go client", line: "tls: first record does not look like a TLS handshake" },
			{ stack: "Node client", line: "ERR_SSL_WRONG_VERSION_NUMBER" },
			{ stack: "C-core client", line: "SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER" },
			{ stack: "Java client", line: "NotSslRecordException: not an SSL/TLS record" },
			{ stack: "Go server", line: "received bogus greeting from client: \\x16\\x03\\x01" },
		],
		means:
			"The client sent a ClientHello; the server answered with HTTP/2 or HTTP/1 in the clear. The port has no TLS, or TLS ends at a proxy in front and this is the port behind it.",
		confirm:
			"The plaintext lane is answered, and the first bytes on the TLS lanes are SETTINGS and not a TLS record.",
		prevent: "Keep one port for one mode, and name the mode in the endpoint's address.",
	},
	fixes: (context) => [
		...clientFixes(
			context,
			"Connect in plaintext, if what lies between both is trusted.",
			{ security: "plaintext", hasToken: false },
			{ permguard: "Switch the endpoint to grpc://.", grpcurl: "Add -plaintext." },
		),
		...serverFixes(context, "serve-tls", "Turn TLS on at the server, if this traffic leaves the machine."),
	],
	citation: [
		{ text: "Permguard transport security guide", section: "Troubleshooting" },
		{ text: "RFC 8446", section: "5.1" },
	],
}

function judge({ focus, tried, voice }: RunFacts): readonly Judgement[] {
	const lane = focus.find(
		(attempt) => isTlsLane(attempt) && attempt.outcome.kind !== "accepted" && !heardTls(attempt),
	)
	if (lane === undefined || !speaksPlaintext(lane, tried)) return []
	const lanes = tried.filter((attempt) => isTlsLane(attempt) && !heardTls(attempt))
	const first =
		lane.firstBytes?.kind === "http2-settings" ? " Its first bytes are HTTP/2 SETTINGS in the clear." : ""
	return [
		{
			title: `${voice.our === "our" ? "The settings mean" : "The client speaks"} TLS, and the server speaks plaintext.`,
			detail: `${lane.outcome.text}${first} Nothing on this port is encrypted.`,
			evidence: lanes.map((each) => laneEvidence(each)),
			postures: lanes.map((each) => each.posture),
			verdict: `${voice.Settings("use", "uses")} TLS.`,
			advice: "Write grpc:// for plaintext, or turn TLS on at the server.",
		},
	]
}

function speaksPlaintext(lane: AttemptObservation, tried: readonly AttemptObservation[]): boolean {
	return heardPlaintextHttp2(lane) || tried.some((other) => !isTlsLane(other) && heardPlaintextHttp2(other))
}
