import { Overview } from "#components/overview/overview"
import { Skeleton, SkeletonRows } from "#components/ui/skeleton"
import { listEndpointRows } from "#server/queries"
import { startCheckAll, stopRun } from "../actions/check.ts"

/** The endpoints with their newest runs. */
export async function OverviewSection() {
	const rows = await listEndpointRows()
	return (
		<Overview
			rows={rows}
			hasLab={rows.some((row) => row.fromLab)}
			startChecks={startCheckAll}
			stopRun={stopRun}
		/>
	)
}

/** Stands in while the endpoints are read. */
export function OverviewSkeleton() {
	return (
		<>
			<Skeleton className="mb-4 h-8 w-80" />
			<SkeletonRows rows={12} label="Loading the endpoints" />
		</>
	)
}
