import { heardTls } from "../read-attempt.ts"
import type { ForecastFacts } from "./facts.ts"
import type { Step, StepResult } from "./step.ts"

const topic = "answer"

/** Whether both sides mean the same: TLS or plaintext. A plaintext client has arrived here, or not. */
export const security: Step = (facts) => (facts.usesTls ? overTls(facts) : inPlaintext(facts))

function overTls({ configured }: ForecastFacts): StepResult {
	if (configured.outcome.code !== "NOT_TLS") return { kind: "passes", topic }
	const why = "The server answers a ClientHello with something that is no TLS."
	return {
		kind: "fails",
		topic,
		why,
		cause: { kind: "tls-to-plaintext", hex: configured.firstBytes?.hex ?? "" },
	}
}

function inPlaintext({ configured, run, shaken }: ForecastFacts): StepResult {
	const { outcome, rpc, firstBytes } = configured
	if (outcome.kind === "accepted") {
		return { kind: "arrives", topic, why: `Plaintext HTTP/2 was answered with ${rpc?.status ?? "a status"}.` }
	}
	if (outcome.code === "TLS_ALERT" || firstBytes?.kind === "tls-alert") {
		const why = "The server speaks TLS: it answered the plaintext with an alert."
		return { kind: "fails", topic, why, cause: { kind: "plaintext-to-tls", alert: "seen" } }
	}
	if (shaken.length > 0 || run.attempts.some(heardTls)) {
		const why = "The server speaks TLS, and the settings say plaintext."
		return { kind: "fails", topic, why, cause: { kind: "plaintext-to-tls" } }
	}
	const status = rpc?.httpStatus
	if (firstBytes?.kind === "http1") {
		const why = "The server answers HTTP/2 with HTTP/1."
		const cause = { kind: "http1", ...(status === undefined ? {} : { status }) } as const
		return { kind: "fails", topic, why, cause }
	}
	if (status !== undefined) {
		return { kind: "fails", topic, why: outcome.text, cause: { kind: "http-status", status } }
	}
	if (outcome.code === "NOT_HTTP2") return { kind: "fails", topic, why: outcome.text }
	return { kind: "unknown", topic, why: `The answer does not tell: ${outcome.text}` }
}
