import { PageHeading } from "#components/ui/heading"

export default function OverviewPage() {
	return <PageHeading title="Overview" />
}
