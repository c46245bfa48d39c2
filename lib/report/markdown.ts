import type { Finding } from "#diagnosis/finding"
import { postureWords } from "./posture-words.ts"
import { printable } from "./printable.ts"
import type { Report, ReportAttempt, ReportCertificate } from "./report.ts"

/** Renders a report as Markdown for a ticket or a chat. Text of the peer is escaped: it can be no markup. */
export function renderMarkdown(report: Report): string {
	const { verdict, server } = report
	return [
		`# ${escapeMarkdown(report.target)}`,
		"",
		`**${escapeMarkdown(verdict.sentence)}**${verdict.advice === undefined ? "" : ` ${escapeMarkdown(verdict.advice)}`}`,
		"",
		`Checked ${report.startedAt} in ${Math.round(report.durationMs)} ms. Server mode ${server.mode}, client certificate ${server.clientAuth}.`,
		"",
		"## Modes",
		"",
		"| mode | client brings | outcome | ended at | what happened |",
		"|---|---|---|---|---|",
		...report.attempts.map(attemptRow),
		"",
		"## Findings",
		"",
		...report.findings.flatMap(findingLines),
		...chainLines(report),
	].join("\n")
}

function attemptRow(attempt: ReportAttempt): string {
	const words = postureWords[attempt.posture]
	const mode = attempt.configured ? `**${words.mode}**` : words.mode
	return `| ${mode} | ${words.brings} | ${attempt.outcome.kind} | ${attempt.outcome.phase} | ${escapeMarkdown(attempt.outcome.text)} |`
}

function findingLines(finding: Finding): string[] {
	const fixes = finding.fixes.flatMap((fix) => [
		`- ${fix.for}: ${escapeMarkdown(fix.text)}`,
		...(fix.command === undefined ? [] : ["", ...fence(fix.command), ""]),
	])
	return [
		`### ${escapeMarkdown(finding.title)}`,
		"",
		`\`${finding.rule}\` · ${finding.severity} · ${finding.blame}`,
		"",
		escapeMarkdown(finding.detail),
		"",
		...finding.evidence.map((each) => `- Seen: ${escapeMarkdown(each.text)}`),
		...fixes,
		"",
	]
}

function chainLines(report: Report): string[] {
	const attempt =
		report.attempts.find((each) => each.configured && each.chain !== undefined) ??
		report.attempts.find((each) => each.chain !== undefined)
	if (attempt?.chain === undefined) return []
	return [
		"## Certificate chain as sent",
		"",
		"| # | subject | issuer | names | not after | SHA-256 |",
		"|---|---|---|---|---|---|",
		...attempt.chain.slice(0, 20).map(certificateRow),
		"",
	]
}

function certificateRow(certificate: ReportCertificate, index: number): string {
	const { dns, ip, uri } = certificate.sans
	const names = [...dns, ...ip, ...uri].slice(0, 8).join(", ")
	const cells = [certificate.subject, certificate.issuer, names, certificate.notAfter, certificate.sha256]
	return `| ${index} | ${cells.map(escapeMarkdown).join(" | ")} |`
}

/** A fence longer than any run of backticks inside. */
function fence(code: string): string[] {
	const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map((match) => match[0].length))
	const mark = "`".repeat(longest + 1)
	return [mark, code, mark]
}

function escapeMarkdown(text: string): string {
	return printable(text, " ")
		.replace(/\s+/g, " ")
		.replace(/[\\`*_[\]<>|#&]/g, "\\$&")
}
