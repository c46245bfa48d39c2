import type { RunObservation } from "#probe/observation"
import type { ChoiceVerdict } from "./finding.ts"

/** Says whether the client certificate of the settings would be chosen for what the server asks. Pure. */
export function judgeChoice(_run: RunObservation): ChoiceVerdict {
	return { verdict: "unknown", text: "", checks: [] }
}
