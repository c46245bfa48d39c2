import type { Finding, Severity } from "#diagnosis/finding"
import { postureWords } from "./posture-words.ts"
import { printable } from "./printable.ts"
import type { Report, ReportAttempt } from "./report.ts"
import { wrapText } from "./wrap-text.ts"

/** How wide the terminal is and whether it shows colours. */
export interface TerminalStyle {
	/** Columns; at least 40 are used. */
	readonly width: number
	readonly colour: boolean
}

const columns = ["dns", "tcp", "tls", "http2", "rpc"] as const
const headings = { dns: "name", tcp: "TCP", tls: "TLS", http2: "HTTP/2", rpc: "RPC" } as const

const marks = {
	error: { mark: "✗", code: "31" },
	warning: { mark: "!", code: "33" },
	unknown: { mark: "?", code: "35" },
	ok: { mark: "✓", code: "32" },
	notice: { mark: "·", code: "36" },
} as const satisfies Record<Severity, { readonly mark: string; readonly code: string }>

/**
 * Renders a report for a terminal: the verdict first, the lanes as aligned text, findings, fixes. Colour only repeats
 * what a mark and a word say already. Control characters of the peer are shown as dots.
 */
export function renderTerminal(report: Report, style: TerminalStyle): string {
	const width = Math.max(40, style.width)
	const paint = (code: string, text: string) => {
		const safe = printable(text, ".")
		return style.colour ? `\u001b[${code}m${safe}\u001b[0m` : safe
	}
	const advice =
		report.verdict.advice === undefined ? [] : wrapText(printable(report.verdict.advice, "."), width)
	const lines = [
		...wrapText(report.verdict.sentence, width).map((line) => paint("1", line)),
		...advice,
		"",
		printable(`${report.target}   ${serverLine(report)}`, "."),
		"",
		...laneLines(report, width, paint),
		"",
		...report.findings.flatMap((finding) => findingLines(finding, width, paint)),
	]
	return `${lines.join("\n").trimEnd()}\n`
}

function serverLine(report: Report): string {
	const { mode, clientAuth } = report.server
	const best =
		report.attempts.find((attempt) => attempt.configured && attempt.tls !== undefined) ??
		report.attempts.find((attempt) => attempt.tls !== undefined)
	const facts =
		best?.tls === undefined ? [] : [`TLS ${best.tls.version ?? "?"}`, best.tls.cipherSuite, best.tls.group]
	const peer = best?.peer === undefined ? undefined : `peer ${best.peer.identity}`
	return [`server mode ${mode}`, `client certificate ${clientAuth}`, ...facts, peer]
		.filter((each) => each !== undefined)
		.join(" · ")
}

type Paint = (code: string, text: string) => string

function laneLines(report: Report, width: number, paint: Paint): string[] {
	const head = `${" ".repeat(38)}${columns.map((name) => headings[name].padEnd(8)).join("")}`
	return [paint("2", head), ...report.attempts.flatMap((attempt) => laneLine(attempt, width, paint))]
}

function laneLine(attempt: ReportAttempt, width: number, paint: Paint): string[] {
	const words = postureWords[attempt.posture]
	const name = `${attempt.configured ? "›" : " "} ${words.mode.padEnd(9)}${words.brings.padEnd(27)}`
	if (attempt.outcome.kind === "skipped") return [paint("2", `${name}– not tried`)]
	const cells = columns.map((column) => cell(attempt, column)).join("")
	const code = attempt.outcome.kind === "accepted" ? "32" : attempt.outcome.kind === "refused" ? "33" : "31"
	const reason = wrapText(printable(attempt.outcome.text, "."), width - 38).map(
		(line) => `${" ".repeat(38)}${line}`,
	)
	return [
		`${name}${cells}${paint(code, attempt.outcome.kind)}`,
		...(attempt.outcome.kind === "accepted" ? [] : reason),
	]
}

function cell(attempt: ReportAttempt, column: (typeof columns)[number]): string {
	const phase = attempt.phases.find((each) => each.name === column)
	if (phase === undefined) return (column === "dns" && attempt.phases.length > 0 ? "–" : "").padEnd(8)
	const judged = column === "tls" && attempt.phases.some((each) => each.name === "quiet" && !each.ok)
	return `${phase.ok && !judged ? "●" : "×"} ${formatMs(phase.ms)}`.padEnd(8)
}

function formatMs(ms: number): string {
	if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)}s`
	return ms >= 100 ? `${Math.round(ms)}ms` : `${ms.toFixed(1)}`
}

function findingLines(finding: Finding, width: number, paint: Paint): string[] {
	const { mark, code } = marks[finding.severity]
	const blame =
		finding.severity === "error" || finding.severity === "warning" ? `, ${finding.blame} has to act` : ""
	const indent = (lines: readonly string[], by: number) => lines.map((line) => " ".repeat(by) + line)
	return [
		`${paint(code, `${mark} ${finding.title}`)}`,
		paint("2", `  ${finding.rule} (${finding.severity}${blame})`),
		...indent(wrapText(printable(finding.detail, "."), width - 2), 2),
		...finding.evidence
			.slice(0, 4)
			.flatMap((each) => indent(wrapText(printable(`– ${each.text}`, "."), width - 4), 4)),
		...finding.fixes
			.slice(0, 8)
			.flatMap((fix) => [
				...indent(wrapText(printable(`${fix.for}: ${fix.text}`, "."), width - 4), 4),
				...(fix.command === undefined ? [] : indent(printable(fix.command, ".").split("\n"), 6)),
			]),
		"",
	]
}
