import { clientFixes, operatorFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { settingJudgements } from "../judge-settings.ts"
import { isTooWeakToLoad } from "../own-weakness.ts"
import { shellPath } from "../quote.ts"
import type { Rule } from "../rule.ts"

export const badPemOrKey: Rule = {
	id: "bad-pem-or-key",
	title: "A certificate or key file cannot be read as what it should be.",
	severity: "error",
	blame: "client",
	judge: (facts) => [
		...settingJudgements(facts, "bad-pem-or-key"),
		...outcomeJudgement(
			facts,
			(attempt) => {
				const code = attempt.outcome.code ?? ""
				return (
					attempt.outcome.by === "client" &&
					code.startsWith("ERR_") &&
					!code.includes("KEY_VALUES_MISMATCH") &&
					!isTooWeakToLoad(attempt) &&
					attempt.chain === undefined
				)
			},
			(first) => ({
				title: "The TLS library cannot use the client's certificate or key.",
				detail: first.outcome.text,
				verdict: `Your certificate or key cannot be used: ${first.outcome.code ?? "unknown reason"}.`,
				advice: "Look at the first line of each file: it names what the file holds.",
			}),
		),
	],
	prose: {
		seen: [
			{ stack: "Go", line: "tls: failed to find any PEM data in certificate input" },
			{ stack: "Go", line: "PEM inputs may have been switched" },
			{ stack: "Java", line: "java.security.KeyStoreException: Cannot get key bytes, not PKCS#8 encoded" },
			{ stack: "C-core", line: "Invalid cert chain file." },
			{ stack: "Node", line: "error:0909006C:PEM routines:get_name:no start line" },
		],
		means:
			"The bytes are no PEM, the files were swapped, the key is encrypted and no passphrase was given, or it is PKCS#1 where the library reads PKCS#8 only.",
		confirm:
			"Look at the first line of each file: BEGIN CERTIFICATE for certificates, BEGIN PRIVATE KEY for an unencrypted PKCS#8 key.",
		prevent: "Store keys as unencrypted PKCS#8 in files of mode 0600, or give the passphrase beside them.",
	},
	fixes: (context) => [
		operatorFix(
			"Convert the key to unencrypted PKCS#8 and look at what the certificate file holds.",
			`openssl pkcs8 -topk8 -nocrypt -in ${shellPath(context.keyFile)} -out key-pkcs8.pem\nopenssl x509 -in ${shellPath(context.certFile)} -noout -subject -dates`,
		),
		...clientFixes(context, "Then load certificate and key from the right files.", { security: "mtls" }),
	],
	citation: [
		{ text: "RFC 7468", section: "5, 10 and 11" },
		{ text: "RFC 5958", section: "2" },
	],
}
