import { notFound } from "next/navigation"
import { Suspense } from "react"
import { EndpointScreen } from "#components/run/endpoint-screen"
import { Skeleton, SkeletonRows } from "#components/ui/skeleton"
import { getEndpointView, getRunView, listRunRows } from "#server/queries"
import { KeptCasSection } from "../../../_sections/kept-cas-section.tsx"
import { RuleNotesSection } from "../../../_sections/rule-notes-section.tsx"
import { TeamNoteSection } from "../../../_sections/team-note-section.tsx"
import { startCheck, stopRun } from "../../../actions/check.ts"
import { exportIncident } from "../../../actions/incident.ts"
import { RotationSection } from "./rotation-section.tsx"

/** The endpoint with its newest run and its earlier ones. */
export async function EndpointRunSection({ id }: { readonly id: string }) {
	const endpoint = await getEndpointView(id)
	if (endpoint === undefined) notFound()
	const [history, latest] = await Promise.all([
		listRunRows(id),
		endpoint.last === undefined ? undefined : getRunView(endpoint.last.runId),
	])
	const { name, target, mode } = endpoint
	return (
		<RuleNotesSection>
			<KeptCasSection>
				<EndpointScreen
					endpoint={{ id, name, target, mode }}
					latest={latest}
					history={history}
					startCheck={startCheck}
					stopRun={stopRun}
					exportIncident={exportIncident}
				/>
			</KeptCasSection>
			<div className="mx-auto mt-6 flex max-w-7xl flex-col gap-6">
				{mode === "external" ? (
					<Suspense fallback={<SkeletonRows rows={2} label="Loading the rotation" />}>
						<RotationSection id={id} />
					</Suspense>
				) : null}
				<TeamNoteSection kind="endpoint" id={id} />
			</div>
		</RuleNotesSection>
	)
}

/** Stands in while the run is read. */
export function EndpointRunSkeleton() {
	return (
		<div className="mx-auto flex max-w-7xl flex-col gap-6">
			<Skeleton className="h-6 w-72" />
			<Skeleton className="h-7 w-full max-w-2xl" />
			<SkeletonRows rows={6} label="Loading the newest run" />
		</div>
	)
}
