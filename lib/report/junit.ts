import type { Finding } from "#diagnosis/finding"
import type { Report } from "./report.ts"
import { severityWords } from "./words.ts"

/**
 * Renders reports as JUnit XML: one suite a target, one case a finding. Errors are failures; what could not be told is
 * skipped, never passed.
 */
export function renderJunit(reports: readonly Report[]): string {
	const suites = reports.map(suite)
	const tests = sum(reports, (report) => report.findings.length)
	const failures = sum(reports, (report) => count(report, "error"))
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites name="countersign" tests="${tests}" failures="${failures}">`,
		...suites,
		"</testsuites>",
		"",
	].join("\n")
}

function suite(report: Report): string {
	const attributes = [
		`name="${xml(report.target)}"`,
		`tests="${report.findings.length}"`,
		`failures="${count(report, "error")}"`,
		`skipped="${count(report, "unknown")}"`,
		`time="${(report.durationMs / 1_000).toFixed(3)}"`,
		`timestamp="${xml(report.startedAt)}"`,
	]
	const cases = report.findings.map((finding) => testCase(report, finding))
	return [
		`\t<testsuite ${attributes.join(" ")}>`,
		`\t\t<system-out>${xml(report.verdict.sentence)}</system-out>`,
		...cases,
		"\t</testsuite>",
	].join("\n")
}

function testCase(report: Report, finding: Finding): string {
	const head = `\t\t<testcase classname="${xml(report.target)}" name="${xml(`${finding.rule}: ${finding.title}`)}"`
	const detail = xml([finding.detail, ...finding.evidence.map((piece) => `- ${piece.text}`)].join("\n"))
	if (finding.severity === "error") {
		return `${head}>\n\t\t\t<failure type="${xml(finding.rule)}" message="${xml(finding.title)}">${detail}</failure>\n\t\t</testcase>`
	}
	if (finding.severity === "unknown")
		return `${head}>\n\t\t\t<skipped message="${xml(finding.title)}"/>\n\t\t</testcase>`
	return `${head}>\n\t\t\t<system-out>${severityWords[finding.severity].word}: ${detail}</system-out>\n\t\t</testcase>`
}

function count(report: Report, severity: Finding["severity"]): number {
	return report.findings.filter((finding) => finding.severity === severity).length
}

function sum(reports: readonly Report[], value: (report: Report) => number): number {
	return reports.reduce((total, report) => total + value(report), 0)
}

/** Text for XML 1.0: markup escaped, characters that XML forbids replaced. */
function xml(text: string): string {
	return text
		.toWellFormed()
		.replace(/[\p{Cc}\ufffe\uffff]/gu, (character) => ("\n\t".includes(character) ? character : "\ufffd"))
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;")
		.replaceAll("\n", "&#10;")
}
