import type { ChoiceVerdict, EnforcementVerdict, RuntimeForecast } from "#diagnosis/finding"
import {
	actualWords,
	type EnforcementMark,
	enforcementMark,
	enforcementMarks,
	enforcementTitles,
	enforcementView,
} from "./enforcement-view.ts"
import { forecastView } from "./forecast-view.ts"
import { opensslDifferences } from "./openssl-difference.ts"
import { printableLine } from "./printable-text.ts"
import type { Report } from "./report.ts"
import { runtimesView } from "./runtimes-view.ts"
import { profileWords, type ScanLine, type ScanSection, scanSections, scanSummary } from "./scan-view.ts"
import type { Paint, TerminalTone } from "./terminal-paint.ts"
import { durationText } from "./words.ts"
import { wrapText } from "./wrap-text.ts"

const labelWidth = 20
const indent = "    "

/** What was seen beyond the lanes, each part a block of lines within the width; what was not asked for is left out. */
export function beyondBlocks(report: Report, width: number, paint: Paint): readonly (readonly string[])[] {
	const { scan, protocols, enforcement, addresses } = report
	return [
		runtimeLines(report, width, paint),
		opensslDifferences(report).flatMap((sentence) => wrapText(printableLine(sentence), width)),
		addresses === undefined ? [] : addressLines(addresses, width, paint),
		scan === undefined ? [] : scanLines(scan, width, paint),
		protocols === undefined ? [] : protocolLines(protocols, width),
		enforcement === undefined ? [] : enforcementLines(enforcement, width, paint),
		choiceLines(report.clientCertificate, width, paint),
		forecastLines(report.forecast, width, paint),
	]
}

/** What every runtime would say of the chain of the configured lane. */
function runtimeLines(report: Report, width: number, paint: Paint): readonly string[] {
	const compared = report.attempts.find(({ configured }) => configured)?.runtimes
	if (compared === undefined) return []
	const { sentence, rows } = runtimesView(compared)
	return [
		...titled(`Chain: ${sentence}`, width, paint),
		...rows.flatMap(({ labels, verdict, reasons }) => [
			...wrapText(`${verdict === "accepted" ? "✓ takes it" : "✗ refuses"}: ${labels.join(" · ")}`, width).map(
				(line) => paint(line, verdict === "accepted" ? "green" : "red"),
			),
			...reasons.slice(0, runtimeReasonsMax).flatMap((reason) => marked("-", reason, width)),
		]),
	]
}

const runtimeReasonsMax = 3

/** A name and what belongs to it, the rest beneath. */
function factLines(name: string, value: string, width: number): readonly string[] {
	const isNarrow = name.length >= labelWidth
	const [first = "", ...rest] = wrapText(printableLine(value), width - labelWidth)
	const gap = "".padEnd(labelWidth)
	if (isNarrow) return [name, `${gap}${first}`, ...rest.map((line) => `${gap}${line}`)]
	return [`${name.padEnd(labelWidth)}${first}`.trimEnd(), ...rest.map((line) => `${gap}${line}`)]
}

function indented(text: string, width: number): readonly string[] {
	return wrapText(printableLine(text), width - indent.length).map((line) => `${indent}${line}`)
}

/** An indented line behind a mark of one character; what wraps stands beneath its first word. */
function marked(mark: string, text: string, width: number): readonly string[] {
	return wrapText(printableLine(text), width - indent.length - 2).map(
		(line, at) => `${indent}${at === 0 ? mark : " "} ${line}`,
	)
}

function titled(title: string, width: number, paint: Paint): readonly string[] {
	return wrapText(printableLine(title), width).map((line) => paint(line, "bold"))
}

function scanLines(scan: NonNullable<Report["scan"]>, width: number, paint: Paint): readonly string[] {
	const used = `${scan.connections} of at most ${scan.connectionsMax} connections, ${durationText(scan.durationMs)}`
	return [
		...titled(scanSummary(scan), width, paint),
		paint(scan.stopped ? `${used}, stopped before it was finished` : used, "dim"),
		...scanSections(scan).flatMap((section) => sectionLines(section, width)),
		...scan.profiles.flatMap((profile) => [
			...wrapText(profileWords(profile), width),
			...profile.reasons.flatMap((reason) => marked("-", reason, width)),
		]),
		...scan.problems.flatMap((problem) => factLines("not asked or read", problem, width)),
	]
}

function sectionLines({ title, form, lines }: ScanSection, width: number): readonly string[] {
	if (form === "rows") return factLines(title, lines.map(answerText).join(", "), width)
	return lines.flatMap((line, index) => [
		...(index === 0 ? [title] : []),
		...factLines(`  ${line.name}`, line.values.join(", "), width),
		...(line.note === "" ? [] : factLines("", line.note, width)),
	])
}

function answerText({ name, word, values }: ScanLine): string {
	return [`${name}:`, word, ...values.filter((value) => value.length <= 24)].filter(Boolean).join(" ")
}

function protocolLines({ verdicts }: NonNullable<Report["protocols"]>, width: number): readonly string[] {
	const text = verdicts.map(({ protocol, verdict }) => `${protocol}: ${verdict}`).join(", ")
	return verdicts.length === 0 ? [] : factLines("Protocols", text, width)
}

const markTones = {
	gap: "red",
	unknown: "yellow",
	held: "green",
	open: "dim",
	skipped: "dim",
} as const satisfies Record<EnforcementMark, TerminalTone>

function enforcementLines(
	verdicts: readonly EnforcementVerdict[],
	width: number,
	paint: Paint,
): readonly string[] {
	const { summary, rows } = enforcementView(verdicts)
	return [
		...titled(`Refusals: ${summary}`, width, paint),
		...rows.filter(({ actual }) => actual !== "skipped").flatMap((row) => enforcementRow(row, width, paint)),
		...skippedLines(rows, width, paint),
	]
}

/** Postures that were left out for the same reason share a line. */
function skippedLines(rows: readonly EnforcementVerdict[], width: number, paint: Paint): readonly string[] {
	const skipped = rows.filter(({ actual }) => actual === "skipped")
	const { mark, word } = enforcementMarks.skipped
	return grouped(skipped, ({ how }) => how).flatMap(([reason, group]) => [
		...wrapText(
			`${mark} ${word}: ${group.map(({ posture }) => enforcementTitles[posture]).join(", ")}`,
			width,
		).map((line) => paint(line, "dim")),
		...indented(reason, width),
	])
}

/** Rows by what a key says of them, in the order in which the keys came. */
function grouped<Row>(
	rows: readonly Row[],
	keyOf: (row: Row) => string,
): readonly (readonly [string, readonly Row[]])[] {
	const keys = [...new Set(rows.map(keyOf))]
	return keys.map((key) => [key, rows.filter((row) => keyOf(row) === key)] as const)
}

function enforcementRow(row: EnforcementVerdict, width: number, paint: Paint): readonly string[] {
	const kind = enforcementMark(row)
	const { mark, word } = enforcementMarks[kind]
	const head = `${mark} ${word.padEnd(markWidth)}${enforcementTitles[row.posture]}: ${actualWords[row.actual]}`
	const isTold = kind === "gap" || kind === "unknown"
	return [
		paint(head.slice(0, width), markTones[kind]),
		...indented(row.how, width),
		...(isTold && row.text !== row.how ? indented(row.text, width) : []),
	]
}

const markWidth = Math.max(...Object.values(enforcementMarks).map(({ word }) => word.length)) + 2

const choiceMarks = { fits: "✓", mismatch: "✗", unknown: "?" } as const satisfies Record<
	ChoiceVerdict["checks"][number]["verdict"],
	string
>

function choiceLines(choice: ChoiceVerdict, width: number, paint: Paint): readonly string[] {
	if (choice.verdict === "not-asked" || choice.verdict === "no-certificate") return []
	return [
		...titled(choice.text, width, paint),
		...choice.checks.flatMap(({ verdict, text }) => marked(choiceMarks[verdict], text, width)),
		...(choice.runtimes ?? []).flatMap(({ text }) => marked("-", text, width)),
	]
}

/** What fails with its error text, and what is not known; what connects is counted. */
function forecastLines(forecast: readonly RuntimeForecast[], width: number, paint: Paint): readonly string[] {
	if (forecast.length === 0) return []
	const { summary, rows } = forecastView(forecast)
	return [
		...titled(`Other runtimes: ${summary}`, width, paint),
		...failingLines(rows, width, paint),
		...unknownLines(rows, width, paint),
	]
}

/** Many runtimes that fail for the same reason share a line, and leave their words to the longer forms. */
function failingLines(rows: readonly RuntimeForecast[], width: number, paint: Paint): readonly string[] {
	const failing = rows.filter(({ verdict }) => verdict === "fails")
	return grouped(failing, ({ why }) => why.join(" ")).flatMap(([reason, group]) => {
		const isMany = group.length > toldAloneMax
		const heads = isMany ? [group.map(({ label }) => label).join(" · ")] : group.map(({ label }) => label)
		return [
			...heads.flatMap((head, at) => [
				...wrapText(`✗ fails: ${printableLine(head)}`, width).map((line) => paint(line, "red")),
				...(isMany ? [] : indented(group[at]?.error ?? "", width).filter((line) => line.trim() !== "")),
			]),
			...(reason === "" ? [] : marked("-", reason, width)),
			...(isMany ? [paint(`${indent}The words of each: --markdown or --json.`, "dim")] : []),
		]
	})
}

/** More runtimes than this with one reason are told together. */
const toldAloneMax = 3

/** Runtimes that are unknown for the same reason share a line. */
function unknownLines(rows: readonly RuntimeForecast[], width: number, paint: Paint): readonly string[] {
	const unknown = rows.filter(({ verdict }) => verdict === "unknown")
	return grouped(unknown, ({ why }) => why.join(" ")).flatMap(([reason, group]) => [
		...wrapText(`? unknown: ${printableLine(group.map(({ label }) => label).join(" · "))}`, width).map(
			(line) => paint(line, "dim"),
		),
		...(reason === "" ? [] : marked("-", reason, width)),
	])
}

function addressLines(
	addresses: NonNullable<Report["addresses"]>,
	width: number,
	paint: Paint,
): readonly string[] {
	return [
		...titled("Addresses of the name", width, paint),
		...addresses.flatMap(({ address, outcome, text, differs }) => [
			`${differs.length === 0 ? " " : "!"} ${printableLine(address)}  ${outcome}`,
			...indented(text, width),
			...differs.flatMap((each) => marked("-", each, width)),
		]),
	]
}
