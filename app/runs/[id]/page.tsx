import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { StoredRunScreen } from "#components/run/stored-run-screen"
import { getRunView } from "#server/queries"
import { KeptCasSection } from "../../_sections/kept-cas-section.tsx"
import { RuleNotesSection } from "../../_sections/rule-notes-section.tsx"
import { startCheck, stopRun } from "../../actions/check.ts"
import { exportIncident } from "../../actions/incident.ts"

export async function generateMetadata({ params }: PageProps<"/runs/[id]">): Promise<Metadata> {
	const view = await getRunView((await params).id)
	return { title: view === undefined ? "Run" : `Run of ${view.endpoint?.name ?? view.run.target}` }
}

/** An earlier run by its address. */
export default async function RunPage({ params }: PageProps<"/runs/[id]">) {
	const view = await getRunView((await params).id)
	if (view === undefined) notFound()
	return (
		<RuleNotesSection>
			<KeptCasSection>
				<StoredRunScreen
					key={view.runId}
					stored={view}
					endpoint={view.endpoint}
					startCheck={startCheck}
					stopRun={stopRun}
					exportIncident={exportIncident}
				/>
			</KeptCasSection>
		</RuleNotesSection>
	)
}
