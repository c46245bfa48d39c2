import { judgeProtocols } from "../judge-protocols.ts"
import type { Rule, RunFacts } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const corsMissingForBrowsers: Rule = {
	id: "cors-missing-for-browsers",
	title: "The port speaks a protocol for browsers, but does not let other origins call it.",
	severity: "notice",
	blame: "server",
	judge,
	prose: {
		seen: [
			{
				stack: "Chrome",
				line: "has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
			},
			{
				stack: "Firefox",
				line: "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource",
			},
			{ stack: "curl", line: "no error: only browsers ask before they call" },
		],
		means:
			"gRPC-Web and Connect are made for browsers. Before a call to another origin a browser asks with OPTIONS, and without Access-Control-Allow-Origin in the answer it does not call. Pages of the same origin, and origins on a list of the server, are not concerned.",
		confirm: "The preflight of the scan has no Access-Control-Allow-Origin in its answer.",
		prevent:
			"Put the CORS layer in front of the handlers wherever browsers are to call, and test it with a preflight.",
	},
	fixes: (context) => serverFixes(context, "allow-browsers", "Answer the preflight."),
	citation: [
		{ text: "Fetch standard", section: "HTTP CORS protocol" },
		{ text: "gRPC-Web protocol (grpc/doc/PROTOCOL-WEB.md)", section: "CORS preflight" },
	],
}

function judge({ run }: RunFacts) {
	const verdicts = judgeProtocols(run) ?? []
	const verdictOf = (protocol: string) => verdicts.find((each) => each.protocol === protocol)
	const spoken = ["gRPC-Web", "Connect"].filter((protocol) => verdictOf(protocol)?.verdict === "yes")
	const cors = verdictOf("browser (CORS)")
	if (spoken.length === 0 || cors?.verdict !== "no") return []
	return [
		{
			title: `The port speaks ${spoken.join(" and ")}, but a page of another origin cannot call it.`,
			detail: cors.text,
			evidence: [
				{ text: cors.text },
				...spoken.flatMap((protocol) => ({ text: verdictOf(protocol)?.text ?? protocol })),
			],
			postures: [],
			advice: "Answer the preflight with CORS headers, if browsers are to call from other origins.",
		},
	]
}
