import type { ExplainedCause, Explanation } from "#diagnosis/explain/explanation"
import type { JoinedEvidence } from "#diagnosis/explain/join-evidence"
import type { Fix } from "#diagnosis/finding"
import { printableLine } from "#report/printable-text"
import { wrapText } from "#report/wrap-text"

/**
 * Renders an explanation for a terminal: the answer in one sentence, causes ranked with why, what decides or would tell,
 * then the fixes. With the evidence of a check, the sentence that joins both comes first.
 */
export function renderExplanation(explanation: Explanation, width: number, joined?: JoinedEvidence): string {
	const { ambiguous, decision, wouldTell = [] } = explanation
	const answer = joined?.sentence ?? ambiguous ?? explanation.answer
	const blocks = [
		wrapText(printableLine(answer), width),
		joined === undefined ? causeLines(explanation.causes, width) : joinedLines(joined, width),
		joined !== undefined || decision === undefined ? [] : [`To decide: ${decision.command}`],
		joined !== undefined || wouldTell.length === 0
			? []
			: [
					"What would tell:",
					...wouldTell.flatMap(({ where, text, command }) => [
						...wrapText(`${where}: ${text}`, width - 4).map(
							(line, at) => `${at === 0 ? "  - " : "    "}${line}`,
						),
						...(command === undefined ? [] : [`    ${command}`]),
					]),
				],
		fixLines(joined?.fixes ?? explanation.fixes, width),
	]
	const text = blocks
		.filter((block) => block.length > 0)
		.map((block) => block.join("\n"))
		.join("\n\n")
	return `${text}\n`
}

function causeLines(causes: readonly ExplainedCause[], width: number): readonly string[] {
	if (causes.length === 0) return []
	const isNews = (why: string, index: number) => causes.findIndex((cause) => cause.why === why) === index
	return [
		"Causes, most likely first:",
		...causes.flatMap(({ rule, confidence, why, consequenceOf }, index) =>
			item(
				`${index + 1}. ${rule}  ${percent(confidence)}`,
				[
					...(isNews(why, index) ? [why] : []),
					...(consequenceOf === undefined ? [] : [`A consequence of ${consequenceOf}.`]),
				].join(" "),
				width,
			),
		),
	]
}

function joinedLines({ causes, target }: JoinedEvidence, width: number): readonly string[] {
	return [
		`Text and check of ${printableLine(target)} together:`,
		...causes.flatMap(({ rule, confidence, why, standing }, index) =>
			item(`${index + 1}. ${rule}  ${standing}  ${percent(confidence)}`, why, width),
		),
	]
}

function item(head: string, text: string, width: number): readonly string[] {
	const lines = text === "" ? [] : wrapText(printableLine(text), width - 5)
	return [`  ${head}`, ...lines.map((line) => `     ${line}`)]
}

function fixLines(fixes: readonly Fix[], width: number): readonly string[] {
	if (fixes.length === 0) return []
	return [
		"What to change:",
		...fixes.flatMap((fix) => [
			...wrapText(`${fix.for}: ${fix.text}`, width - 2).map((line) => `  ${line}`),
			...(fix.command ?? "")
				.split("\n")
				.filter((line) => line !== "")
				.map((line) => `    ${line}`),
		]),
	]
}

function percent(confidence: number): string {
	return `${Math.round(confidence * 100)} %`
}
