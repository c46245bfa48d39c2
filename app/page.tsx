import { Suspense } from "react"
import { OverviewSection, OverviewSkeleton } from "./_sections/overview-section.tsx"

/** All endpoints and how they stand. */
export default function OverviewPage() {
	return (
		<Suspense fallback={<OverviewSkeleton />}>
			<OverviewSection />
		</Suspense>
	)
}
