import type { Metadata } from "next"
import { Suspense } from "react"
import { address } from "#components/ui/address"
import { ButtonLink } from "#components/ui/button"
import { PageHeading } from "#components/ui/heading"
import { SkeletonRows } from "#components/ui/skeleton"
import { LabSection } from "./_sections/lab-section.tsx"
import { WorkloadSection } from "./_sections/workload-section.tsx"

export const metadata: Metadata = { title: "Lab" }

/** The lab: real servers that are good, or wrong in one way on purpose. */
export default function LabPage() {
	return (
		<div className="mx-auto max-w-6xl">
			<PageHeading
				title="Lab"
				lead="Real gRPC servers on this machine, each good or wrong in one way on purpose. Check one and see what its fault looks like from every side."
				actions={<ButtonLink href={address("/lab#workload-api")}>A Workload API of your own</ButtonLink>}
			/>
			<Suspense fallback={<SkeletonRows rows={10} label="Loading the scenarios" />}>
				<LabSection />
			</Suspense>
			<Suspense fallback={<SkeletonRows rows={2} label="Looking at the Workload API" />}>
				<WorkloadSection />
			</Suspense>
		</div>
	)
}
