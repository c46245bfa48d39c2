import type { Metadata } from "next"
import { readCheckAddress } from "#components/run/check-form-values"
import { CheckScreen } from "#components/run/check-screen"
import { KeptCasSection } from "../_sections/kept-cas-section.tsx"
import { RuleNotesSection } from "../_sections/rule-notes-section.tsx"
import { startCheck, stopRun } from "../actions/check.ts"
import { saveEndpoint } from "../actions/endpoints.ts"

export const metadata: Metadata = { title: "Check a target" }

/** Checks a target without saving it; the address fills in the form and never dials by itself. */
export default async function CheckPage({ searchParams }: PageProps<"/check">) {
	const start = readCheckAddress(await searchParams)
	return (
		<RuleNotesSection>
			<KeptCasSection>
				<CheckScreen
					key={JSON.stringify(start)}
					start={start}
					startCheck={startCheck}
					stopRun={stopRun}
					save={saveEndpoint}
				/>
			</KeptCasSection>
		</RuleNotesSection>
	)
}
