import type { EnforcementAttempt, EnforcementPosture } from "#probe/enforcement-observation"
import type { EnforcementVerdict, Evidence } from "./finding.ts"
import { judgeEnforcement } from "./judge-enforcement.ts"
import type { RunFacts } from "./rule.ts"

/** One posture that got in although it must be refused. */
export interface Gap {
	readonly verdict: EnforcementVerdict
	readonly issuer?: EnforcementAttempt["issuer"]
}

/** The gaps of a run among these postures, in the order of the table. */
export function gapsOf({ run, server }: RunFacts, postures: readonly EnforcementPosture[]): readonly Gap[] {
	const rows = run.enforcement?.attempts ?? []
	return (judgeEnforcement(run, server) ?? [])
		.filter(({ judgement, posture }) => judgement === "gap" && postures.includes(posture))
		.map((verdict) => {
			const issuer = rows.find(({ posture }) => posture === verdict.posture)?.issuer
			return { verdict, ...(issuer === undefined ? {} : { issuer }) }
		})
}

/** True when the server lets strangers' signatures in: what else is wrong with such a certificate then proves nothing. */
export function takesAnyIssuer(facts: RunFacts): boolean {
	return gapsOf(facts, ["self-signed", "foreign-ca"]).length > 0
}

/** What was brought and what came of it, for each gap. */
export function gapEvidence(gaps: readonly Gap[]): readonly Evidence[] {
	return gaps.map(({ verdict }) => ({ text: `${verdict.brings} ${verdict.how}` }))
}
