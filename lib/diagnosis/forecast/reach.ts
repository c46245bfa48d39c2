import type { Step, StepResult } from "./step.ts"

const topic = "reach"

/** Name, address and socket: the same for every runtime, but for unix sockets. */
export const reach: Step = ({ configured, isUnix, usesTls, run }, { unix }) => {
	if (isUnix && unix === "not-dialled") {
		const why = "It does not dial unix: targets by itself."
		return { kind: "fails", topic, why, cause: { kind: "unix-not-dialled" } }
	}
	if (isUnix && (unix === "unknown" || (unix === "plaintext-only" && usesTls))) {
		return { kind: "unknown", topic, why: "How it dials this unix socket depends on code of its own." }
	}
	const { outcome } = configured
	if (outcome.code === "STOPPED") return { kind: "unknown", topic, why: "The check was stopped." }
	if (outcome.code === "POLICY")
		return { kind: "unknown", topic, why: "This address may not be dialled from here." }
	if (outcome.phase === "dns") return resolve(outcome.code, hostOf(run.authority))
	if (outcome.phase === "tcp") return dial(outcome.code, outcome.text)
	return { kind: "passes", topic }
}

function resolve(code: string | undefined, host: string): StepResult {
	if (code !== "ENOTFOUND") return { kind: "unknown", topic, why: "The name server did not answer." }
	const why = "The name does not exist in DNS as this machine asks it."
	return { kind: "fails", topic, why, cause: { kind: "no-such-name", host } }
}

function hostOf(authority: string): string {
	return authority.replace(/:\d+$/, "")
}

/** What the system said at once holds for every client; silence does not. */
function dial(code: string | undefined, text: string): StepResult {
	const sure = ["ECONNREFUSED", "ENOENT", "EACCES", "ENOTSOCK", "EHOSTUNREACH", "ENETUNREACH"]
	if (code === undefined || !sure.includes(code)) {
		return { kind: "unknown", topic, why: `No connection came about here: ${text}` }
	}
	return { kind: "fails", topic, why: text, cause: { kind: "dial", code } }
}
