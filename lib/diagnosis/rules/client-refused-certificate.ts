import { clientFixes, serverFix } from "../client-fixes.ts"
import { shortName } from "../distinguished-name.ts"
import { fatalAlert, leafOf, messageEvidence } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

/** Alerts by which a client says that it does not accept a certificate (RFC 8446 section 6.2). */
const meanings: Readonly<Record<string, string>> = {
	unknown_ca: "It does not trust the authority that issued it.",
	bad_certificate:
		"Go, rustls and others say so for every fault of a certificate: its issuer, its name or its dates.",
	certificate_unknown:
		"Java and some others say so for every fault of a certificate: its issuer, its name or its dates.",
	unsupported_certificate: "It cannot use a certificate of this kind.",
	certificate_expired: "By its clock the certificate has expired, or is not valid yet.",
	certificate_revoked: "It found that the certificate was revoked.",
}

export const clientRefusedCertificate: Rule = {
	id: "client-refused-certificate",
	title: "The client does not accept the server's certificate.",
	severity: "error",
	blame: "client",
	judge,
	prose: {
		seen: [
			{ stack: "Go server", line: "remote error: tls: bad certificate" },
			{ stack: "OpenSSL server", line: "tlsv1 alert unknown ca … SSL alert number 48" },
			{ stack: "Java server", line: "Received fatal alert: certificate_unknown" },
		],
		means:
			"The client got the server's certificate, refused it and said so with an alert. The server sees only the alert; the reason is in the client: its roots, the name that it expects, or its clock.",
		confirm:
			"In a capture with its key log: the server's Certificate, then an alert of the client. Read the client's own error at that moment.",
		prevent: "Give clients the roots and the name together with the address of the server.",
	},
	fixes: (context) => [
		...clientFixes(
			context,
			"Trust the authority that issued the server's certificate, and expect a name that it carries.",
			{
				roots: "file",
			},
		),
		serverFix("Read the client's log: the server learns no more than the alert."),
	],
	citation: [{ text: "RFC 8446", section: "6.2" }],
}

function judge({ focus, voice }: RunFacts): readonly Judgement[] {
	return focus.flatMap((attempt) => {
		const alert = fatalAlert(attempt, "client")
		const meaning = alert === undefined ? undefined : meanings[alert.description]
		if (alert === undefined || meaning === undefined) return []
		const issuer = leafOf(attempt)?.issuer
		const by = issuer === undefined ? "" : `, issued by ${shortName(issuer)}`
		return [
			{
				title: `${voice.We} refused the server's certificate with alert ${alert.description}.`,
				detail: `${meaning} The certificate is the server's${by}.`,
				evidence: [
					messageEvidence(attempt, "The server sent its certificate.", "Certificate"),
					messageEvidence(attempt, `The client answered with alert ${alert.description}.`, "Alert", "client"),
				],
				postures: [attempt.posture],
				verdict: `The client does not accept its certificate${by} (alert ${alert.description}).`,
				advice: "Compare the client's roots and the name that it expects with the chain below.",
			},
		]
	})
}
