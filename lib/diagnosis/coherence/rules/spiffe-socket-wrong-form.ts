import { serverFix } from "../../client-fixes.ts"
import type { CoherenceJudgement, CoherenceRule } from "../coherence-rule.ts"
import type { Program, Setting } from "../settings.ts"

export const spiffeSocketWrongForm: CoherenceRule = {
	id: "spiffe-socket-wrong-form",
	title: "The Workload API's address is written in a form that this program cannot use.",
	severity: "error",
	blame: "client",
	judge: ({ settings }) =>
		settings.sides.flatMap(({ software, mode, socket, role, program }): readonly CoherenceJudgement[] => {
			if (software !== "permguard" || mode !== "spiffe" || socket === undefined) return []
			const problem = role === "server" ? serverProblem(socket) : clientProblem(socket)
			return problem === undefined
				? []
				: [{ ...problem, at: [socket.at], blame: role, fixes: fixesFor(socket, program) }]
		}),
	prose: {
		seen: [
			{ stack: "go-spiffe", line: 'workload endpoint socket URI must have a "tcp" or "unix" scheme' },
			{ stack: "Permguard", line: "failed to start resolver: invalid (non-empty) authority: unix:" },
		],
		means:
			"The standard wants a URI, unix:///path. Permguard's flags want a bare path and put unix:// before it themselves, and its client does the same to SPIFFE_ENDPOINT_SOCKET, so that a correct URI becomes unix://unix:///path.",
		confirm:
			"Look at which setting names the socket, a flag or the variable, and at whose: the server's or the client's.",
		prevent: "Use the variable for servers and the flag for Permguard's client.",
	},
	fixes: () => [
		serverFix(
			"The server: a URI in the variable.",
			"SPIFFE_ENDPOINT_SOCKET=unix:///run/spire/agent/api.sock",
		),
		{
			for: "permguard",
			text: "The client: a bare path in the flag.",
			command: "permguard zones list --spiffe-enabled --spiffe-endpoint /run/spire/agent/api.sock",
		},
	],
	citation: [
		{ text: "SPIFFE Workload Endpoint", section: "4, Locating the Endpoint" },
		{ text: "Permguard source, internal/cli/common/cli_context.go" },
	],
}

function serverProblem({ name, value, from }: Setting) {
	const isUri = /^(?:unix|tcp):/.test(value)
	const isVariable = name === "SPIFFE_ENDPOINT_SOCKET"
	if (isVariable && !isUri)
		return {
			title: "SPIFFE_ENDPOINT_SOCKET is a bare path, and must be a URI.",
			detail: "The server hands it to go-spiffe as it is, which refuses an address without unix: or tcp:.",
		}
	if (!isVariable && isUri)
		return {
			title: `${from === "flag" ? "The flag" : "The variable"} for the socket holds a URI, and must be a bare path.`,
			detail: "The server puts unix:// before it, and unix://unix:///… is no address.",
		}
	return undefined
}

function clientProblem({ value, name }: Setting) {
	if (!/^(?:unix|tcp):/.test(value)) return undefined
	return {
		title: `Permguard's client cannot use ${name} as a URI.`,
		detail:
			"It puts unix:// before whatever it is given, and unix://unix:///… is no address. It works only with a bare path.",
	}
}

function fixesFor({ value, name }: Setting, program: Program | undefined) {
	const path = value.replace(/^unix:(?:\/\/(?=\/))?/, "")
	const isClient = program?.words[0] === "permguard"
	if (isClient)
		return [
			{
				for: "permguard" as const,
				text: "Give the client a bare path; the flag wins over the variable.",
				command: `--spiffe-endpoint ${path}`,
			},
		]
	const isVariable = name === "SPIFFE_ENDPOINT_SOCKET"
	return [
		serverFix(
			"Write it in the form that is read.",
			isVariable && value.startsWith("/") ? `${name}=unix://${path}` : `${name}=${path}`,
		),
	]
}
