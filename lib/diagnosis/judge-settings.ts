import type { Judgement, RunFacts } from "./rule.ts"

/** One judgement for every problem of the settings that carries this rule. */
export function settingJudgements(facts: RunFacts, rule: string): readonly Judgement[] {
	return facts.run.settingProblems
		.filter((problem) => problem.rule === rule)
		.map((problem) => ({
			title: problem.text,
			detail: `Nothing that needs it was dialled. ${problem.hint}`,
			evidence: [{ text: `Setting ${problem.field}: ${problem.text}` }],
			postures: facts.run.attempts.filter((attempt) => attempt.configured).map((attempt) => attempt.posture),
			verdict: `${problem.text}`,
			advice: problem.hint,
		}))
}
