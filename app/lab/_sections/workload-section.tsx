import { connection } from "next/server"
import { WorkloadPanel } from "#components/lab-workload/workload-panel"
import { SectionHeading } from "#components/ui/heading"
import { workloadStatus as runningWorkload } from "#server/workload"
import { changeWorkload, startWorkload, stopWorkload, workloadStatus } from "../../actions/workload.ts"

/** A SPIFFE Workload API for development, without SPIRE. */
export async function WorkloadSection() {
	await connection()
	const now = await runningWorkload()
	return (
		<section aria-labelledby="workload-api" className="mt-12">
			<SectionHeading id="workload-api">A Workload API of your own</SectionHeading>
			<p className="mb-4 max-w-prose text-ink-soft">
				SVIDs, bundles and JWT-SVIDs for programs on this machine, without SPIRE. Keys are in the dashboard’s
				memory alone and end with it. On the command line:{" "}
				<code className="font-mono text-xs">countersign svid serve</code>.
			</p>
			<WorkloadPanel
				first={now}
				actions={{ status: workloadStatus, start: startWorkload, change: changeWorkload, stop: stopWorkload }}
			/>
		</section>
	)
}
