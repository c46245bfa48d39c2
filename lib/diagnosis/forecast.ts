import type { RunObservation } from "#probe/observation"
import type { RuntimeForecast } from "./finding.ts"
import { alpn } from "./forecast/alpn.ts"
import { answer } from "./forecast/answer.ts"
import { type ForecastFacts, forecastFacts } from "./forecast/facts.ts"
import { hello } from "./forecast/hello.ts"
import { peer } from "./forecast/peer.ts"
import { reach } from "./forecast/reach.ts"
import type { Runtime, Topic } from "./forecast/runtime.ts"
import { runtimes } from "./forecast/runtimes.ts"
import { security } from "./forecast/security.ts"
import type { Step, StepResult } from "./forecast/step.ts"

/** The way of a client, in the order in which it meets the obstacles. */
const steps: readonly Step[] = [reach, security, hello, peer, alpn, answer]

/**
 * Says for each gRPC runtime whether it would connect to this server, configured like the endpoint (same roots, client
 * certificate and server name), and with which error text if not. A call that is answered with any gRPC status counts
 * as connected. From observed facts and sourced rules alone: what is not known is `unknown`. Pure.
 */
export function forecastRuntimes(run: RunObservation): readonly RuntimeForecast[] {
	// A capture shows how one client fared, whose hello may offer less than these.
	if (run.origin === "capture") return []
	const facts = forecastFacts(run)
	return runtimes.map((runtime) => (facts === undefined ? untried(runtime) : forecastOne(facts, runtime)))
}

function untried({ id, label }: Runtime): RuntimeForecast {
	const why = ["The settings could not be tried, so nothing was seen."]
	return { runtime: id, label, verdict: "unknown", why, sources: [] }
}

function forecastOne(facts: ForecastFacts, runtime: Runtime): RuntimeForecast {
	const results: StepResult[] = []
	for (const step of steps) {
		const result = step(facts, runtime)
		results.push(result)
		if (result.kind !== "passes" && !isOpen(result)) break
	}
	const last = deciding(results)
	if (last === undefined || last.kind === "passes") return { ...untried(runtime) }
	const { id, label } = runtime
	if (last.kind === "arrives") {
		const why = results.flatMap((result) => (result.why === undefined ? [] : [result.why]))
		return {
			runtime: id,
			label,
			verdict: "connects",
			why,
			sources: sourcesOf(
				runtime,
				results.map((each) => each.topic),
			),
		}
	}
	const sources = sourcesOf(runtime, [last.topic])
	if (last.kind === "unknown") return { runtime: id, label, verdict: "unknown", why: [last.why], sources }
	const error = last.cause === undefined ? undefined : runtime.errorText(last.cause, facts.place)
	const all = error === undefined ? sources : [...sources, runtime.textSource]
	return {
		runtime: id,
		label,
		verdict: "fails",
		why: [last.why],
		sources: all,
		...(error === undefined ? {} : { error }),
	}
}

function isOpen(result: StepResult): boolean {
	return result.kind === "unknown" && result.isOpen === true
}

/** Where the way ends; a question that was left open decides unless a later step fails anyway. */
function deciding(results: readonly StepResult[]): StepResult | undefined {
	const last = results.at(-1)
	return last?.kind === "fails" ? last : (results.find(isOpen) ?? last)
}

/** Sources of these topics; the ClientHello's where there is none of their own. */
function sourcesOf({ sources }: Runtime, topics: readonly Topic[]): RuntimeForecast["sources"] {
	const found = [...new Set(topics)].flatMap((topic) => sources[topic] ?? [])
	return found.length === 0 ? (sources.hello ?? []) : found
}
