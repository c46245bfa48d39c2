import { describe, expect, it } from "vitest"
import { diagnose } from "../diagnose.ts"
import { attempt, failed, runOf, tlsAttempt } from "../testing/observations.ts"

const unheard = failed("tls", "DEADLINE", { by: "network" })
const detailOf = (run: Parameters<typeof diagnose>[0]) =>
	diagnose(run).findings.find((finding) => finding.rule === "timeout-or-blackhole")?.detail

describe("timeout-or-blackhole says how far the server was heard", () => {
	it.each([
		[
			"not at all",
			[attempt("tls", { configured: true, outcome: unheard })],
			"what it speaks could not be told.",
		],
		[
			"on another connection alone",
			[
				attempt("tls", { configured: true, outcome: unheard }),
				tlsAttempt("tls-unverified", { outcome: failed("http2", "DEADLINE", { by: "network" }) }),
			],
			"a server that serves one connection after the other looks like this.",
		],
		[
			"in the middle of the handshake",
			[tlsAttempt("tls", { configured: true, outcome: unheard })],
			"It speaks TLS, and did not finish the handshake.",
		],
		[
			"to the end of the handshake",
			[tlsAttempt("tls", { configured: true, outcome: failed("http2", "DEADLINE", { by: "network" }) })],
			"The TLS handshake was good; no HTTP/2 answer came after it.",
		],
	] as const)("%s", (_, attempts, said) => {
		expect(detailOf(runOf([...attempts]))).toContain(said)
	})
})
