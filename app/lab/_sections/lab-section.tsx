import { LabList } from "#components/overview/lab-list"
import { EmptyState } from "#components/ui/empty-state"
import { listEndpointRows, listLabScenarios } from "#server/queries"
import { startCheckAll, stopRun } from "../../actions/check.ts"

/** The scenarios of the running lab, with how each stood when it was last checked. */
export async function LabSection() {
	const [scenarios, rows] = await Promise.all([listLabScenarios(), listEndpointRows()])
	if (scenarios.length === 0) {
		return (
			<EmptyState title="No lab is running.">
				Start the dashboard with <code>countersign serve --lab</code>, or in a checkout with{" "}
				<code>npm start</code>, and its servers stand here and in the overview.
			</EmptyState>
		)
	}
	const last = new Map(rows.map((row) => [row.id, row.last]))
	const entries = scenarios.map((scenario) => {
		const run = last.get(scenario.endpointId)
		return { ...scenario, ...(run === undefined ? {} : { last: run }) }
	})
	return <LabList scenarios={entries} startChecks={startCheckAll} stopRun={stopRun} />
}
