import { readdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { labScenarios } from "./scenarios.ts"

/** Every rule that a run can fire, `invalid-target` aside: a target that does not parse needs no server. */
const rules = [
	"partial-config",
	"key-cert-mismatch",
	"bad-pem-or-key",
	"file-unreadable",
	"dns-failure",
	"connection-refused",
	"timeout-or-blackhole",
	"connection-reset-mid-handshake",
	"uds-path-or-permission",
	"plaintext-client-to-tls-server",
	"tls-client-to-plaintext-server",
	"http1-proxy-or-wrong-protocol",
	"alpn-missing-h2",
	"protocol-version-mismatch",
	"no-shared-cipher-or-group",
	"tls-record-overflow-or-garbage",
	"untrusted-issuer",
	"self-signed-leaf",
	"missing-intermediate",
	"trust-bundle-missing-or-stale",
	"expired-server-cert",
	"not-yet-valid",
	"hostname-mismatch",
	"ip-san-missing",
	"cn-only-no-san",
	"uri-san-only",
	"server-cert-wrong-eku",
	"unreadable-certificate",
	"served-certificate-stale",
	"svid-stale",
	"client-cert-required",
	"client-cert-untrusted",
	"expired-client-cert",
	"client-cert-wrong-eku",
	"client-auth-optional",
	"workload-api-unavailable",
	"workload-no-identity",
	"wrong-spiffe-id",
	"token-missing-or-invalid",
	"token-over-plaintext-refused",
	"permission-denied-authz",
	"health-not-serving",
	"replicas-differ",
	"works-as-configured",
]

/** Every rule that only proof of refusal can fire. */
const enforcementRules = [
	"accepts-plaintext-on-tls-port",
	"accepts-no-client-certificate",
	"accepts-any-client-certificate",
	"accepts-expired-client-certificate",
	"accepts-wrong-eku-client-certificate",
	"accepts-foreign-spiffe-identity",
	"old-tls-accepted",
	"token-accepted-over-plaintext",
	"accepts-missing-token",
	"stream-skips-token-check",
	"health-open-without-token",
]

it.each(enforcementRules)("has a scenario in which proof of refusal finds %s", (rule) => {
	expect(labScenarios.filter(({ expected }) => expected.enforcementRules?.includes(rule))).not.toEqual([])
})

it.each(rules)("has a scenario whose first finding is %s", (rule) => {
	expect(labScenarios.filter(({ expected }) => expected.rule === rule)).not.toEqual([])
})

it("lists every file of scenarios/ once, and nothing else", () => {
	const files = readdirSync(join(import.meta.dirname, "scenarios")).map((name) => name.replace(/\.ts$/, ""))
	expect(labScenarios.map(({ id }) => id).toSorted()).toEqual(files.toSorted())
})

describe.each(labScenarios.map((scenario) => [scenario.id, scenario] as const))("%s", (id, scenario) => {
	it("has an id that can be a host name and a file name", () => {
		expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
	})

	it("is explained to a newcomer in two or three sentences, without its id", () => {
		const sentences = scenario.explains.split(/(?<=[.;])\s+(?=[A-Za-z])/)
		expect(sentences.length).toBeGreaterThanOrEqual(2)
		expect(sentences.length).toBeLessThanOrEqual(3)
		expect(scenario.explains).toMatch(/^[A-Z].*\.$/)
		expect(scenario.title).not.toMatch(/\.$/)
	})

	it("expects only rules that exist", () => {
		const { rule, alsoRules = [] } = scenario.expected
		expect([rule, ...alsoRules].filter((each) => !rules.includes(each))).toEqual([])
		const found = scenario.expected.enforcementRules ?? []
		expect(found.filter((each) => !enforcementRules.includes(each))).toEqual([])
	})

	it("expects a healthy ending exactly where it expects nothing wrong", () => {
		const { rule, configuredOutcome } = scenario.expected
		expect(rule === "works-as-configured" && configuredOutcome !== "accepted").toBe(false)
	})
})
