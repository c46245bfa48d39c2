import type { Metadata } from "next"
import { emptyValues, nothingKept } from "#components/endpoint-form/form-values"
import { PageHeading } from "#components/ui/heading"
import { EndpointFormSection } from "../_sections/endpoint-form-section.tsx"

export const metadata: Metadata = { title: "Add an endpoint" }

/** Adds an endpoint; `?target=` fills in the first field. */
export default async function NewEndpointPage({ searchParams }: PageProps<"/endpoints/new">) {
	const { target } = await searchParams
	const start = {
		values: { ...emptyValues, target: typeof target === "string" ? target : "" },
		kept: nothingKept,
	}
	return (
		<div className="mx-auto max-w-5xl">
			<PageHeading
				title="Add an endpoint"
				lead="Where it is, and what your clients bring. Only the target is needed."
			/>
			<EndpointFormSection start={start} />
		</div>
	)
}
