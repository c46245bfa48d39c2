import type { AttemptObservation } from "#probe/observation"
import { type ForecastFacts, laneWithout } from "./facts.ts"
import type { Runtime } from "./runtime.ts"
import type { Step, StepResult } from "./step.ts"

/** What the server says to the client certificate, or to its absence, and to the call. */
export const answer: Step = (facts, runtime) => {
	const isAsked = facts.shaken.some((attempt) => attempt.requested !== undefined)
	const hasOwn = facts.configured.own.certificate !== undefined
	if (!isAsked) return readLane(baseLane(facts), runtime)
	if (!hasOwn) return readLane(baseLane(facts), runtime, "The settings bring no client certificate.")
	const keeps = facts.choice.checks.find(
		({ about, verdict }) => verdict === "mismatch" && runtime.looksAt.some((each) => each === about),
	)
	if (keeps !== undefined) {
		const why = `It looks at what the server asks for and sends no certificate: ${keeps.text}`
		return readLane(laneWithout(facts), runtime, why)
	}
	if (facts.configured.outcome.code === "VERIFY") {
		return {
			kind: "unknown",
			topic: "client-certificate",
			why: "What the server says to the client certificate was not seen: we ended the connection at the server's own.",
		}
	}
	return readLane(facts.configured, runtime)
}

/** The settings' own lane, or one that went on where our verification ended that. */
function baseLane(facts: ForecastFacts): AttemptObservation | undefined {
	return facts.configured.outcome.code === "VERIFY" ? laneWithout(facts) : facts.configured
}

function readLane(lane: AttemptObservation | undefined, runtime: Runtime, because = ""): StepResult {
	const topic = because === "" ? "answer" : "client-certificate"
	const said = (text: string) => (because === "" ? text : `${because} ${text}`)
	if (lane === undefined)
		return { kind: "unknown", topic, why: said("How the server answers then was not seen.") }
	const { outcome, rpc } = lane
	if (outcome.kind === "accepted") {
		return {
			kind: "arrives",
			topic,
			why: said(`The server answers the call with ${rpc?.status ?? "a status"}.`),
		}
	}
	const isHandshake = outcome.phase === "tls"
	const alert = lane.alerts.find((each) => each.from === "server" && each.description === outcome.alert)
	if (outcome.code === "ALERT" && alert !== undefined) {
		const race = isHandshake
			? ""
			: " A client that is writing at that moment sees the connection end instead."
		const why = said(`${outcome.text}${race}`)
		if (!speaksAlike(lane, runtime)) return { kind: "fails", topic: "client-certificate", why }
		const cause = {
			kind: "alert",
			alert: alert.description,
			code: alert.code,
			when: isHandshake ? "handshake" : "late",
		} as const
		return { kind: "fails", topic: "client-certificate", why, cause }
	}
	if (outcome.by === "server" && (outcome.code === "CLOSED" || outcome.code === "ECONNRESET")) {
		if (lane.requested === undefined) return { kind: "unknown", topic, why: said(outcome.text) }
		return {
			kind: "fails",
			topic: "client-certificate",
			why: said(outcome.text),
			cause: { kind: "closed", late: !isHandshake },
		}
	}
	return readHttp(lane, said)
}

/** A client of an older version is refused as well, in words that we have not seen. */
function speaksAlike(lane: AttemptObservation, { offer }: Runtime): boolean {
	const version = lane.tls?.version
	return offer === undefined || offer.versions.some((each) => each === version)
}

function readHttp({ outcome, rpc, tls }: AttemptObservation, said: (text: string) => string): StepResult {
	const status = rpc?.httpStatus
	const topic = "answer"
	if (status !== undefined && outcome.phase === "http2" && tls?.alpn !== "h2") {
		return {
			kind: "fails",
			topic,
			why: said("Inside TLS the server speaks HTTP/1."),
			cause: { kind: "http1", status },
		}
	}
	if (status !== undefined) {
		return { kind: "fails", topic, why: said(outcome.text), cause: { kind: "http-status", status } }
	}
	if (outcome.code === "NOT_HTTP2") return { kind: "fails", topic, why: said(outcome.text) }
	return { kind: "unknown", topic, why: said(`The answer does not tell: ${outcome.text}`) }
}
