import type { AttemptObservation } from "#probe/observation"
import { clientFixes, serverFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { fatalAlert, isTlsLane } from "../read-attempt.ts"
import type { Rule } from "../rule.ts"

export const sniMissingOrWrong: Rule = {
	id: "sni-missing-or-wrong",
	title: "The server does not know the name in the ClientHello.",
	severity: "error",
	blame: "client",
	judge: (facts) =>
		outcomeJudgement(facts, refusesName, (first) => ({
			title: `The server does not know the name ${first.tls?.sni ?? facts.run.serverName}.`,
			detail:
				"It answered the ClientHello with alert unrecognized_name: it serves several names, and this is none of them.",
			verdict: `It does not know the name ${facts.run.serverName} that ${facts.voice.settings("send", "sends")}.`,
			advice: "Send the name that the server expects.",
		})),
	prose: {
		seen: [
			{ stack: "ingress", line: "Kubernetes Ingress Controller Fake Certificate" },
			{ stack: "nginx", line: "SSL server name: null" },
			{ stack: "OpenSSL", line: "tlsv1 unrecognized name … SSL alert number 112" },
			{ stack: "Go", line: "authentication handshake failed: EOF" },
		],
		means:
			"Behind one address live several servers, chosen by server_name in the ClientHello. It was missing (an IP was dialled), wrong, or carried a port, so the wrong certificate or none came back.",
		confirm: "Compare server_name in the ClientHello with the names that the server is configured for.",
		prevent: "Dial names, keep the port out of server name overrides, and give proxies the name explicitly.",
	},
	fixes: (context) => [
		...clientFixes(context, "Send the name that the server expects.", {
			serverName: context.serverName ?? context.host,
		}),
		serverFix(
			"In nginx as a proxy, send the name to the upstream.",
			"grpc_ssl_server_name on;\ngrpc_ssl_name service.example;",
		),
	],
	citation: [{ text: "RFC 6066", section: "3" }],
}

function refusesName(attempt: AttemptObservation): boolean {
	return isTlsLane(attempt) && fatalAlert(attempt, "server")?.description === "unrecognized_name"
}
