import { describe, expect, it } from "vitest"
import { z } from "zod"
import { renderJunit } from "./junit.ts"
import { renderMarkdown } from "./markdown.ts"
import { renderSarif } from "./sarif.ts"
import { renderTerminal } from "./terminal.ts"
import { clientCertReport, healthyReport, hostileReport, hostileText } from "./testing/reports.ts"

const control = /[\p{Cc}\p{Cf}]/gu
const withoutColour = (text: string) =>
	text.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g"), "")

describe("renderTerminal", () => {
	it("stays as reviewed on a wide terminal", () => {
		expect(renderTerminal(clientCertReport(), { width: 100, colour: false })).toMatchSnapshot()
	})

	it("stays as reviewed on a narrow terminal, when all is well", () => {
		expect(renderTerminal(healthyReport(), { width: 50, colour: false })).toMatchSnapshot()
	})

	it("says the same without colour as with it", () => {
		const report = clientCertReport()
		const coloured = renderTerminal(report, { width: 100, colour: true })
		expect(withoutColour(coloured)).toBe(renderTerminal(report, { width: 100, colour: false }))
		expect(coloured).not.toBe(withoutColour(coloured))
	})

	it("puts the verdict before everything else", () => {
		const [mark, sentence] = renderTerminal(clientCertReport(), { width: 100, colour: false }).split("\n")
		expect([mark, sentence]).toEqual([
			"✗ does not work",
			"This server requires a client certificate. Your settings send none.",
		])
	})

	it("keeps prose within the width", () => {
		const lines = renderTerminal(clientCertReport(), { width: 60, colour: false }).split("\n")
		const prose = lines.slice(0, lines.indexOf("Fix"))
		expect(prose.filter((line) => line.length > 60)).toEqual([])
	})

	it("lets no control character of a peer through", () => {
		const text = renderTerminal(hostileReport(), { width: 80, colour: false }).replaceAll("\n", "")
		expect(text.match(control)).toBeNull()
	})
})

describe("renderMarkdown", () => {
	it("stays as reviewed", () => {
		expect(renderMarkdown(clientCertReport())).toMatchSnapshot()
	})

	it("shows markup of a peer as text", () => {
		const text = renderMarkdown(hostileReport())
		expect(text).toContain("\\<script\\>")
		expect(text).not.toMatch(/[^\\]<script/)
		expect(text.replaceAll("\n", "").match(control)).toBeNull()
	})
})

describe("renderJunit", () => {
	it("stays as reviewed", () => {
		expect(renderJunit([clientCertReport(), healthyReport()])).toMatchSnapshot()
	})

	it("stays well-formed whatever a peer says, and never passes what could not be told", () => {
		const text = renderJunit([hostileReport()])
		expect(text).not.toContain("<script")
		expect(text).toContain("<skipped ")
		expect(text.replace(/[\n\t]/g, "").match(/\p{Cc}/u)).toBeNull()
	})

	it("counts errors as failures", () => {
		expect(renderJunit([clientCertReport(), healthyReport()])).toContain(
			'<testsuites name="countersign" tests="2" failures="1">',
		)
	})
})

describe("renderSarif", () => {
	const schema = z.object({
		version: z.literal("2.1.0"),
		runs: z.tuple([
			z.object({
				tool: z.object({
					driver: z.object({ name: z.string(), rules: z.array(z.object({ id: z.string() })) }),
				}),
				results: z.array(
					z.object({
						ruleId: z.string(),
						ruleIndex: z.number(),
						kind: z.string(),
						level: z.string(),
						message: z.object({ text: z.string() }),
					}),
				),
			}),
		]),
	})

	it("stays as reviewed", () => {
		expect(renderSarif([clientCertReport()])).toMatchSnapshot()
	})

	it("points every result at its rule", () => {
		const [run] = schema.parse(JSON.parse(renderSarif([clientCertReport(), healthyReport()]))).runs
		const named = run.results.map((result) => run.tool.driver.rules[result.ruleIndex]?.id)
		expect(named).toEqual(run.results.map((result) => result.ruleId))
		expect(run.results.map((result) => result.kind)).toEqual(["fail", "pass"])
	})

	it("keeps hostile text inside its string", () => {
		const [run] = schema.parse(JSON.parse(renderSarif([hostileReport()]))).runs
		expect(run.results[0]?.message.text).toContain(hostileText)
	})
})
