import type { Explanation } from "#diagnosis/explain/explanation"
import { wrapText } from "#report/wrap-text"

/** Renders an explanation for a terminal: causes ranked, why, then the fixes of the first. */
export function renderExplanation(explanation: Explanation, width: number): string {
	if (explanation.causes.length === 0) {
		return "No known cause fits this text.\nCheck the endpoint itself: countersign check TARGET\n"
	}
	const causes = explanation.causes.flatMap((cause, index) => [
		`${index + 1}. ${cause.rule}  ${Math.round(cause.confidence * 100)} %`,
		...wrapText(cause.why, width - 3).map((line) => `   ${line}`),
	])
	const fixes = explanation.fixes.flatMap((fix) => [
		...wrapText(`${fix.for}: ${fix.text}`, width - 2).map((line) => `  ${line}`),
		...(fix.command ?? "")
			.split("\n")
			.filter((line) => line !== "")
			.map((line) => `    ${line}`),
	])
	const ambiguous = explanation.ambiguous === undefined ? [] : ["", ...wrapText(explanation.ambiguous, width)]
	const harmless = explanation.isSecurity ? [] : ["", "This is probably no matter of transport security."]
	return `${["Most likely because of:", "", ...causes, ...ambiguous, ...harmless, "", "What to change:", ...fixes].join("\n")}\n`
}
