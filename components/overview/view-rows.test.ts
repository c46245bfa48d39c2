import { describe, expect, it } from "vitest"
import type { EndpointRow, LastRun } from "./endpoint-row.tsx"
import { countVerdicts, modeSentence, type OverviewQuery, viewRows } from "./view-rows.tsx"

const run = (verdict: LastRun["verdict"], more: Partial<LastRun> = {}): LastRun => ({
	runId: "r",
	startedAt: "2026-11-22T10:00:00Z",
	verdict,
	sentence: "This server requires a client certificate.",
	serverMode: "mtls",
	...more,
})
const row = (name: string, more: Partial<EndpointRow> = {}): EndpointRow => ({
	id: name,
	name,
	target: `grpcs://${name}:443`,
	labels: [],
	mode: "tls",
	fromLab: false,
	...more,
})
const query = (more: Partial<OverviewQuery> = {}): OverviewQuery => ({
	text: "",
	show: "all",
	sort: "name",
	group: "none",
	...more,
})
const names = (rows: readonly EndpointRow[], asked: OverviewQuery) =>
	viewRows(rows, asked).map((item) => (item.kind === "row" ? item.row.name : `# ${item.label} ${item.count}`))

const rows = [
	row("e10", { labels: ["prod"] }),
	row("e9", { labels: ["prod", "eu"], last: run("ok", { notAfter: "2027-01-01T00:00:00Z" }) }),
	row("zap", {
		last: run("broken", { notAfter: "2026-11-19T00:00:00Z", startedAt: "2026-11-22T11:00:00Z" }),
	}),
	row("pap", { last: run("attention", { identity: "spiffe://prod/pap" }) }),
]

describe("the overview", () => {
	it("counts every verdict, absent ones too", () => {
		expect(countVerdicts(rows).map(({ kind, count }) => `${kind} ${count}`)).toEqual([
			"ok 1",
			"attention 1",
			"broken 1",
			"unknown 0",
			"unchecked 1",
		])
	})
	it("puts what is broken first and what is fine last", () => {
		expect(names(rows, query({ sort: "status" }))).toEqual(["zap", "pap", "e10", "e9"])
	})
	it("sorts names with numbers as people count", () => {
		expect(names(rows, query())).toEqual(["e9", "e10", "pap", "zap"])
	})
	it("puts the certificate that ends first on top and unknown ends last", () => {
		expect(names(rows, query({ sort: "expiry" }))).toEqual(["zap", "e9", "e10", "pap"])
	})
	it("puts the newest check on top and what was never checked last", () => {
		expect(names(rows, query({ sort: "checked" }))).toEqual(["zap", "e9", "pap", "e10"])
	})
	it("groups by label, a row under each of its labels, rows without any at the end", () => {
		expect(names(rows, query({ group: "label" }))).toEqual([
			"# eu 1",
			"e9",
			"# prod 2",
			"e9",
			"e10",
			"# No label 2",
			"pap",
			"zap",
		])
	})
	it("finds words in names, labels, identities and sentences", () => {
		expect(names(rows, query({ text: "SPIFFE prod" }))).toEqual(["pap"])
		expect(names(rows, query({ text: "eu" }))).toEqual(["e9"])
	})
	it("shows one verdict alone", () => {
		expect(names(rows, query({ show: "unchecked" }))).toEqual(["e10"])
	})
	it.each([
		["tls", undefined, "TLS"],
		["mtls", "tls", "TLS ≠ Mutual TLS"],
		["tls", "mtls", "Mutual TLS ≠ TLS"],
		["auto", "mtls", "Mutual TLS"],
		["external", "mtls", "External"],
		["spiffe", "unknown", "SPIFFE"],
	] as const)("says mode %s against a server of mode %s as %s", (mode, seen, words) => {
		const last = seen === undefined ? undefined : run("ok", { serverMode: seen })
		expect(modeSentence(mode, last)).toBe(words)
	})
})
