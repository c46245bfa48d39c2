import type { AttemptObservation } from "#probe/observation"
import { operatorFix } from "../client-fixes.ts"
import { isAccepted } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

export const otherNotSecurity: Rule = {
	id: "other-not-security",
	title: "The cause lies outside transport security, or is not known.",
	severity: "unknown",
	blame: "unknown",
	judge,
	prose: {
		seen: [
			{ stack: "Python", line: "Received message larger than max (17777780 vs. 4194304)" },
			{ stack: "Envoy", line: "no healthy upstream" },
			{ stack: "grpc-js", line: "14 UNAVAILABLE: Connection dropped" },
			{ stack: "Go", line: "transport is closing" },
			{ stack: "any client", line: "unknown method" },
		],
		means:
			"Limits on message size, methods that do not exist, a server that is being drained, idle limits of load balancers. Certificates and keys play no part.",
		confirm: "A check of the endpoint reaches the RPC in the configured mode.",
		prevent: "Set limits and keepalive on both sides and on what lies between, and try again with backoff.",
	},
	fixes: () => [
		operatorFix("Look at limits, health and idle timeouts of the load balancer and of the server."),
	],
	citation: [{ text: "gRPC status codes", section: "Status codes and their use" }],
}

/** The last word, when no other rule explains why the settings did not work. */
function judge({ configured, focus, earlier }: RunFacts): readonly Judgement[] {
	const open = focus.find((attempt) => !isAccepted(attempt))
	const isExplained = earlier.some(
		({ rule, severity }) => severity === "error" || severity === "warning" || rule === "capture-incomplete",
	)
	if (open === undefined || isExplained || (configured !== undefined && isAccepted(configured))) return []
	return [wordsFor(open)]
}

function wordsFor(attempt: AttemptObservation): Judgement {
	const { outcome, posture, clientError } = attempt
	const base = { evidence: [{ text: outcome.text, posture }], postures: [posture], verdict: outcome.text }
	if (outcome.code === "POLICY") {
		return {
			...base,
			blame: "countersign",
			title: "The dial policy does not allow this address.",
			detail: `${outcome.text} Nothing is known of the server.`,
			advice: "Allow the address in the dial policy of this Countersign, if it should be reached.",
		}
	}
	if (outcome.code === "UNFINISHED") {
		return {
			...base,
			title: outcome.text,
			detail:
				"Nobody said no, and nothing was answered: the capture does not show how it would have gone on.",
			advice: "Let the capture run until the call has ended, and look at the messages below.",
		}
	}
	const said =
		clientError === undefined || clientError === "" ? "" : ` The client library said: ${clientError}`
	return {
		...base,
		title: "The connection ended for a reason that the wire does not show.",
		detail: `${outcome.text}${said}`,
		advice: "Read the server's log at this moment, and look at the handshake below.",
	}
}
