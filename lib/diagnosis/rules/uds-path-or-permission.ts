import { clientFixes, operatorFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { shellPath } from "../quote.ts"
import type { Rule } from "../rule.ts"

const meanings: Readonly<Record<string, string>> = {
	ENOENT: "There is no such path on this machine.",
	EACCES: "This user may not open the socket or a folder above it.",
	EPERM: "This user may not open the socket.",
	ENOTSOCK: "The path is there, but it is not a socket.",
	ECONNREFUSED: "The socket file is there, but no program listens on it: it was left behind.",
}

export const udsPathOrPermission: Rule = {
	id: "uds-path-or-permission",
	title: "The unix socket cannot be opened.",
	severity: "error",
	blame: "client",
	judge: (facts) =>
		outcomeJudgement(
			facts,
			({ outcome, peerAddress }) =>
				(peerAddress ?? facts.run.target).startsWith("unix:") &&
				outcome.kind === "failed" &&
				Object.hasOwn(meanings, outcome.code ?? ""),
			(first) => {
				const meaning = meanings[first.outcome.code ?? ""] ?? first.outcome.text
				return {
					title: `The socket ${(first.peerAddress ?? facts.run.target).replace(/^unix:(\/\/)?/, "")} cannot be opened.`,
					detail: meaning,
					verdict: `The unix socket cannot be opened. ${meaning}`,
					advice: "Check the path where the client runs, and the rights on the socket and its folders.",
				}
			},
		),
	prose: {
		seen: [
			{ stack: "Go", line: "dial unix /run/app.sock: connect: no such file or directory" },
			{ stack: "Go", line: "dial unix /run/app.sock: connect: permission denied" },
			{ stack: "Rust", line: 'Os { code: 13, kind: PermissionDenied, message: "Permission denied" }' },
		],
		means:
			"The socket is a file: it has a path, an owner and a mode, and it may outlive the program that made it. Containers see it only when its folder is mounted.",
		confirm: "List the socket and its folder as the user who runs the client.",
		prevent: "Mount the folder rather than the socket, and give client and server a group in common.",
	},
	fixes: (context) => {
		const path = context.unixPath ?? "/path/to.sock"
		return [
			operatorFix(
				"Look at the socket, its rights, and who listens on it.",
				`ls -l ${shellPath(path)}\nss -lxp | grep -F ${shellPath(path)}`,
			),
			{ for: "permguard", text: "Permguard's client dials no unix socket: give it a port." },
			...clientFixes(
				{ ...context, unixPath: path, address: `unix:${path}` },
				"Name the socket by its absolute path, as the user who may open it.",
			),
		]
	},
	citation: [{ text: "unix(7)", section: "Pathname socket ownership and permissions" }],
}
