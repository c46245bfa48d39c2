import type { AttemptObservation } from "#probe/observation"
import { operatorFix } from "../client-fixes.ts"
import { fatalAlert, isTlsLane, messageEvidence } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { opensslAddress } from "../snippet/openssl.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const alpnMissingH2: Rule = {
	id: "alpn-missing-h2",
	title: "The server does not select the protocol h2.",
	severity: "error",
	blame: "server",
	judge,
	prose: {
		seen: [
			{ stack: "Go", line: "credentials: cannot check peer: missing selected ALPN property" },
			{ stack: "C-core", line: "Cannot check peer: missing selected ALPN property." },
			{ stack: "Java", line: "Failed ALPN negotiation: Unable to find compatible protocol" },
			{ stack: "Rust", line: "HTTP/2 was not negotiated." },
			{ stack: ".NET", line: "HTTP/2 over TLS was not negotiated on an HTTP/2-only endpoint." },
		],
		means:
			"gRPC needs HTTP/2, and over TLS HTTP/2 is agreed on by ALPN. This side did not agree. grpc-go refuses since 1.67, C-core and grpc-java always did; grpc-js goes on, so the fault shows only with some clients. Often a load balancer in front ends TLS without h2.",
		confirm:
			"In the handshake, the server's EncryptedExtensions (TLS 1.3) or ServerHello (TLS 1.2) carry no application_layer_protocol_negotiation.",
		prevent: "Set NextProtos or the ALPN list to h2 wherever TLS ends, and test through the load balancer.",
	},
	fixes: (context) => [
		...serverFixes(context, "offer-h2", "Offer h2 where TLS ends."),
		operatorFix(
			"See what the server selects.",
			`openssl s_client ${opensslAddress(context)} -alpn h2 </dev/null | grep -i alpn`,
		),
		{
			for: "go",
			text: "As a stopgap, grpc-go can be told to go on without ALPN.",
			command: "GRPC_ENFORCE_ALPN_ENABLED=false",
		},
	],
	citation: [
		{ text: "RFC 7301", section: "3.2" },
		{ text: "RFC 9113", section: "3.3" },
	],
}

function judge({ focus, tried, earlier, voice }: RunFacts): readonly Judgement[] {
	if (earlier.some((finding) => finding.rule === "http1-proxy-or-wrong-protocol")) return []
	const lane = focus.find(lacksH2)
	if (lane === undefined) return []
	const lanes = tried.filter(lacksH2)
	const refused = fatalAlert(lane, "server")?.description === "no_application_protocol"
	const carrier = lane.tls?.version === "1.3" ? "EncryptedExtensions" : "ServerHello"
	const went =
		lane.outcome.kind === "accepted"
			? ` ${voice.our === "our" ? "grpc-js" : "This client"} went on and was answered; Go, C-core and Java clients refuse.`
			: ""
	return [
		{
			title: refused ? "The server refuses the protocol h2." : "The server selects no protocol by ALPN.",
			detail: `${voice.We} offered h2, which gRPC needs. ${refused ? "The server answered with alert no_application_protocol." : "The handshake went on without an answer to it."}${went}`,
			evidence: lanes.map((each) =>
				messageEvidence(
					each,
					refused ? "Alert no_application_protocol." : "No ALPN answer from the server.",
					refused ? "Alert" : carrier,
				),
			),
			postures: lanes.map((each) => each.posture),
			verdict: "It does not agree on h2, which gRPC clients need.",
			advice: "Offer h2 by ALPN where TLS ends, at the server or at the load balancer.",
		},
	]
}

function lacksH2(attempt: AttemptObservation): boolean {
	if (!isTlsLane(attempt) || !offersH2(attempt)) return false
	return (
		(attempt.tls?.alpn === null && saidEverything(attempt)) ||
		fatalAlert(attempt, "server")?.description === "no_application_protocol"
	)
}

/** Our own clients always offer it; the client of a capture may be a browser or a script. */
function offersH2({ captured, transcript }: AttemptObservation): boolean {
	if (captured === undefined) return true
	const hello = transcript.find((entry) => entry.message === "ClientHello")?.fields
	return hello?.kind === "client_hello" && hello.alpn.includes("h2")
}

/** True when the server's part of the handshake came to its end: only then is a missing answer an answer. */
function saidEverything(attempt: AttemptObservation): boolean {
	const hasFinished = attempt.transcript.some(
		(entry) => entry.from === "server" && entry.message === "Finished",
	)
	return hasFinished || attempt.outcome.kind === "accepted"
}
