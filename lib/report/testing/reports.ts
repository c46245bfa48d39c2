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
