import { describe, expect, it } from "vitest"
import type { RuntimeComparison, RuntimeVerdict } from "#x509/path/compare-runtimes"
import { runtimesView } from "./runtimes-view.ts"

const takes = (profile: RuntimeVerdict["profile"], label: string): RuntimeVerdict => ({
	profile,
	label,
	verdict: "accepted",
	reasons: [],
})
const refuses = (
	profile: RuntimeVerdict["profile"],
	label: string,
	rule = "cn-only-no-san",
): RuntimeVerdict => ({
	profile,
	label,
	verdict: "rejected",
	reasons: [{ rule, certificate: 0, text: `The certificate breaks ${rule}.` }],
})
const compared = (verdicts: readonly RuntimeVerdict[]): RuntimeComparison => ({
	at: "2026-11-01T10:00:00.000Z",
	usage: "server",
	name: "api.test",
	trustSource: "system roots",
	verdicts,
	tried: [],
	otherAnchors: 0,
})

describe("runtimesView", () => {
	it("says that all agree, in one row", () => {
		const view = runtimesView(
			compared([takes("rfc5280", "RFC 5280"), takes("openssl", "OpenSSL"), takes("go", "Go")]),
		)
		expect(view.sentence).toBe("All agree: every runtime takes this chain.")
		expect(view.rows.map(({ labels }) => labels)).toEqual([["RFC 5280", "OpenSSL", "Go"]])
	})

	it("says who refuses what others take, and why", () => {
		const view = runtimesView(
			compared([
				takes("rfc5280", "RFC 5280"),
				takes("openssl", "OpenSSL"),
				refuses("go", "Go"),
				refuses("java", "Java"),
			]),
		)
		expect(view.sentence).toBe(
			"Go and Java would refuse what OpenSSL takes: The certificate breaks cn-only-no-san.",
		)
		expect(view.isAgreed).toBe(false)
		expect(view.rows[0]).toMatchObject({ labels: ["Go", "Java"], verdict: "rejected" })
	})

	it("keeps the letter of RFC 5280 apart from what runtimes do", () => {
		const view = runtimesView(compared([refuses("rfc5280", "RFC 5280"), takes("go", "Go")]))
		expect(view.sentence).toContain("Every runtime takes this chain; by the letter of RFC 5280")
		expect(view.isAgreed).toBe(true)
	})

	it("says when all refuse, but for other reasons", () => {
		const same = runtimesView(compared([refuses("openssl", "OpenSSL"), refuses("go", "Go")]))
		expect(same.sentence).toBe("All agree: no runtime takes this chain.")
		const other = runtimesView(compared([refuses("openssl", "OpenSSL"), refuses("go", "Go", "weak-key")]))
		expect(other.sentence).toBe("All agree: no runtime takes this chain, though not all for the same reason.")
		expect(other.rows).toHaveLength(2)
	})
})
