import { describe, expect, it } from "vitest"
import { diagnose } from "./diagnose.ts"
import type { Severity } from "./finding.ts"
import { placeholderContext } from "./fix-context.ts"
import { rules, rulesById } from "./rules.ts"
import { firingRuns } from "./testing/firing-runs.ts"
import { healthyRun, plaintextRun } from "./testing/observations.ts"

/** The contract between findings, runbook, dictionary and lab. */
const ruleIds = [
	...["partial-config", "key-cert-mismatch", "bad-pem-or-key", "file-unreadable", "invalid-target"],
	...[
		"dns-failure",
		"connection-refused",
		"timeout-or-blackhole",
		"connection-reset-mid-handshake",
		"uds-path-or-permission",
	],
	...[
		"plaintext-client-to-tls-server",
		"tls-client-to-plaintext-server",
		"http1-proxy-or-wrong-protocol",
		"alpn-missing-h2",
	],
	...["protocol-version-mismatch", "no-shared-cipher-or-group", "tls-record-overflow-or-garbage"],
	...[
		"untrusted-issuer",
		"self-signed-leaf",
		"missing-intermediate",
		"trust-bundle-missing-or-stale",
		"expired-server-cert",
	],
	...[
		"not-yet-valid",
		"hostname-mismatch",
		"ip-san-missing",
		"cn-only-no-san",
		"uri-san-only",
		"server-cert-wrong-eku",
	],
	...["unreadable-certificate", "svid-stale", "served-certificate-stale"],
	...[
		"client-cert-required",
		"client-cert-untrusted",
		"expired-client-cert",
		"client-cert-wrong-eku",
		"client-auth-optional",
	],
	...["workload-api-unavailable", "workload-no-identity", "wrong-spiffe-id"],
	...[
		"token-missing-or-invalid",
		"token-over-plaintext-refused",
		"permission-denied-authz",
		"health-not-serving",
	],
	...["client-refused-certificate", "capture-sealed", "capture-incomplete"],
	...["works-as-configured", "revoked", "sni-missing-or-wrong", "proxy-env-interference", "keepalive-goaway"],
	...[
		"weak-signature-or-key",
		"name-constraint-violation",
		"ca-without-basic-constraints",
		"other-not-security",
		"tls-interception",
	],
	...[
		"accepts-plaintext-on-tls-port",
		"accepts-no-client-certificate",
		"accepts-any-client-certificate",
		"accepts-expired-client-certificate",
		"accepts-wrong-eku-client-certificate",
	],
	...["accepts-foreign-spiffe-identity", "accepts-missing-token", "stream-skips-token-check"],
	...["token-accepted-over-plaintext", "health-open-without-token", "old-tls-accepted"],
	...["cors-missing-for-browsers", "replicas-differ"],
	...["weak-cipher-suite-accepted", "large-client-hello-refused"],
]

/** Told by texts alone: no observation of a run proves them. */
const onlyTexts = ["proxy-env-interference", "tls-interception"]

/** Mended by whoever runs the server, the network or the identity provider; clients have nothing to change. */
const withoutClientFix = [
	...["dns-failure", "connection-refused", "timeout-or-blackhole", "connection-reset-mid-handshake"],
	...["http1-proxy-or-wrong-protocol", "alpn-missing-h2", "no-shared-cipher-or-group"],
	...[
		"tls-record-overflow-or-garbage",
		"not-yet-valid",
		"unreadable-certificate",
		"served-certificate-stale",
	],
	...["client-auth-optional", "workload-no-identity", "permission-denied-authz", "proxy-env-interference"],
	"svid-stale",
	...[
		"weak-signature-or-key",
		"name-constraint-violation",
		"ca-without-basic-constraints",
		"other-not-security",
		"tls-interception",
	],
	...[
		"accepts-plaintext-on-tls-port",
		"accepts-no-client-certificate",
		"accepts-any-client-certificate",
		"accepts-expired-client-certificate",
		"accepts-wrong-eku-client-certificate",
	],
	...["accepts-foreign-spiffe-identity", "accepts-missing-token", "stream-skips-token-check"],
	...["token-accepted-over-plaintext", "health-open-without-token", "old-tls-accepted"],
	...["cors-missing-for-browsers", "replicas-differ"],
	...["weak-cipher-suite-accepted", "large-client-hello-refused"],
	...["capture-sealed", "capture-incomplete"],
]
const clients = ["permguard", "grpcurl", "go", "node", "python", "java", "rust", "dotnet"]

describe("the list of rules", () => {
	it("holds every id of the contract once, and no other", () => {
		expect(rules.map((rule) => rule.id).toSorted()).toEqual(ruleIds.toSorted())
		expect(rulesById.size).toBe(rules.length)
	})

	it.each(rules.map((rule) => [rule.id, rule] as const))(
		"explains %s: what is seen, what it means, how to confirm and prevent, by which text",
		(_, rule) => {
			const { seen, means, confirm, prevent } = rule.prose
			expect(seen.length).toBeGreaterThan(0)
			expect([rule.title, means, confirm, prevent].filter((text) => !/[.]$/.test(text))).toEqual([])
			expect(rule.citation.length).toBeGreaterThan(0)
		},
	)

	it.each(
		rules.filter((rule) => !withoutClientFix.includes(rule.id)).map((rule) => [rule.id, rule] as const),
	)("has a fix for each client for %s", (_, rule) => {
		const audiences = rule.fixes(placeholderContext).map((fix) => fix.for)
		expect(clients.filter((client) => !audiences.some((audience) => audience === client))).toEqual([])
	})

	it.each(withoutClientFix)("says what whoever runs it has to do about %s", (id) => {
		const fixes = rulesById.get(id)?.fixes(placeholderContext) ?? []
		expect(fixes.length).toBeGreaterThan(0)
	})
})

describe("rules that judge", () => {
	const judging = ruleIds.filter((id) => !onlyTexts.includes(id))

	it("have a run that fires them, each", () => {
		expect(judging.filter((id) => firingRuns.every((each) => each.rule !== id))).toEqual([])
	})

	it.each(firingRuns.map((each) => [each.rule, each.what, each] as const))(
		"%s fires on %s",
		(rule, _, { run, severity }) => {
			const finding = diagnose(run).findings.find((each) => each.rule === rule)
			const wanted: Severity = severity ?? rulesById.get(rule)?.severity ?? "error"
			expect(finding?.severity).toBe(wanted)
			expect(finding?.evidence.length).toBeGreaterThan(0)
			expect(finding?.detail).not.toMatch(/undefined|NaN|\[object/)
			expect(finding?.title).toMatch(/\.$/)
		},
	)

	it.each(
		firingRuns.filter((each) => each.isFirst !== false).map((each) => [each.rule, each.what, each] as const),
	)("%s leads the findings of %s", (rule, _, { run }) => {
		expect(diagnose(run).findings[0]?.rule).toBe(rule)
	})

	it.each(judging.filter((id) => id !== "works-as-configured"))(
		"%s is silent on healthy endpoints, in TLS and in plaintext",
		(id) => {
			const findings = [...diagnose(healthyRun()).findings, ...diagnose(plaintextRun()).findings]
			expect(findings.filter((finding) => finding.rule === id)).toEqual([])
		},
	)

	it("are not applicable to a run in which nothing was dialled: none fires, and the verdict is unknown", () => {
		const run = { ...healthyRun(), attempts: [] }
		expect(diagnose(run)).toMatchObject({ findings: [], verdict: { kind: "unknown" } })
	})
})
