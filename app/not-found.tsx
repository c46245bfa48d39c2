import type { Metadata } from "next"
import { ButtonLink } from "#components/ui/button"
import { PageHeading } from "#components/ui/heading"

export const metadata: Metadata = { title: "Nothing here" }

/** An address that leads nowhere. */
export default function NotFoundPage() {
	return (
		<div className="mx-auto max-w-2xl py-8">
			<PageHeading
				title="Nothing has this address."
				lead="An endpoint or run may have been deleted. Runs of the lab go when its endpoints are made anew."
			/>
			<ButtonLink variant="primary" href="/">
				To the overview
			</ButtonLink>
		</div>
	)
}
