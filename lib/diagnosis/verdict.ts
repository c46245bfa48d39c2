import { assertNever } from "#base/assert-never"
import type { RunObservation } from "#probe/observation"
import type { Diagnosis, ServerInference } from "./finding.ts"
import { heardTls } from "./read-attempt.ts"
import type { JudgedFinding } from "./rule.ts"

/**
 * Sums a run up. First what the server does, then what is wrong with the settings; where nothing is known of the server,
 * the leading finding alone.
 */
export function describeVerdict(
	run: RunObservation,
	server: ServerInference,
	findings: readonly JudgedFinding[],
): Diagnosis["verdict"] {
	const first = findings[0]
	const does = serverSentence(run, server)
	if (run.stopped)
		return {
			kind: "unknown",
			sentence: "The check was stopped before it was finished.",
			advice: "Check again.",
		}
	if (first === undefined || first.severity === "notice") {
		return {
			kind: "unknown",
			sentence: joined(
				does,
				run.origin === "capture"
					? "How the connection ended is not in the capture."
					: "Your settings could not be tried.",
			),
		}
	}
	const sentence = joined(does, first.verdict ?? first.title)
	return {
		kind: kindOf(first),
		sentence,
		...(first.advice === undefined ? {} : { advice: first.advice }),
	}
}

function joined(first: string | undefined, second: string): string {
	return first === undefined ? second : `${first} ${second}`
}

function kindOf(finding: JudgedFinding): Diagnosis["verdict"]["kind"] {
	switch (finding.severity) {
		case "error":
			return "broken"
		case "warning":
			return "attention"
		case "ok":
		case "notice":
			return "ok"
		case "unknown":
			return "unknown"
		default:
			return assertNever(finding.severity)
	}
}

function serverSentence(run: RunObservation, server: ServerInference): string | undefined {
	switch (server.mode) {
		case "none":
			return "This server speaks plaintext HTTP/2."
		case "mtls":
			return "This server requires a client certificate."
		case "spiffe":
			return server.clientAuth === "required"
				? "This server is a SPIFFE workload and requires a client certificate."
				: "This server is a SPIFFE workload and asks for a client certificate."
		case "tls":
			return server.clientAuth === "requested"
				? "This server speaks TLS and asks for a client certificate, but lets clients in without one."
				: "This server speaks TLS and asks for no client certificate."
		case "unknown":
			return run.attempts.some(heardTls) ? "This server speaks TLS." : undefined
		default:
			return assertNever(server.mode)
	}
}
