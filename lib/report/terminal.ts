import type { Finding, Fix, FixAudience } from "#diagnosis/finding"
import { briefFixes, fixAudience, otherKindsLine } from "./fix-words.ts"
import { type LaneCell, type LaneView, laneColumns, lanesView, postureLabel } from "./lanes-view.ts"
import { printableCode, printableLine } from "./printable-text.ts"
import type { Report } from "./report.ts"
import { beyondBlocks } from "./terminal-beyond.ts"
import { type Paint, painter, type TerminalTone } from "./terminal-paint.ts"
import { blameWords, durationText, serverFacts, severityWords, verdictWords } from "./words.ts"
import { wrapText } from "./wrap-text.ts"

/** How the terminal is. */
export interface TerminalOptions {
	/** Columns; text is wrapped between 40 and 120. */
	readonly width: number
	/** Colour supports the marks and words; nothing is said by colour alone. */
	readonly colour: boolean
}

const tones = {
	error: "red",
	broken: "red",
	refused: "yellow",
	failed: "red",
	warning: "yellow",
	attention: "yellow",
	ok: "green",
	accepted: "green",
	notice: "dim",
	unknown: "dim",
	skipped: "dim",
} as const satisfies Record<string, TerminalTone>

/** Fixes that fit into a terminal; the others are in `--json` and `--markdown`. */
const shownAudiences: readonly FixAudience[] = ["permguard", "grpcurl", "server", "operator"]

const marks = { done: "●", failed: "×", refused: "◂", passed: "─", ahead: " " } as const satisfies Record<
	LaneCell["state"],
	string
>
const labelWidth = 20
const cellWidth = 10

/** Renders a report for a terminal: verdict, lanes, what the server does, findings, fix. Ends with a newline. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
	const width = Math.min(120, Math.max(40, options.width))
	const paint = painter(options.colour)
	const blocks = [
		verdictBlock(report, width, paint),
		lanesBlock(report, width, paint),
		factsBlock(report, width),
		...report.findings.map((finding, index) => findingBlock(finding, index + 1, width, paint)),
		fixBlock(report.findings[0], width, paint),
		...beyondBlocks(report, width, paint),
	]
	return `${blocks
		.filter((block) => block.length > 0)
		.map((block) => block.join("\n"))
		.join("\n\n")}\n`
}

function verdictBlock(report: Report, width: number, paint: Paint): readonly string[] {
	const { kind, sentence, advice } = report.verdict
	const head = `${verdictWords[kind].mark} ${verdictWords[kind].word}`
	return [
		paint(head, tones[kind]),
		...wrapText(printableLine(sentence), width).map((line) => paint(line, "bold")),
		...(advice === undefined ? [] : wrapText(printableLine(advice), width)),
		...wrapText(
			`${printableLine(report.target)}, checked ${report.startedAt} in ${durationText(report.durationMs)}`,
			width,
		).map((line) => paint(line, "dim")),
	]
}

function lanesBlock(report: Report, width: number, paint: Paint): readonly string[] {
	const lanes = lanesView(report.attempts)
	const isWide = width >= labelWidth + 2 + laneColumns.length * cellWidth
	const head = isWide
		? [
				`${"".padEnd(labelWidth + 2)}${laneColumns.map((column) => column.label.padEnd(cellWidth)).join("")}`.trimEnd(),
			]
		: []
	return [
		...head,
		...lanes.flatMap((lane) => laneLines(lane, isWide, width, paint)),
		"* what the settings mean",
	]
}

function laneLines(lane: LaneView, isWide: boolean, width: number, paint: Paint): readonly string[] {
	const name = `${lane.configured ? "*" : " "} ${lane.label.padEnd(labelWidth)}`
	const cells = isWide ? lane.cells.map(cellText).join("").trimEnd() : ""
	const said = `${lane.outcome}${lane.stoppedAt === undefined ? "" : ` ${placeWords(lane.stoppedAt)}`}: ${printableLine(lane.reason)}`
	return [
		`${name}${cells}`.trimEnd(),
		...wrapText(said, width - 4).map((line) => `    ${paint(line, tones[lane.outcome])}`),
	]
}

/** Where a lane stopped, in words: the quiet wait is what follows a finished handshake. */
function placeWords(phase: string): string {
	if (phase === "quiet") return "after the handshake"
	return `at ${laneColumns.find((column) => column.phase === phase)?.label ?? phase}`
}

function cellText({ state, ms }: LaneCell): string {
	return `${marks[state]} ${ms === undefined ? "" : durationText(ms)}`.padEnd(cellWidth)
}

function factsBlock(report: Report, width: number): readonly string[] {
	return serverFacts(report).flatMap(([name, value]) => {
		const [first = "", ...rest] = wrapText(printableLine(value), width - labelWidth)
		return [`${name.padEnd(labelWidth)}${first}`, ...rest.map((line) => `${"".padEnd(labelWidth)}${line}`)]
	})
}

function findingBlock(finding: Finding, number: number, width: number, paint: Paint): readonly string[] {
	const { word, mark } = severityWords[finding.severity]
	const title = wrapText(`${number}. ${mark} ${word}: ${printableLine(finding.title)}`, width)
	const lanes = finding.postures.map(postureLabel).join(" · ")
	const act = finding.severity === "ok" ? "" : ` · to act: ${blameWords[finding.blame]}`
	return [
		...title.map((line) => paint(line, tones[finding.severity])),
		...wrapText(printableLine(finding.detail), width - 3).map((line) => `   ${line}`),
		...finding.evidence.flatMap((piece) => {
			const lane = piece.posture === undefined ? "" : ` (${postureLabel(piece.posture)})`
			return wrapText(`${printableLine(piece.text)}${lane}`, width - 5).map(
				(line, at) => `   ${at === 0 ? "-" : " "} ${line}`,
			)
		}),
		...wrapText(`${finding.rule}${lanes === "" ? "" : ` · ${lanes}`}${act}`, width - 3).map((line) =>
			paint(`   ${line}`, "dim"),
		),
	]
}

function fixBlock(first: Finding | undefined, width: number, paint: Paint): readonly string[] {
	if (first === undefined || first.severity === "ok" || first.fixes.length === 0) return []
	const brief = briefFixes(first.fixes)
	const shown = brief.shown.filter((fix) => shownAudiences.includes(fix.for))
	const others = brief.shown.filter((fix) => !shownAudiences.includes(fix.for)).map(fixAudience)
	const more =
		others.length === 0
			? []
			: [paint(`More with --markdown or --json: ${[...new Set(others)].join(", ")}.`, "dim")]
	const kinds = otherKindsLine(first.rule, brief).flatMap((line) => wrapText(line, width))
	return [
		paint("Fix", "bold"),
		...shown.flatMap((fix) => fixLines(fix, width)),
		...more,
		...kinds.map((line) => paint(line, "dim")),
	]
}

function fixLines(fix: Fix, width: number): readonly string[] {
	const text = wrapText(`For ${fixAudience(fix)}: ${printableLine(fix.text)}`, width)
	const command = fix.command?.split("\n").map((line) => `    ${printableCode(line)}`) ?? []
	return [...text, ...command]
}
