import { isAccepted, isTlsLane, messageEvidence } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const clientAuthOptional: Rule = {
	id: "client-auth-optional",
	title: "The server does not insist on a client certificate.",
	severity: "warning",
	blame: "server",
	judge: (facts) => [...judgeRequested(facts), ...judgeNone(facts)],
	prose: {
		seen: [
			{ stack: "any client", line: "no error: clients without a certificate are let in" },
			{ stack: "Go", line: "tls.RequestClientCert, tls.VerifyClientCertIfGiven" },
			{ stack: "nginx", line: "ssl_verify_client optional" },
		],
		means:
			"The server asks for a certificate, or not even that, and lets in whoever has none. Sometimes the application decides later; often somebody believes that mutual TLS is on.",
		confirm: "The lane without a client certificate is accepted.",
		prevent:
			"Require certificates at the transport, and test regularly that a client without one is refused.",
	},
	fixes: (context) =>
		serverFixes(
			context,
			"require-client-certificate",
			"Require client certificates, if no caller may come without one.",
		),
	citation: [{ text: "RFC 8446", section: "4.3.2 and 4.4.2.4" }],
}

function judgeRequested({ server, tried }: RunFacts): readonly Judgement[] {
	if (server.clientAuth !== "requested") return []
	const lanes = tried.filter((attempt) => attempt.requested !== undefined && isAccepted(attempt))
	const empty = lanes.filter((attempt) => attempt.own.source === "none")
	return [
		{
			title: "The server asks for a client certificate, but does not require one.",
			detail:
				"It sent a CertificateRequest and let a client in that answered with an empty Certificate. The application may still tell both apart; the transport does not.",
			evidence: empty.map((attempt) =>
				messageEvidence(attempt, "Asked for a certificate, got none, and was content.", "CertificateRequest"),
			),
			postures: lanes.map((attempt) => attempt.posture),
			verdict: "Clients without a certificate get in.",
			advice: "Require client certificates at the server, if only known clients should get in.",
		},
	]
}

/** Mutual TLS is expected, and the server does not even ask. */
function judgeNone({ run, server, configured }: RunFacts): readonly Judgement[] {
	const isExpected =
		run.settings.mode === "mtls" || run.settings.mode === "external" || run.settings.mode === "spiffe"
	if (server.clientAuth !== "none" || !isExpected || configured === undefined || !isTlsLane(configured))
		return []
	return [
		{
			title: "The server asks for no client certificate, although mutual TLS is expected.",
			detail: `The settings say ${run.settings.mode}, and the server sent no CertificateRequest: no certificate of the client was sent, and anybody gets this far.`,
			evidence: [messageEvidence(configured, "No CertificateRequest in this handshake.", "ServerHello")],
			postures: [configured.posture],
			verdict: "You expect mutual TLS.",
			advice: "Turn mutual TLS on at the server, or set the mode of this endpoint to tls.",
		},
	]
}
