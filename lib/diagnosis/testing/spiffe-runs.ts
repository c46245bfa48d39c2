import type { RunObservation } from "#probe/observation"
import type { FiringRun } from "./firing-run.ts"
import {
	attempt,
	certificate,
	healthyRun,
	refused,
	refusedClient,
	rejected,
	runOf,
	skipped,
	tlsAttempt,
} from "./observations.ts"

function spiffeRun(rule: string, text: string): FiringRun {
	const id = "spiffe://td/server"
	const leaf = certificate({ subject: "", sans: { dns: [], ip: [], uri: [id], email: [] } })
	const change = {
		configured: true,
		chain: [{ kind: "certificate" as const, description: leaf }],
		peer: { identity: id, kind: "spiffe" as const, spiffeId: id, trustDomain: "td" },
	}
	const run = runOf([rejected("spiffe", [{ rule, text }], change)], {
		mode: "spiffe",
		spiffeSocket: "unix:///run/a.sock",
		expectSpiffeId: "spiffe://td/other",
	})
	return { rule, what: `a SPIFFE peer with the fault ${rule}`, run }
}

/** A SPIFFE peer that no bundle verifies, with the trust domains whose bundles the Workload API gave. */
export function spiffeBundleRun(given: {
	readonly rule: string
	readonly peer: string
	readonly held: readonly string[]
	readonly trustDomain?: string
	/** Absent: that of the peer's ID. */
	readonly domain?: string
}): RunObservation {
	const { rule, peer, held, trustDomain } = given
	const domain = given.domain ?? peer.replace(/^spiffe:\/\//, "").split("/", 1)[0] ?? ""
	const leaf = certificate({ subject: "", sans: { dns: [], ip: [], uri: [peer], email: [] } })
	const change = {
		configured: true,
		chain: [{ kind: "certificate" as const, description: leaf }],
		peer: { identity: peer, kind: "spiffe" as const, spiffeId: peer, trustDomain: domain },
	}
	const settings = { mode: "spiffe", spiffeSocket: "unix:///run/a.sock" } as const
	const identity = { spiffeId: "spiffe://td/client", svids: 1, expiresAt: "2027-01-01T00:00:00.000Z" }
	return runOf(
		[rejected("spiffe", [{ rule, text: "It does not hold." }], change)],
		{ ...settings, ...(trustDomain === undefined ? {} : { trustDomain }) },
		{
			workloadApi: {
				address: "unix:///run/a.sock",
				ms: 1,
				outcome: { kind: "identity", ...identity, trustDomains: held },
			},
		},
	)
}

/** A peer whose SVID has used this share of an hour. */
export function agedSvidRun(share: number): RunObservation {
	const id = "spiffe://td/server"
	const at = Date.parse(healthyRun().startedAt)
	const leaf = certificate({
		subject: "",
		sans: { dns: [], ip: [], uri: [id], email: [] },
		notBefore: new Date(at - share * 3_600_000).toISOString(),
		notAfter: new Date(at + (1 - share) * 3_600_000).toISOString(),
	})
	const change = {
		configured: true,
		chain: [{ kind: "certificate" as const, description: leaf }],
		peer: { identity: id, kind: "spiffe" as const, spiffeId: id, trustDomain: "td" },
	}
	const requested = { certificateAuthorities: [], signatureSchemes: [] }
	const own = { source: "workload-api" as const, spiffeId: "spiffe://td/client" }
	return runOf([refusedClient("tls"), tlsAttempt("spiffe", { ...change, requested, own })], {
		mode: "spiffe",
		spiffeSocket: "unix:///run/a.sock",
	})
}

function workloadRun(rule: string, reason: string): FiringRun {
	const run = runOf(
		[attempt("plaintext", { outcome: refused("http2") }), { ...skipped("spiffe"), configured: true }],
		{ mode: "spiffe", spiffeSocket: "unix:///run/a.sock" },
		{
			workloadApi: {
				address: "unix:///run/a.sock",
				ms: 1,
				outcome: { kind: "failed", reason, text: "It failed." },
			},
		},
	)
	return { rule, what: `a Workload API that fails with ${reason}`, run }
}

/** Runs of SPIFFE identities and of the Workload API that fire one rule each. Data. */
export const spiffeRuns: readonly FiringRun[] = [
	workloadRun("workload-api-unavailable", "socket-missing"),
	workloadRun("workload-no-identity", "no-identity"),
	{ rule: "svid-stale", what: "an SVID that used three quarters of its hour", run: agedSvidRun(0.75) },
	spiffeRun("wrong-spiffe-id", "Wanted spiffe://td/other, got spiffe://td/server."),
]
