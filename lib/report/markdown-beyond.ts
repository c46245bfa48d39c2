import type { ChoiceVerdict, EnforcementVerdict, RuntimeForecast } from "#diagnosis/finding"
import {
	actualWords,
	enforcementMark,
	enforcementMarks,
	enforcementTitles,
	enforcementView,
	expectedWords,
} from "./enforcement-view.ts"
import { escapeMarkdown } from "./escape-markdown.ts"
import { forecastView } from "./forecast-view.ts"
import { opensslDifferences } from "./openssl-difference.ts"
import type { Report } from "./report.ts"
import { runtimesView } from "./runtimes-view.ts"
import { profileWords, type ScanLine, type ScanSection, scanSections, scanSummary } from "./scan-view.ts"
import { durationText } from "./words.ts"

/** Authorities of one CertificateRequest that a document lists; JSON has all. */
const authoritiesMax = 500

/** What was seen beyond the lanes, as blocks of Markdown; what was not asked for is left out. */
export function beyondBlocks(report: Report): readonly string[] {
	const { scan, protocols, enforcement, addresses } = report
	return [
		...runtimeBlocks(report),
		...opensslBlocks(report),
		...(addresses === undefined ? [] : addressBlocks(addresses)),
		...(scan === undefined ? [] : scanBlocks(scan)),
		...(protocols === undefined ? [] : protocolBlocks(protocols)),
		...(enforcement === undefined ? [] : enforcementBlocks(enforcement)),
		...choiceBlocks(report.clientCertificate),
		...forecastBlocks(report.forecast),
	]
}

/** A table; cells are escaped here, head cells are our own words. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	return [head, head.map(() => "---"), ...rows.map((row) => row.map(escapeMarkdown))]
		.map((row) => `| ${row.join(" | ")} |`)
		.join("\n")
}

function list(lines: readonly string[]): string {
	return lines.map((line) => `- ${escapeMarkdown(line)}`).join("\n")
}

/** What every runtime would say of the chain of the configured lane. */
function runtimeBlocks(report: Report): readonly string[] {
	const compared = report.attempts.find(({ configured }) => configured)?.runtimes
	if (compared === undefined) return []
	const { sentence, question, rows } = runtimesView(compared)
	const cells = rows.map(({ labels, verdict, reasons, openssl }) => [
		labels.join(", "),
		verdict === "accepted" ? "takes it" : "refuses it",
		[...reasons, ...(openssl === undefined ? [] : [`OpenSSL: ${openssl}.`])].join(" "),
	])
	return [
		"## What each runtime would say of the chain",
		escapeMarkdown(sentence),
		escapeMarkdown(question),
		table(["Runtime", "Verdict", "Why"], cells),
	]
}

/** Where our verdict is not OpenSSL's, and why. */
function opensslBlocks(report: Report): readonly string[] {
	const sentences = opensslDifferences(report)
	return sentences.length === 0 ? [] : ["## Where OpenSSL judges otherwise", list(sentences)]
}

function scanBlocks(scan: NonNullable<Report["scan"]>): readonly string[] {
	const used = `${scan.connections} of at most ${scan.connectionsMax} connections in ${durationText(scan.durationMs)}`
	return [
		"## What it offers",
		escapeMarkdown(scanSummary(scan)),
		`${used}${scan.stopped ? ", stopped before it was finished" : ""}.`,
		...scan.profiles.flatMap((profile) => [
			`### ${profileWords(profile)}`,
			...(profile.reasons.length === 0 ? [] : [list(profile.reasons)]),
		]),
		...scanSections(scan).flatMap(sectionBlocks),
		...(scan.problems.length === 0 ? [] : ["### What could not be asked or read", list(scan.problems)]),
	]
}

function sectionBlocks({ title, form, lines }: ScanSection): readonly string[] {
	if (form === "rows") return [`### ${title}`, table(["", "Answer", "How"], lines.map(answerCells))]
	return [`### ${title}`, ...lines.flatMap(listBlocks)]
}

function answerCells({ name, word = "", values, note }: ScanLine): readonly string[] {
	return [name, word, [...values, note].join("; ")]
}

function listBlocks({ name, values, note }: ScanLine): readonly string[] {
	const head = escapeMarkdown(`${name}. ${note}`.trim())
	if (values.length === 0) return [head]
	return [head, values.map((value, index) => `${index + 1}. ${escapeMarkdown(value)}`).join("\n")]
}

function protocolBlocks({ verdicts }: NonNullable<Report["protocols"]>): readonly string[] {
	if (verdicts.length === 0) return []
	const rows = verdicts.map(({ protocol, verdict, text }) => [protocol, verdict, text])
	return ["## Protocols", table(["Protocol", "Spoken", "How"], rows)]
}

function enforcementBlocks(verdicts: readonly EnforcementVerdict[]): readonly string[] {
	const { summary, rows } = enforcementView(verdicts)
	const cells = rows.map((row) => {
		const { mark, word } = enforcementMarks[enforcementMark(row)]
		return [
			`${mark} ${word}`,
			`${enforcementTitles[row.posture]}: ${row.brings}`,
			row.actual === "skipped" ? "" : expectedWords[row.expected],
			actualWords[row.actual],
			row.text === row.how ? row.how : `${row.how} ${row.text}`,
		]
	})
	return [
		"## Refusals",
		escapeMarkdown(summary),
		table(["Judgement", "Posture", "Expected", "Actual", "How"], cells),
	]
}

function choiceBlocks({ verdict, text, asked, checks, runtimes = [] }: ChoiceVerdict): readonly string[] {
	if (text === "" || (verdict === "not-asked" && asked === undefined)) return []
	const authorities = asked?.certificateAuthorities ?? []
	const more = authorities.length - authoritiesMax
	return [
		"## Client certificate",
		escapeMarkdown(text),
		...(checks.length === 0
			? []
			: [list(checks.map((check) => `${check.about}, ${check.verdict}: ${check.text}`))]),
		...(runtimes.length === 0
			? []
			: [
					"### What clients do with it",
					list(runtimes.map((runtime) => `${runtime.text} (${runtime.source})`)),
				]),
		...(authorities.length === 0
			? []
			: [
					`### Acceptable authorities: ${authorities.length}`,
					list(authorities.slice(0, authoritiesMax)),
					...(more > 0 ? [`And ${more} more, which the JSON report names.`] : []),
				]),
		...(asked === undefined || asked.signatureSchemes.length === 0
			? []
			: ["### Signature schemes", list(asked.signatureSchemes)]),
	]
}

function forecastBlocks(forecast: readonly RuntimeForecast[]): readonly string[] {
	if (forecast.length === 0) return []
	const { summary, rows } = forecastView(forecast)
	const cells = rows.map((row) => [
		row.label,
		row.verdict,
		row.error ?? "",
		row.why.join(" "),
		row.sources.map(({ text, section }) => (section === undefined ? text : `${text}, ${section}`)).join("; "),
	])
	return [
		"## Other runtimes",
		escapeMarkdown(summary),
		table(["Runtime", "Forecast", "Error text", "Why", "Source"], cells),
	]
}

function addressBlocks(addresses: NonNullable<Report["addresses"]>): readonly string[] {
	const rows = addresses.map(({ address, outcome, text, differs }) => [
		address,
		outcome,
		text,
		differs.join(" "),
	])
	return ["## Addresses", table(["Address", "Outcome", "What happened", "Differs"], rows)]
}
