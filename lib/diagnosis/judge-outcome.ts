import type { AttemptObservation } from "#probe/observation"
import { laneEvidence } from "./read-attempt.ts"
import type { Judgement, RunFacts } from "./rule.ts"

/** The lanes that speak for the settings and meet `test`, and whether there are any. */
export function focusLanes(
	facts: RunFacts,
	test: (attempt: AttemptObservation) => boolean,
): readonly AttemptObservation[] {
	return facts.focus.filter(test)
}

/**
 * A judgement about how lanes ended. Evidence is each lane's own sentence; postures are those of every tried lane that
 * meets `test`, provided that one which speaks for the settings does.
 */
export function outcomeJudgement(
	facts: RunFacts,
	test: (attempt: AttemptObservation) => boolean,
	words: (first: AttemptObservation) => Omit<Judgement, "evidence" | "postures">,
): readonly Judgement[] {
	const first = focusLanes(facts, test)[0]
	if (first === undefined) return []
	const hits = facts.tried.filter(test)
	return [
		{
			...words(first),
			evidence: hits.map((attempt) => laneEvidence(attempt)),
			postures: hits.map((attempt) => attempt.posture),
		},
	]
}
