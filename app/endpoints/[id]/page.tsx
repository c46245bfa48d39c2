import type { Metadata } from "next"
import { Suspense } from "react"
import { getEndpointView } from "#server/queries"
import { EndpointRunSection, EndpointRunSkeleton } from "./_sections/endpoint-run-section.tsx"

export async function generateMetadata({ params }: PageProps<"/endpoints/[id]">): Promise<Metadata> {
	const endpoint = await getEndpointView((await params).id)
	return { title: endpoint?.name ?? "Endpoint" }
}

/** One endpoint: what it does, why a client fails, what to change. */
export default async function EndpointPage({ params }: PageProps<"/endpoints/[id]">) {
	const { id } = await params
	return (
		<Suspense fallback={<EndpointRunSkeleton />}>
			<EndpointRunSection id={id} />
		</Suspense>
	)
}
