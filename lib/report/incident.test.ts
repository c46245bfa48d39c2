import { describe, expect, it } from "vitest"
import { type Incident, incidentFileName, renderIncident } from "./incident.ts"
import { exampleEnforcement, exampleScan } from "./testing/beyond.ts"
import { clientCertReport, hostileReport, hostileText } from "./testing/reports.ts"

const report = clientCertReport()
const incident: Incident = {
	report,
	runId: "run-1",
	endpoint: "billing",
	earlier: [],
	earlierLeftOut: 0,
	notes: [],
	madeAt: "2026-11-23T03:00:00.000Z",
}

/** The words of a document without its marks. */
const words = (markdown: string) => markdown.replaceAll("\\", "")

describe("renderIncident", () => {
	it("tells what was seen, when, the cause with its evidence and the fix", () => {
		const text = words(renderIncident(incident))
		const [finding] = report.findings
		expect(text.startsWith("# Incident: billing\n")).toBe(true)
		expect(text).toContain(report.verdict.sentence)
		expect(text).toContain(`- Seen: ${report.startedAt}`)
		expect(text).toContain(finding?.title ?? "there is no finding")
		expect(text).toContain(finding?.evidence[0]?.text ?? "there is no evidence")
		expect(text).toContain(finding?.fixes[0]?.text ?? "there is no fix")
		expect(text).toContain("Nothing was tried in the 24 hours before.")
		expect(text).toContain("The team wrote no note")
	})

	it("tells what was tried before, with other settings, scan and refusals", () => {
		const text = words(
			renderIncident({
				...incident,
				earlier: [
					{
						startedAt: "2026-11-22T22:00:00.000Z",
						verdict: "ok",
						sentence: "Your settings work.",
						beyond: {
							settings: { ...report.settings, hasCa: !report.settings.hasCa, hasToken: true },
							scan: exampleScan,
							enforcement: exampleEnforcement,
						},
					},
					{ startedAt: "2026-11-22T21:00:00.000Z", verdict: "broken", sentence: "It does not answer." },
				],
				earlierLeftOut: 4,
			}),
		)
		expect(text).toContain("- 2026-11-22T22:00:00.000Z: **as configured.** Your settings work.")
		expect(text).toMatch(/With other settings: .*a token/)
		expect(text).toContain("Scan: It takes TLS")
		expect(text).toMatch(/Refusals: \d+ tried/)
		expect(text).toContain("**does not work.** It does not answer.")
		expect(text).toContain("And 4 more")
	})

	it("quotes the team's notes, markup and all, so that their headings stay inside", () => {
		const note = {
			about: "the endpoint",
			text: "# Ask *Ops*\r\n\nthen wait",
			at: "2026-11-22",
			actor: "dashboard",
		}
		expect(renderIncident({ ...incident, notes: [note] })).toContain(
			"### On the endpoint\n\n> # Ask *Ops*\n>\n> then wait\n\nWritten 2026-11-22 by dashboard.",
		)
	})

	it("keeps what a peer wrote as text", () => {
		const text = renderIncident({
			...incident,
			report: hostileReport(),
			endpoint: hostileText,
			earlier: [{ startedAt: hostileText, verdict: "broken", sentence: hostileText }],
			notes: [{ about: hostileText, text: "\u001b[2J\u202e", at: "", actor: hostileText }],
		})
		expect(text.replaceAll("\n", "").match(/[\p{Cc}\p{Cf}]/gu)).toBeNull()
		expect(text).not.toMatch(/(?<!\\)<script/)
	})

	it("names the file after endpoint and time, and nothing else", () => {
		expect(incidentFileName({ report, endpoint: "../Billing & Co" })).toMatch(
			/^incident-billing-co-\d{12}\.md$/,
		)
		expect(incidentFileName({ report, endpoint: "…" })).toMatch(/^incident-target-\d{12}\.md$/)
	})
})
