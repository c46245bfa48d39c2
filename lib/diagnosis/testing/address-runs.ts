import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { FiringRun } from "./firing-run.ts"
import { alert, certificate, failed, refusedClient, rejected, runOf, tlsAttempt } from "./observations.ts"

/** A healthy endpoint at `127.0.0.1:9091` with these attempts at further addresses. */
export function replicatedRun(
	others: readonly AttemptObservation[],
	first: Partial<AttemptObservation> = {},
): RunObservation {
	const addresses = others.map((attempt, index) => {
		const address = `127.0.0.${index + 2}:9091`
		return { address, attempt: { ...attempt, configured: true, peerAddress: address } }
	})
	return runOf([tlsAttempt("tls", { configured: true, ...first })], {}, { addresses })
}

/** A lane that was shown this certificate. */
export function showing(
	change: Parameters<typeof certificate>[0],
	more: Partial<AttemptObservation> = {},
): AttemptObservation {
	return tlsAttempt("tls", {
		chain: [{ kind: "certificate", description: certificate({ sha256: "b".repeat(64), ...change }) }],
		...more,
	})
}

/** Runs whose addresses differ. Data. */
export const addressRuns: readonly FiringRun[] = [
	{
		rule: "replicas-differ",
		what: "one address that refuses",
		severity: "error",
		run: replicatedRun([tlsAttempt("tls"), refusedClient("tls", {}, alert("certificate_required", 116))]),
	},
	{
		rule: "replicas-differ",
		what: "one address with an expired certificate",
		severity: "error",
		run: replicatedRun([
			rejected("tls", [{ rule: "expired-server-cert", text: "It has expired." }], {
				chain: [
					{
						kind: "certificate",
						description: certificate({
							sha256: "b".repeat(64),
							notBefore: "2026-08-01T00:00:00.000Z",
							notAfter: "2026-11-01T00:00:00.000Z",
						}),
					},
				],
			}),
		]),
	},
	{
		rule: "replicas-differ",
		what: "an older certificate that should have been renewed",
		run: replicatedRun([
			showing({ notBefore: "2026-09-01T00:00:00.000Z", notAfter: "2026-12-01T00:00:00.000Z" }),
		]),
	},
	{
		rule: "replicas-differ",
		what: "another version of TLS",
		run: replicatedRun([tlsAttempt("tls", { tls: { version: "1.2", alpn: "h2" } })]),
	},
	{
		rule: "replicas-differ",
		what: "an address where nothing listens",
		run: replicatedRun([tlsAttempt("tls", { outcome: failed("tcp", "ECONNREFUSED"), tls: {}, chain: [] })]),
	},
	{
		rule: "replicas-differ",
		what: "a certificate of its own at each address",
		severity: "notice",
		isFirst: false,
		run: replicatedRun([showing({ notBefore: "2026-10-08T11:00:00.000Z" })]),
	},
]
