import type { EnforcementVerdict, Finding } from "#diagnosis/finding"
import { actualWords, enforcementMark, enforcementMarks, enforcementTitles } from "./enforcement-view.ts"
import type { Report } from "./report.ts"
import { severityWords } from "./words.ts"

/**
 * Renders reports as JUnit XML: one suite a target, one case a finding and one a posture of the enforcement table. Errors
 * and gaps are failures; what could not be told, or need not be refused, is skipped, never passed.
 */
export function renderJunit(reports: readonly Report[]): string {
	const suites = reports.map((report) => ({ report, cases: casesOf(report) }))
	const all = suites.flatMap(({ cases }) => cases)
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites name="countersign" tests="${all.length}" failures="${count(all, "failed")}">`,
		...suites.map(({ report, cases }) => suiteText(report, cases)),
		"</testsuites>",
		"",
	].join("\n")
}

/** One case, in plain text. */
interface TestCase {
	readonly className: string
	readonly name: string
	readonly result: "passed" | "failed" | "skipped"
	/** Type of a failure. */
	readonly type: string
	readonly message: string
	readonly detail: string
}

function casesOf(report: Report): readonly TestCase[] {
	return [
		...report.findings.map((finding) => findingCase(report, finding)),
		...(report.enforcement ?? []).map((row) => postureCase(report, row)),
	]
}

function findingCase(report: Report, finding: Finding): TestCase {
	const detail = [finding.detail, ...finding.evidence.map((piece) => `- ${piece.text}`)].join("\n")
	const isFailed = finding.severity === "error"
	const result = isFailed ? "failed" : finding.severity === "unknown" ? "skipped" : "passed"
	return {
		className: report.target,
		name: `${finding.rule}: ${finding.title}`,
		result,
		type: finding.rule,
		message: finding.title,
		detail: isFailed ? detail : `${severityWords[finding.severity].word}: ${detail}`,
	}
}

function postureCase(report: Report, row: EnforcementVerdict): TestCase {
	const mark = enforcementMark(row)
	const title = enforcementTitles[row.posture]
	return {
		className: `${report.target} refusals`,
		name: `${row.posture}: ${title}`,
		result: mark === "gap" ? "failed" : mark === "held" ? "passed" : "skipped",
		type: "enforcement-gap",
		message:
			mark === "gap"
				? `${title}: ${actualWords[row.actual]}, must be refused`
				: `${enforcementMarks[mark].word}: ${row.text}`,
		detail: [row.brings, row.how, ...(row.text === row.how ? [] : [row.text])].join("\n"),
	}
}

function suiteText(report: Report, cases: readonly TestCase[]): string {
	const attributes = [
		`name="${xml(report.target)}"`,
		`tests="${cases.length}"`,
		`failures="${count(cases, "failed")}"`,
		`skipped="${count(cases, "skipped")}"`,
		`time="${(report.durationMs / 1_000).toFixed(3)}"`,
		`timestamp="${xml(report.startedAt)}"`,
	]
	return [
		`\t<testsuite ${attributes.join(" ")}>`,
		`\t\t<system-out>${xml(report.verdict.sentence)}</system-out>`,
		...cases.map(caseText),
		"\t</testsuite>",
	].join("\n")
}

function caseText({ className, name, result, type, message, detail }: TestCase): string {
	const head = `\t\t<testcase classname="${xml(className)}" name="${xml(name)}"`
	if (result === "failed")
		return `${head}>\n\t\t\t<failure type="${xml(type)}" message="${xml(message)}">${xml(detail)}</failure>\n\t\t</testcase>`
	if (result === "skipped") return `${head}>\n\t\t\t<skipped message="${xml(message)}"/>\n\t\t</testcase>`
	return `${head}>\n\t\t\t<system-out>${xml(detail)}</system-out>\n\t\t</testcase>`
}

function count(cases: readonly TestCase[], result: TestCase["result"]): number {
	return cases.filter((each) => each.result === result).length
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
