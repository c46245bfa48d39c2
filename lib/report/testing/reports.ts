import { diagnose } from "#diagnosis/diagnose"
import {
	attempt,
	failed,
	healthyRun,
	refused,
	refusedClient,
	runOf,
	skipped,
} from "#diagnosis/testing/observations"
import type { RunObservation } from "#probe/observation"
import { buildReport } from "../build-report.ts"
import type { Report } from "../report.ts"
import {
	exampleAddresses,
	exampleAnswers,
	exampleChoice,
	exampleEnforcement,
	exampleForecast,
	exampleProtocols,
	exampleScan,
} from "./beyond.ts"

/** Text that tries to paint a terminal, close an element, start a table cell and reverse the line. */
export const hostileText = "\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script>|`x`**\u202e\u0000 ]]>"

/** The report of a run. */
export function reportOf(run: RunObservation): Report {
	return buildReport(run, diagnose(run))
}

/** Mutual TLS is required, and the settings bring no certificate. */
export function clientCertReport(): Report {
	return reportOf(
		runOf([
			attempt("plaintext", {
				outcome: refused("http2", { text: "The server closed the connection without sending a byte." }),
			}),
			refusedClient("tls", { configured: true }),
			refusedClient("tls-unverified"),
			skipped("mtls", "The settings bring no client certificate: add one to try."),
		]),
	)
}

/** Everything is as configured. */
export function healthyReport(): Report {
	return reportOf(healthyRun())
}

/** Whatever the peer says is hostile. */
export function hostileReport(): Report {
	const lane = attempt("tls", {
		configured: true,
		outcome: failed("rpc", "UNKNOWN", { by: "client", text: hostileText }),
		clientError: hostileText,
	})
	return reportOf(runOf([lane]))
}

/** A server that was asked for everything beyond the lanes. */
export function beyondReport(): Report {
	return {
		...clientCertReport(),
		scan: exampleScan,
		enforcement: exampleEnforcement,
		clientCertificate: exampleChoice,
		forecast: exampleForecast,
		protocols: { answers: exampleAnswers, verdicts: exampleProtocols },
		addresses: exampleAddresses,
	}
}

/** Every text that a peer may have written is hostile, everywhere beyond the lanes. */
export function hostileBeyondReport(): Report {
	const fact = { answer: "unknown", how: hostileText } as const
	return {
		...hostileReport(),
		scan: {
			...exampleScan,
			versions: { "1.0": fact, "1.1": fact, "1.2": fact, "1.3": { answer: "accepted", how: hostileText } },
			cipherSuites: { "1.3": { names: [hostileText], preference: "server", incomplete: hostileText } },
			alpn: [{ offer: "h2", answer: "accepted", selected: hostileText, how: hostileText }],
			ocspStapling: fact,
			problems: [hostileText],
			profiles: [{ profile: "modern", verdict: "differs", reasons: [hostileText] }],
		},
		enforcement: exampleEnforcement.map((row) => ({ ...row, how: hostileText, text: `${hostileText}.` })),
		clientCertificate: {
			verdict: "not-chosen",
			text: hostileText,
			asked: { certificateAuthorities: [hostileText], signatureSchemes: [hostileText], versions: ["1.3"] },
			checks: [{ about: "issuer", verdict: "mismatch", text: hostileText }],
		},
		forecast: exampleForecast.map((row) => ({ ...row, why: [hostileText] })),
		protocols: { answers: [], verdicts: [{ protocol: "gRPC", verdict: "yes", text: hostileText }] },
		addresses: [{ address: hostileText, outcome: "accepted", text: hostileText, differs: [hostileText] }],
	}
}
