import { describe, expect, it } from "vitest"
import type { RuntimeComparison, RuntimeVerdict } from "#x509/path/compare-runtimes"
import { renderMarkdown } from "./markdown.ts"
import type { Report } from "./report.ts"
import { runtimesView } from "./runtimes-view.ts"
import { renderTerminal } from "./terminal.ts"
import { healthyReport, hostileText } from "./testing/reports.ts"

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

describe("the renderers", () => {
	const control = /[\p{Cc}\p{Cf}]/gu
	const hostile: RuntimeVerdict = {
		...refuses("go", "Go"),
		reasons: [{ rule: "hostname-mismatch", certificate: 0, text: hostileText }],
	}
	const reportWith = (verdicts: readonly RuntimeVerdict[]): Report => {
		const report = healthyReport()
		const runtimes = compared(verdicts)
		return { ...report, attempts: report.attempts.map((attempt) => ({ ...attempt, runtimes })) }
	}

	it("say in the terminal and in Markdown who would refuse the chain", () => {
		const report = reportWith([takes("openssl", "OpenSSL"), refuses("go", "Go")])
		const terminal = renderTerminal(report, { width: 100, colour: false })
		expect(terminal).toContain("Chain: Go would refuse what OpenSSL takes")
		expect(terminal).toContain("✗ refuses: Go")
		const markdown = renderMarkdown(report)
		expect(markdown).toContain("## What each runtime would say of the chain")
		expect(markdown).toContain("| Go | refuses it |")
	})

	it("let nothing of a peer through but text", () => {
		const report = reportWith([takes("openssl", "OpenSSL"), hostile])
		const terminal = renderTerminal(report, { width: 80, colour: false }).replaceAll("\n", "")
		expect(terminal.match(control)).toBeNull()
		const markdown = renderMarkdown(report)
		expect(markdown).not.toMatch(/[^\\]<script/)
		expect(markdown.replaceAll("\n", "").match(control)).toBeNull()
	})

	it("say nothing where nothing was compared", () => {
		expect(renderMarkdown(healthyReport())).not.toContain("What each runtime would say")
	})
})
