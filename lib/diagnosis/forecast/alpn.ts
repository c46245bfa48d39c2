import type { Step } from "./step.ts"

const topic = "alpn"

/** Whether the server selects h2, and whether this client insists on it. Every runtime here offers it. */
export const alpn: Step = ({ shaken, run }, runtime) => {
	const offered = run.scan?.alpn.find((each) => each.offer === "h2")
	const seen = shaken.map((attempt) => attempt.tls?.alpn).find((each) => each !== undefined)
	const selected = seen === undefined ? offered?.selected : seen
	if (selected === "h2") return { kind: "passes", topic, why: "The server selects h2." }
	if (selected === undefined) {
		return { kind: "unknown", topic, why: "What the server selects by ALPN was not seen." }
	}
	if (runtime.alpn === "optional") {
		return {
			kind: "passes",
			topic,
			why: "The server does not select h2, and this client does not insist on it.",
		}
	}
	const why = "The server does not select h2, and this client insists on it."
	return { kind: "fails", topic, why, cause: { kind: "no-alpn" } }
}
