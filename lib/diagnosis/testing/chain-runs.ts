import type { RunObservation } from "#probe/observation"
import type { FiringRun } from "./firing-run.ts"
import {
	alert,
	attempt,
	certificate,
	failed,
	ownCertificate,
	refused,
	refusedClient,
	refusedOwn,
	rejected,
	runOf,
	tlsAttempt,
} from "./observations.ts"

function chainRun(
	rule: string,
	text = `The chain breaks ${rule}.`,
	change: Parameters<typeof rejected>[2] = {},
): FiringRun {
	const reasons = [{ rule, certificate: 0, text }]
	const run = runOf([
		attempt("plaintext", { outcome: refused("http2") }),
		rejected("tls", reasons, { configured: true, ...change }),
		tlsAttempt("tls-unverified", {
			verification: { verdict: "rejected", reasons, path: [], anchored: false, trustSource: "ca.pem" },
		}),
	])
	return { rule, what: `a chain with the fault ${rule}`, run }
}

function mtlsRun(own: Parameters<typeof refusedOwn>[0], how = alert("bad_certificate", 42)): RunObservation {
	return runOf([refusedClient("tls"), refusedClient("tls-unverified"), refusedOwn(own, how)], {
		mode: "mtls",
		hasClientCertificate: true,
	})
}

/** Runs with a fault in the chain of the server that fire one rule each. Data. */
export const chainRuns: readonly FiringRun[] = [
	chainRun("untrusted-issuer"),
	{ ...chainRun("bad-signature"), rule: "untrusted-issuer" },
	chainRun("self-signed-leaf"),
	chainRun("missing-intermediate"),
	chainRun("trust-bundle-missing-or-stale"),
	chainRun("expired-server-cert", "It has expired.", {
		chain: [{ kind: "certificate", description: certificate({ notAfter: "2026-11-19T12:00:00.000Z" }) }],
	}),
	{
		rule: "expired-server-cert",
		what: "a certificate near its end",
		severity: "warning",
		run: runOf([
			tlsAttempt("tls", {
				configured: true,
				chain: [{ kind: "certificate", description: certificate({ notAfter: "2026-11-25T12:00:00.000Z" }) }],
			}),
		]),
	},
	chainRun("not-yet-valid"),
	{
		rule: "not-yet-valid",
		what: "our certificate, valid from tomorrow",
		run: mtlsRun(ownCertificate({ notBefore: "2026-11-23T12:00:00.000Z" })),
	},
	chainRun("hostname-mismatch"),
	chainRun("ip-san-missing"),
	chainRun("cn-only-no-san"),
	chainRun("uri-san-only"),
	chainRun("server-cert-wrong-eku"),
	chainRun("weak-signature-or-key"),
	chainRun("name-constraint-violation"),
	chainRun("ca-without-basic-constraints"),
	chainRun("unreadable-certificate"),
	{
		rule: "unreadable-certificate",
		what: "bytes that are no certificate",
		run: runOf([
			tlsAttempt("tls", {
				configured: true,
				outcome: failed("tls", "ALERT", { by: "client" }),
				chain: [
					{
						kind: "unreadable",
						sha256: "d".repeat(64),
						hex: "00",
						length: 1,
						problem: "certificate needs 2 bytes",
					},
				],
			}),
		]),
	},
]
