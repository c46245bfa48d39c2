import { describe, expect, it } from "vitest"
import { diagnose } from "./diagnose.ts"
import { spiffeBundleRun } from "./testing/spiffe-runs.ts"

const judged = (given: Parameters<typeof spiffeBundleRun>[0]) => {
	const { findings } = diagnose(spiffeBundleRun(given))
	return findings.find(({ rule }) => rule === "trust-bundle-missing-or-stale")
}
const rule = "trust-bundle-missing-or-stale"
const commands = (given: Parameters<typeof spiffeBundleRun>[0]) =>
	judged(given)
		?.fixes.map(({ command }) => command ?? "")
		.join("\n") ?? ""

describe("a peer whose SVID no bundle verifies", () => {
	it("is of a trust domain that is not federated", () => {
		const given = { rule, peer: "spiffe://other.test/a", held: ["td"] }
		expect(judged(given)).toMatchObject({ severity: "error", blame: "identity-provider" })
		expect(judged(given)?.title).toBe(
			"The trust domain other.test is not federated: the Workload API gave no bundle of it.",
		)
		expect(commands(given)).toContain("spire-server bundle set -format spiffe -id spiffe://other.test")
	})

	it("is of another trust domain than the expected one: federation is not the cure", () => {
		const given = { rule, peer: "spiffe://other.test/a", held: ["td"], trustDomain: "td" }
		expect(judged(given)).toMatchObject({ severity: "notice", blame: "client" })
		expect(judged(given)?.detail).toContain("Federation is not what is missing")
		expect(commands(given)).not.toContain("bundle set")
	})

	it("is of a known trust domain whose bundle is older than the SVID", () => {
		const own = { rule, peer: "spiffe://td/server", held: ["td", "other.test"] }
		expect(judged(own)?.title).toBe(
			"The trust bundle of td does not hold the authority that signed the server's SVID.",
		)
		expect(commands(own)).toContain("spire-agent healthcheck")
		const federated = { rule, peer: "spiffe://other.test/a", held: ["td", "other.test"] }
		expect(commands(federated)).toContain("spire-server federation refresh -id spiffe://other.test")
		expect(commands(federated)).not.toContain("bundle set")
	})

	it("has an issuer that is in no bundle: no CA file is ever advised", () => {
		const run = spiffeBundleRun({ rule: "untrusted-issuer", peer: "spiffe://td/server", held: ["td"] })
		const { findings } = diagnose(run)
		expect(findings.map((finding) => finding.rule)).toContain(rule)
		expect(findings.map((finding) => finding.rule)).not.toContain("untrusted-issuer")
	})

	it("quotes a trust domain that would act in a shell", () => {
		const given = { rule, peer: "spiffe://$(id)/a", held: ["td"], domain: "$(id)" }
		expect(commands(given)).toContain("'spiffe://$(id)'")
	})
})
