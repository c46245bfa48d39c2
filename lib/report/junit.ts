import type { Finding } from "#diagnosis/finding"
import { printable } from "./printable.ts"
import type { Report } from "./report.ts"

/** Renders reports as JUnit XML: a suite for each target, a case for each finding, errors and unknowns as failures. */
export function renderJunit(reports: readonly Report[]): string {
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		"<testsuites>",
		...reports.flatMap(suite),
		"</testsuites>",
		"",
	].join("\n")
}

function suite(report: Report): string[] {
	const failures = report.findings.filter((finding) => finding.severity === "error").length
	const skipped = report.findings.filter((finding) => finding.severity === "unknown").length
	const counts = `tests="${report.findings.length}" failures="${failures}" skipped="${skipped}"`
	const time = (report.durationMs / 1_000).toFixed(3)
	return [
		`  <testsuite name="${escapeXml(report.target)}" ${counts} time="${time}" timestamp="${report.startedAt}">`,
		...report.findings.flatMap(testCase),
		"  </testsuite>",
	]
}

function testCase(finding: Finding): string[] {
	const open = `    <testcase classname="countersign" name="${escapeXml(finding.rule)}"`
	if (finding.severity === "unknown")
		return [`${open}>`, `      <skipped message="${escapeXml(finding.title)}"/>`, "    </testcase>"]
	if (finding.severity !== "error") return [`${open}/>`]
	const detail = [finding.detail, ...finding.evidence.map((each) => each.text)].join("\n")
	return [
		`${open}>`,
		`      <failure type="${escapeXml(finding.blame)}" message="${escapeXml(finding.title)}">${escapeXml(detail)}</failure>`,
		"    </testcase>",
	]
}

function escapeXml(text: string): string {
	const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
	return printable(text, "?").replace(/[&<>"]/g, (each) => named[each] ?? each)
}
