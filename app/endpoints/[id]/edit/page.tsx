import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { PageHeading } from "#components/ui/heading"
import { getEndpointView } from "#server/queries"
import { EndpointFormSection } from "../../_sections/endpoint-form-section.tsx"

export async function generateMetadata({ params }: PageProps<"/endpoints/[id]/edit">): Promise<Metadata> {
	const endpoint = await getEndpointView((await params).id)
	return { title: `Edit ${endpoint?.name ?? "endpoint"}` }
}

/** Changes or deletes one endpoint. */
export default async function EditEndpointPage({ params }: PageProps<"/endpoints/[id]/edit">) {
	const { id } = await params
	const endpoint = await getEndpointView(id)
	if (endpoint === undefined) notFound()
	const { name, version, values, kept, fromLab } = endpoint
	return (
		<div className="mx-auto max-w-5xl">
			<PageHeading
				title={`Edit ${name}`}
				lead={
					fromLab
						? "This endpoint belongs to the lab: it is made anew at every start, and what you change here lasts until then."
						: "Keys and tokens that are kept here stay as they are unless you replace or remove them."
				}
			/>
			<EndpointFormSection start={{ id, version, values, kept }} name={name} />
		</div>
	)
}
