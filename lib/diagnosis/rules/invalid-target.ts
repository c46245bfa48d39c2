import { clientFixes } from "../client-fixes.ts"
import { settingJudgements } from "../judge-settings.ts"
import type { Rule } from "../rule.ts"

export const invalidTarget: Rule = {
	id: "invalid-target",
	title: "The target cannot be read as an address.",
	severity: "error",
	blame: "client",
	judge: (facts) => settingJudgements(facts, "invalid-target"),
	prose: {
		seen: [
			{ stack: "Permguard", line: "client: endpoint scheme must be grpc:// or grpcs://" },
			{ stack: "Go", line: "passthrough: received empty target in Build()" },
			{ stack: "grpc-js", line: "Failed to parse DNS address" },
		],
		means:
			"The text names no host and port that a gRPC client could dial: an unknown scheme, a path where none belongs, a port outside 1 to 65535, an IPv6 address without brackets.",
		confirm: "Read the target from left to right: scheme, host, port. Nothing follows the port.",
		prevent:
			"Write targets as host:port, and put the security into credentials, not into an http(s) address.",
	},
	fixes: (context) => clientFixes(context, "Write the target as host:port, dns:///host:port or unix:/path."),
	citation: [{ text: "gRPC name resolution", section: "Name syntax" }],
}
