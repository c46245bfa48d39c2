import type { AttemptObservation } from "#probe/observation"
import { clientFixes } from "../client-fixes.ts"
import { shortName } from "../distinguished-name.ts"
import { fixContextOf } from "../fix-context.ts"
import { answeredCertificate, clientCertificateRefusal, isTlsLane, messageEvidence } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const clientCertRequired: Rule = {
	id: "client-cert-required",
	title: "The server requires a client certificate, and the client sends none.",
	severity: "error",
	blame: "client",
	judge,
	prose: {
		seen: [
			{ stack: "Go", line: "error reading server preface: remote error: tls: certificate required" },
			{ stack: "Go", line: "remote error: tls: bad certificate" },
			{ stack: "OpenSSL", line: "tlsv13 alert certificate required … SSL alert number 116" },
			{ stack: "C-core", line: "UNAVAILABLE: Socket closed" },
			{ stack: "BoringSSL server", line: "PEER_DID_NOT_RETURN_A_CERTIFICATE" },
			{ stack: "nginx", line: "400 No required SSL certificate was sent" },
		],
		means:
			"The server asked with a CertificateRequest and got an empty answer. Under TLS 1.3 the client believes the handshake is done before the server has judged: the refusal comes with the first read, as an alert, as a bare end of the connection, or from nginx as HTTP 400.",
		confirm:
			"In the handshake: CertificateRequest from the server, an empty Certificate from the client, then the refusal.",
		prevent:
			"Give each client its certificate at deployment, and check that it is sent, not only that it is configured.",
	},
	fixes: (context) => [
		...clientFixes(
			context,
			"Send a client certificate.",
			{ security: context.needs === "spiffe" ? "spiffe" : "mtls" },
			{
				permguard:
					context.needs === "spiffe"
						? "Enable SPIFFE, so that the SVID is sent."
						: "Add --tls-cert-file and --tls-key-file.",
			},
		),
		...serverFixes(context, "ask-no-certificate", "If clients need none, let the server ask for none."),
	],
	citation: [
		{ text: "RFC 8446", section: "4.3.2 and 4.4.2.4" },
		{ text: "Permguard transport security guide", section: "Troubleshooting" },
	],
}

function judge(facts: RunFacts): readonly Judgement[] {
	const { server, focus, tried, voice } = facts
	const lane = focus.find(
		(attempt) => isTlsLane(attempt) && attempt.outcome.kind !== "accepted" && sendsNone(attempt),
	)
	if (lane === undefined) return []
	const refusing = tried.filter(
		(attempt) => sendsNone(attempt) && clientCertificateRefusal(attempt) !== undefined,
	)
	const proof = refusing.find((attempt) => attempt === lane) ?? refusing[0]
	if (proof === undefined || server.clientAuth !== "required") return []
	const how = clientCertificateRefusal(proof)?.how ?? "a refusal"
	const cas = server.acceptableCas ?? []
	const accepted =
		cas.length === 0
			? ""
			: ` It accepts certificates issued by ${cas.slice(0, 3).map(shortName).join(", ")}${cas.length > 3 ? ` and ${cas.length - 3} more` : ""}.`
	const isSpiffe = server.mode === "spiffe"
	return [
		{
			...(facts.configured === undefined ? { severity: "notice" as const } : {}),
			title: "The server requires a client certificate, and none was sent.",
			detail: `The server sent a CertificateRequest; ${voice.our} Certificate was empty, and it answered with ${how}.${accepted}`,
			evidence: refusing.flatMap((attempt) => evidenceOf(attempt)),
			postures: refusing
				.map((attempt) => attempt.posture)
				.concat(refusing.includes(lane) ? [] : [lane.posture]),
			verdict: `${voice.Settings("send", "sent")} none.`,
			advice: isSpiffe
				? "Connect with an X.509-SVID from the Workload API."
				: `${accepted.trim()} Add a client certificate and its key.`.trim(),
			fixes: clientCertRequired.fixes(fixContextOf(facts.run, server)),
		},
	]
}

function sendsNone(attempt: AttemptObservation): boolean {
	return answeredCertificate(attempt) === null
}

function evidenceOf(attempt: AttemptObservation) {
	const refusal = clientCertificateRefusal(attempt)
	const asked = messageEvidence(attempt, "The server asked for a client certificate.", "CertificateRequest")
	if (refusal === undefined) return [asked]
	return [
		asked,
		messageEvidence(attempt, `It answered with ${refusal.how}.`, refusal.alert === undefined ? "-" : "Alert"),
	]
}
