import { operatorFix } from "../client-fixes.ts"
import { laneEvidence } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

export const captureIncomplete: Rule = {
	id: "capture-incomplete",
	title: "A part of the connection is not in the capture.",
	severity: "unknown",
	blame: "unknown",
	judge,
	prose: {
		seen: [{ stack: "Wireshark", line: "TCP Previous segment not captured" }],
		means:
			"The connection began before the capture, one of its directions went another way, or packets were dropped while capturing. What is missing can be neither read nor judged, and keys do not help where the ClientHello is missing.",
		confirm:
			"Look for the SYN of the client, and at the number of dropped packets that the capturing program reports.",
		prevent:
			"Start capturing before the client connects, close to one of its ends, with whole packets (-s 0).",
	},
	fixes: (context) => [
		operatorFix(
			"Capture again from before the connection begins, whole packets, on the client's or the server's machine.",
			`tcpdump -i any -s 0 -w capture.pcap${context.port === undefined ? "" : ` port ${context.port}`}`,
		),
	],
	citation: [{ text: "RFC 9293", section: "3.5 (establishing a connection)" }],
}

function judge({ focus, earlier }: RunFacts): readonly Judgement[] {
	const isExplained = earlier.some(({ severity }) => severity === "error")
	return focus.flatMap((attempt) => {
		if (attempt.captured === undefined || attempt.captured.isWhole) return []
		const [problem] = attempt.problems
		return [
			{
				...(isExplained || attempt.outcome.kind === "accepted" ? { severity: "notice" as const } : {}),
				title: "A part of this connection is not in the capture.",
				detail: `Its beginning or one of its directions is missing, so what was agreed there is not known.${problem === undefined ? "" : ` First gap: ${problem}.`}`,
				evidence: [laneEvidence(attempt)],
				postures: [attempt.posture],
				verdict: "A part of the connection is not in the capture.",
				advice: "Capture again from before the client connects.",
			},
		]
	})
}
