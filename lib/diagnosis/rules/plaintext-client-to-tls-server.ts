import type { AttemptObservation } from "#probe/observation"
import { clientFixes } from "../client-fixes.ts"
import { heardTls, isTlsLane, laneEvidence, messageEvidence } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

export const plaintextClientToTlsServer: Rule = {
	id: "plaintext-client-to-tls-server",
	title: "The client speaks plaintext, the server expects TLS.",
	severity: "error",
	blame: "client",
	judge,
	prose: {
		seen: [
			{ stack: "Go client", line: "error reading server preface: EOF" },
			{ stack: "Go client", line: "connection reset by peer" },
			{
				stack: "Java client",
				line: "First received frame was not SETTINGS. Hex dump for first 5 bytes: 1503010002",
			},
			{ stack: "Go server", line: "tls: first record does not look like a TLS handshake" },
			{ stack: ".NET server", line: "Cannot determine the frame size or a corrupted frame was received." },
		],
		means:
			"The client opened HTTP/2 in the clear on a port that speaks TLS. Most servers just close the connection; some answer with an alert, which the client then takes for a broken frame. Kubernetes gRPC probes and many health checks are plaintext clients too.",
		confirm: "The TLS lanes reach the server's certificate while the plaintext lane ends at once.",
		prevent:
			"Write the scheme into the endpoint (grpcs://), and let the client fail when it has no transport credentials.",
	},
	fixes: (context) =>
		clientFixes(context, "Connect with TLS.", context.needs === "plaintext" ? { security: "tls" } : {}, {
			permguard: "Switch the endpoint to grpcs://.",
			grpcurl: "Leave -plaintext out.",
		}),
	citation: [
		{ text: "Permguard transport security guide", section: "Troubleshooting" },
		{ text: "RFC 9113", section: "3.3" },
	],
}

function judge({ run, focus, tried, server, voice }: RunFacts): readonly Judgement[] {
	const plain = focus.find((attempt) => attempt.posture === "plaintext")
	if (plain === undefined || (run.settings.mode !== "none" && !plain.configured)) return []
	if (plain.outcome.kind === "accepted") return []
	const overTls = tried.find((attempt) => isTlsLane(attempt) && heardTls(attempt))
	if (overTls === undefined && !answeredAsTls(plain)) return []
	const needs = server.clientAuth === "required" ? " It also requires a client certificate." : ""
	return [
		{
			title: `${voice.our === "our" ? "The settings mean" : "The client speaks"} plaintext, and the server expects TLS.`,
			detail: `${plain.outcome.text}${overTls === undefined ? "" : ` With TLS the same port answers with ${versionWords(overTls)}.`}${needs}`,
			evidence: [
				laneEvidence(plain),
				...(overTls === undefined
					? []
					: [messageEvidence(overTls, "The same port answers a ClientHello.", "ServerHello")]),
			],
			postures: ["plaintext"],
			verdict: `${voice.Settings("send", "sends")} plaintext.`,
			advice: `Connect with TLS: write grpcs:// instead of grpc://.${needs === "" ? "" : " Bring a client certificate too."}`,
		},
	]
}

function answeredAsTls({ firstBytes, rpc }: AttemptObservation): boolean {
	return (
		firstBytes?.kind === "tls-alert" ||
		/HTTP request (was sent )?to (an )?HTTPS/i.test(`${firstBytes?.text ?? ""} ${rpc?.httpBody ?? ""}`)
	)
}

function versionWords({ tls }: AttemptObservation): string {
	return tls?.version === undefined ? "TLS" : `TLS ${tls.version}`
}
