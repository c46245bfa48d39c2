import { describe, expect, it } from "vitest"
import { z } from "zod"
import { renderJunit } from "./junit.ts"
import { renderMarkdown } from "./markdown.ts"
import { renderSarif } from "./sarif.ts"
import { renderTerminal } from "./terminal.ts"
import { manyAuthoritiesChoice } from "./testing/beyond.ts"
import {
	beyondReport,
	clientCertReport,
	healthyReport,
	hostileBeyondReport,
	hostileReport,
	hostileText,
} from "./testing/reports.ts"

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

	it.each([
		["lanes", hostileReport],
		["everything beyond the lanes", hostileBeyondReport],
	])("lets no control character of a peer through in %s", (_name, report) => {
		const text = renderTerminal(report(), { width: 80, colour: false }).replaceAll("\n", "")
		expect(text.match(control)).toBeNull()
	})

	it.each([100, 50])("stays as reviewed with everything beyond the lanes, %i columns wide", (width) => {
		expect(renderTerminal(beyondReport(), { width, colour: false })).toMatchSnapshot()
	})

	it("puts gaps before everything else that was tried", () => {
		const lines = renderTerminal(beyondReport(), { width: 100, colour: false }).split("\n")
		const at = lines.indexOf("Refusals: 1 of 3 was refused. 1 got in that must be refused. 1 is unknown.")
		expect(lines[at + 1]).toMatch(/^✗ gap +Self-signed certificate: let in$/)
	})

	it("tells the error text of runtimes that fail, and counts those that connect", () => {
		const text = renderTerminal(beyondReport(), { width: 100, colour: false })
		expect(text).toContain("cannot check peer: missing selected ALPN property")
		expect(text).not.toContain("grpc-js 1.14")
	})
})

describe("renderMarkdown", () => {
	it("stays as reviewed", () => {
		expect(renderMarkdown(clientCertReport())).toMatchSnapshot()
	})

	it("stays as reviewed with everything beyond the lanes", () => {
		expect(renderMarkdown(beyondReport())).toMatchSnapshot()
	})

	it("names every acceptable authority and every runtime", () => {
		const report = { ...beyondReport(), clientCertificate: manyAuthoritiesChoice }
		const text = renderMarkdown(report)
		expect(text.match(/^- CN=Issuing CA \d+,O=Example$/gm)).toHaveLength(200)
		expect(text).toContain("| grpc-js 1.14 | connects |")
	})

	it.each([
		["lanes", hostileReport],
		["everything beyond the lanes", hostileBeyondReport],
	])("shows markup of a peer as text in %s", (_name, report) => {
		const text = renderMarkdown(report())
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

	it("makes a case of every posture: gaps fail, what could not be told or was not judged is skipped", () => {
		const text = renderJunit([beyondReport()])
		expect(text).toMatchSnapshot()
		expect(text).toContain('<testsuite name="grpcs://localhost:9091" tests="6" failures="2" skipped="3"')
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
