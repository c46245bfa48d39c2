import type { Finding, Fix } from "#diagnosis/finding"
import { escapeMarkdown } from "./escape-markdown.ts"
import { briefFixes, fixAudience, otherKindsLine } from "./fix-words.ts"
import { laneColumns, lanesView, postureLabel } from "./lanes-view.ts"
import { beyondBlocks } from "./markdown-beyond.ts"
import { printableCode } from "./printable-text.ts"
import type { Report, ReportAttempt, ReportCertificate } from "./report.ts"
import { blameWords, durationText, serverFacts, severityWords, verdictWords } from "./words.ts"

/** Renders a report as Markdown (CommonMark with tables). What came from the peer is escaped: it stays text. */
export function renderMarkdown(report: Report): string {
	const blocks = [
		`# ${escapeMarkdown(report.target)}`,
		`**${verdictWords[report.verdict.kind].word}.** ${escapeMarkdown(report.verdict.sentence)}`,
		report.verdict.advice === undefined ? undefined : escapeMarkdown(report.verdict.advice),
		`Checked ${escapeMarkdown(report.startedAt)} in ${durationText(report.durationMs)}.`,
		lanesTable(report),
		factsList(report),
		...report.attempts.flatMap((attempt) => (attempt.configured ? chainBlocks(attempt) : [])),
		...beyondBlocks(report),
		report.findings.length === 0 ? undefined : "## Findings",
		...report.findings.flatMap(findingBlocks),
	]
	return `${blocks.filter((block) => block !== undefined).join("\n\n")}\n`
}

/** The lanes of a run as a table, one row a lane. */
export function lanesTable(report: Report): string {
	const head = ["Lane", ...laneColumns.map((column) => column.label), "What happened"]
	const rows = lanesView(report.attempts).map((lane) => [
		lane.configured ? `**${lane.label}** (configured)` : lane.label,
		...lane.cells.map((cell) => {
			if (cell.state === "ahead" || cell.state === "passed") return ""
			const word = cell.state === "done" ? "" : `${cell.state} `
			return `${word}${cell.ms === undefined ? "" : durationText(cell.ms)}`.trim()
		}),
		`${lane.outcome}: ${escapeMarkdown(lane.reason)}`,
	])
	return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n")
}

/** What the server does, as a list; undefined when nothing is known. */
export function factsList(report: Report): string | undefined {
	const lines = serverFacts(report).map(([name, value]) => `- ${name}: ${escapeMarkdown(value)}`)
	return lines.length === 0 ? undefined : lines.join("\n")
}

function chainBlocks(attempt: ReportAttempt): readonly string[] {
	if (attempt.chain === undefined || attempt.chain.length === 0) return []
	return [
		"## Chain",
		attempt.chain.map((certificate, index) => `${index + 1}. ${certificateLine(certificate)}`).join("\n"),
	]
}

function certificateLine(certificate: ReportCertificate): string {
	if (certificate.problem !== undefined) return `unreadable: ${escapeMarkdown(certificate.problem)}`
	const { sans } = certificate
	const names = [...sans.uri, ...sans.dns, ...sans.ip].slice(0, 5).join(", ")
	const parts = [
		certificate.subject === "" ? "empty subject" : certificate.subject,
		...(names === "" ? [] : [names]),
		`issued by ${certificate.issuer}`,
		`${certificate.notBefore} to ${certificate.notAfter}`,
		`SHA-256 ${certificate.sha256}`,
	]
	return parts.map(escapeMarkdown).join("; ")
}

/** One finding: the fact, who has to act, what proves it, what to change. */
export function findingBlocks(finding: Finding): readonly string[] {
	const { word } = severityWords[finding.severity]
	const lanes = finding.postures.map(postureLabel).join(" · ")
	const act = finding.severity === "ok" ? "" : ` To act: ${blameWords[finding.blame]}.`
	const evidence = finding.evidence.map(
		(piece) =>
			`- ${escapeMarkdown(piece.text)}${piece.posture === undefined ? "" : ` (${postureLabel(piece.posture)})`}`,
	)
	const brief = briefFixes(finding.fixes)
	return [
		`### ${word}: ${escapeMarkdown(finding.title)}`,
		escapeMarkdown(finding.detail),
		`Rule \`${finding.rule}\`${lanes === "" ? "" : `, seen in ${lanes}`}.${act}`,
		...(evidence.length === 0 ? [] : [evidence.join("\n")]),
		...brief.shown.map(fixBlock),
		...otherKindsLine(finding.rule, brief),
	]
}

function fixBlock(fix: Fix): string {
	const text = `For ${fixAudience(fix)}: ${escapeMarkdown(fix.text)}`
	return fix.command === undefined ? text : `${text}\n\n${fenced(fix.command)}`
}

/** A fence longer than any run of backticks inside it. */
function fenced(text: string): string {
	const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
	const fence = "`".repeat(longest + 1)
	const lines = text.split("\n").map(printableCode).join("\n")
	return `${fence}\n${lines}\n${fence}`
}
