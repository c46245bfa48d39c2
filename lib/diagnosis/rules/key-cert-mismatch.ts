import { clientFixes, serverFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { settingJudgements } from "../judge-settings.ts"
import { shellPath } from "../quote.ts"
import type { Rule } from "../rule.ts"

export const keyCertMismatch: Rule = {
	id: "key-cert-mismatch",
	title: "The private key does not belong to the certificate.",
	severity: "error",
	blame: "client",
	judge: (facts) => [
		...settingJudgements(facts, "key-cert-mismatch"),
		...outcomeJudgement(
			facts,
			(attempt) => attempt.outcome.by === "client" && /KEY_VALUES_MISMATCH/.test(attempt.outcome.code ?? ""),
			() => ({
				title: "The client's private key does not belong to its certificate.",
				detail: "The TLS library compared both and refused them, so no handshake was begun.",
				verdict: "Your private key does not belong to your certificate.",
				advice: "Use the key that the certificate was issued for.",
			}),
		),
	],
	prose: {
		seen: [
			{ stack: "Go", line: "tls: private key does not match public key" },
			{ stack: "Node", line: "ERR_OSSL_X509_KEY_VALUES_MISMATCH: key values mismatch" },
			{ stack: "nginx", line: "SSL_CTX_use_PrivateKey_file(…) failed … key values mismatch" },
		],
		means:
			"A certificate carries one public key; this private key is another one's half. Usually one of the two files was renewed without the other.",
		confirm: "Compare the public keys: both commands below must print the same digest.",
		prevent:
			"Write certificate and key in one step, under one name, and check them together before a deployment goes on.",
	},
	fixes: (context) => [
		...clientFixes(context, "Load the key that the certificate was issued for.", { security: "mtls" }),
		serverFix(
			"Compare both public keys.",
			`openssl x509 -in ${shellPath(context.certFile)} -noout -pubkey | sha256sum\nopenssl pkey -in ${shellPath(context.keyFile)} -pubout | sha256sum`,
		),
	],
	citation: [{ text: "RFC 8446", section: "4.4.3" }],
}
