import { clientFixes, operatorFix } from "../client-fixes.ts"
import { shellPath } from "../quote.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

const meanings: Readonly<Record<string, string>> = {
	"address-invalid":
		"The address is not in the form that the Workload API asks for: unix:///absolute/path or tcp://IP:port.",
	"socket-missing": "There is no socket at this path: the agent does not run, or its socket is elsewhere.",
	"not-a-socket": "The path is there, but it is not a socket.",
	permission: "This user may not open the socket.",
	refused: "The socket is there, but no agent listens on it.",
	"header-missing": "The agent demands the header workload.spiffe.io.",
	unimplemented: "What listens there is gRPC, but no Workload API.",
	unavailable:
		"The agent is there, but cannot serve yet: it may still be starting or cut off from its server.",
	timeout: "The agent accepted the connection and did not answer.",
	"bad-response": "The answer could not be read as an X.509-SVID.",
}

export const workloadApiUnavailable: Rule = {
	id: "workload-api-unavailable",
	title: "The SPIFFE Workload API does not answer.",
	severity: "error",
	blame: "identity-provider",
	judge,
	prose: {
		seen: [
			{ stack: "go-spiffe", line: "workload endpoint socket address is not configured" },
			{ stack: "Permguard", line: "spiffe: failed to create X509 source" },
			{ stack: "SPIRE agent", line: "Agent is unhealthy: unable to determine health" },
			{ stack: "Go", line: "dial unix /run/spire/agent/api.sock: connect: no such file or directory" },
		],
		means:
			"Without the Workload API there is no SVID and no bundle, so no SPIFFE connection. go-spiffe programs try again for ever and say nothing: a server of this kind never opens its port.",
		confirm: "Ask the same socket, as the same user and in the same container, with the SPIRE command line.",
		prevent:
			"Mount the folder of the socket, set SPIFFE_ENDPOINT_SOCKET for client and server, and watch the agent's health.",
	},
	fixes: (context) => [
		operatorFix(
			"See whether the agent runs and answers on this socket.",
			`export SPIFFE_ENDPOINT_SOCKET=${shellPath(context.spiffeSocket)}\nspire-agent healthcheck -socketPath ${shellPath(context.spiffeSocket.replace(/^unix:(\/\/)?/, ""))}`,
		),
		...clientFixes(context, "Give the client the agent's address.", { security: "spiffe" }),
	],
	citation: [
		{ text: "SPIFFE Workload Endpoint", section: "3 and 4" },
		{ text: "Permguard transport security guide", section: "Troubleshooting" },
	],
}

function judge({ run }: RunFacts): readonly Judgement[] {
	const api = run.workloadApi
	if (api?.outcome.kind !== "failed" || api.outcome.reason === "no-identity") return []
	const lane = run.attempts.find((attempt) => attempt.posture === "spiffe")
	const isAddress = api.outcome.reason !== "address-invalid"
	const meaning = meanings[api.outcome.reason] ?? "It failed in a way that no rule knows."
	return [
		{
			...(lane?.configured === true ? {} : { severity: "notice" as const }),
			title: isAddress
				? `The Workload API at ${api.address} does not answer.`
				: `${api.address} is no address of a Workload API.`,
			detail: `${api.outcome.text} ${meaning}`.trim(),
			evidence: [{ text: api.outcome.text, posture: "spiffe" }],
			postures: ["spiffe"],
			verdict: isAddress
				? `Your Workload API does not answer. ${meaning}`
				: `Your Workload API cannot be asked. ${api.outcome.text}`,
			advice: isAddress
				? "Start the agent, or correct the address of its socket."
				: "Correct the address: unix:///absolute/path or tcp://IP:port.",
		},
	]
}
