import { CircleDashed, CircleDot } from "lucide-react"
import { answerMeanings, enforcementMeanings, type Meaning } from "#components/ui/meaning"
import type { EnforcementVerdict } from "#diagnosis/finding"
import type { EnforcementAttempt, EnforcementPosture } from "#probe/enforcement-observation"
import {
	actualWords,
	enforcementMark,
	enforcementTitles,
	enforcementView,
	expectedWords,
} from "#report/enforcement-view"
import type { AfterLanes } from "./live-run.tsx"

/** One row of the enforcement table, ready to be drawn. */
export interface RefusalRow {
	readonly posture: EnforcementPosture
	readonly title: string
	readonly meaning: Meaning
	readonly isGap: boolean
	/** True while it is tried. */
	readonly isRunning: boolean
	readonly brings?: string
	/** Known once the run is judged. */
	readonly expected?: string
	readonly actual?: string
	readonly how?: string
	/** Why it is judged so. */
	readonly text?: string
	/** What was seen; absent for what was not tried. */
	readonly attempt?: EnforcementAttempt["attempt"]
}

/** The judged table: gaps first. */
export function judgedRows(
	verdicts: readonly EnforcementVerdict[],
	attempts: readonly EnforcementAttempt[],
): readonly RefusalRow[] {
	return enforcementView(verdicts).rows.map((verdict) => {
		const mark = enforcementMark(verdict)
		const attempt = attempts.find(({ posture }) => posture === verdict.posture)?.attempt
		return {
			posture: verdict.posture,
			title: enforcementTitles[verdict.posture],
			meaning: enforcementMeanings[mark],
			isGap: mark === "gap",
			isRunning: false,
			...(mark === "skipped"
				? {}
				: {
						brings: verdict.brings,
						expected: expectedWords[verdict.expected],
						actual: actualWords[verdict.actual],
					}),
			how: verdict.how,
			...(verdict.text === verdict.how ? {} : { text: verdict.text }),
			...(attempt === undefined ? {} : { attempt }),
		}
	})
}

/** The table while it fills: what has ended in the order in which it ended, then what is still tried. Nothing is judged yet. */
export function liveRows({ postures, enforcement }: AfterLanes): readonly RefusalRow[] {
	const ended = enforcement.filter(({ actual }) => actual !== "skipped").map(endedRow)
	const open = postures.filter((posture) => !ended.some((row) => row.posture === posture))
	return [...ended, ...open.map(runningRow)]
}

function endedRow({ posture, brings, actual, how, attempt }: EnforcementAttempt): RefusalRow {
	const word = actualWords[actual]
	return {
		posture,
		title: enforcementTitles[posture],
		meaning:
			actual === "refused" ? { ...answerMeanings.refused, word } : { tone: "unknown", icon: CircleDot, word },
		isGap: false,
		isRunning: false,
		brings,
		how,
		...(attempt === undefined ? {} : { attempt }),
	}
}

function runningRow(posture: EnforcementPosture): RefusalRow {
	return {
		posture,
		title: enforcementTitles[posture],
		meaning: { tone: "unknown", icon: CircleDashed, word: "to be tried" },
		isGap: false,
		isRunning: true,
	}
}
