import type { AttemptObservation, CapturedFacts } from "#probe/observation"
import { operatorFix } from "../client-fixes.ts"
import type { Fix } from "../finding.ts"
import { laneEvidence } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

export const captureSealed: Rule = {
	id: "capture-sealed",
	title: "The capture carries no keys for its TLS.",
	severity: "unknown",
	blame: "unknown",
	judge,
	prose: {
		seen: [{ stack: "Wireshark", line: "Application Data" }],
		means:
			"Under TLS 1.3 everything behind the ServerHello is encrypted: certificates, the request for one, most alerts. Without a key log, sizes, times and who closed are all that shows. They make some causes likely, and prove none.",
		confirm: "Write a key log at the client or at the server, capture again, and open both together.",
		prevent: "In an incident, start the key log before the capture: secrets cannot be had later.",
	},
	fixes: () => keyLogFixes,
	citation: [
		{ text: "RFC 8446", section: "5.2 and 7.1" },
		{ text: "draft-ietf-tls-keylogfile", section: "3" },
	],
}

/** How each stack writes a key log. */
const keyLogFixes: readonly Fix[] = [
	{
		for: "go",
		text: "In Go, let the tls.Config write a key log.",
		command:
			'file, _ := os.OpenFile("keys.log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)\nconfig.KeyLogWriter = file',
	},
	{ for: "node", text: "Node writes one by an option.", command: "node --tls-keylog=keys.log client.js" },
	{
		for: "python",
		text: "Programs over OpenSSL in Python, and curl, read a variable; grpcio does not, so take the key log at the server.",
		command: "SSLKEYLOGFILE=keys.log python3 client.py",
	},
	operatorFix(
		"Put the secrets into the capture, so that one file is enough.",
		"editcap --inject-secrets tls,keys.log in.pcapng out.pcapng",
	),
]

function judge({ focus }: RunFacts): readonly Judgement[] {
	return focus.flatMap((attempt) => {
		const { captured } = attempt
		if (captured === undefined || captured.secrecy === "clear" || captured.secrecy === "opened") return []
		if (captured.secrecy === "partly" && attempt.outcome.kind === "accepted") return []
		return [wordsFor(attempt, captured)]
	})
}

function wordsFor(attempt: AttemptObservation, captured: CapturedFacts): Judgement {
	const { outcome } = attempt
	const base = { evidence: [laneEvidence(attempt)], postures: [attempt.posture] }
	const isBroken = outcome.code === "SEALED" && outcome.kind !== "accepted"
	const hint = isBroken ? hintOf(captured) : ""
	const proof = "A key log would prove it: open one beside the capture."
	if (isBroken) {
		return {
			...base,
			severity: "error",
			title: outcome.text,
			detail: `${hint} What was said is encrypted, so this is likely and not proven.`,
			verdict: `${outcome.text} ${hint}`.trim(),
			advice: proof,
		}
	}
	return {
		...base,
		title: "What was said inside TLS is encrypted, and no key log opens it.",
		detail: `${outcome.text} ${attempt.chain === undefined ? "Certificates, calls" : "Calls"} and most alerts cannot be seen.`,
		verdict: outcome.text,
		advice: "Open a key log of the client or the server beside the capture to see what was said.",
	}
}

/** What such an end means, by the sizes of the client's last flight. */
function hintOf({ flight }: CapturedFacts): string {
	switch (flight) {
		case "empty-certificate":
			return "By its size that flight held an empty Certificate: servers that require a client certificate close like this."
		case "certificate":
			return "By its size that flight held a client certificate: servers that refuse it close like this."
		case "alert":
			return "Clients that do not accept the server's certificate end like this."
		default:
			return "By its size that flight held no certificate: the server did not ask for one."
	}
}
