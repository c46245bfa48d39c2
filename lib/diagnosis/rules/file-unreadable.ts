import { clientFixes, operatorFix } from "../client-fixes.ts"
import { settingJudgements } from "../judge-settings.ts"
import { shellPath } from "../quote.ts"
import type { Rule } from "../rule.ts"

export const fileUnreadable: Rule = {
	id: "file-unreadable",
	title: "A file that the settings name cannot be opened.",
	severity: "error",
	blame: "client",
	judge: (facts) => settingJudgements(facts, "file-unreadable"),
	prose: {
		seen: [
			{ stack: "Go", line: "open /run/secrets/key.pem: permission denied" },
			{ stack: "Go", line: "open ca.pem: no such file or directory" },
			{ stack: "Permguard", line: "tls: failed to read CA file" },
			{ stack: "Node", line: "ENOENT: no such file or directory, open" },
		],
		means:
			"The path does not exist where the program runs, or its user may not read it. In containers the path of the host is not the path inside.",
		confirm: "List the file as the user and in the container that runs the program.",
		prevent: "Use absolute paths, mount secrets with the group of the program, and check them at the start.",
	},
	fixes: (context) => [
		operatorFix(
			"Look at the files as the user who runs the client, and give that user the right to read them.",
			`ls -l ${shellPath(context.caFile)} ${shellPath(context.certFile)} ${shellPath(context.keyFile)}`,
		),
		...clientFixes(context, "Then name the files as they are, or by an absolute path."),
	],
	citation: [{ text: "open(2)", section: "ENOENT and EACCES" }],
}
