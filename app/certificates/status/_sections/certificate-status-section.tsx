import { groupCertificates, leadOf } from "#components/keeping/group-certificates"
import { address } from "#components/ui/address"
import { ButtonLink } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { PageHeading, SectionHeading } from "#components/ui/heading"
import { getCertificateOverview } from "#server/certificates"
import { RememberFilesSection, StatusListSection } from "./status-actions.tsx"

/** What needs renewal first, then what is in order, what has ended, and what only the lab uses. */
export async function CertificateStatusSection() {
	const overview = await getCertificateOverview()
	const groups = groupCertificates(overview.certificates)
	return (
		<>
			<PageHeading
				title="Certificate status"
				lead={leadOf(overview)}
				actions={<ButtonLink href={address("/certificates")}>Look into files</ButtonLink>}
			/>
			{groups.length === 0 ? (
				<EmptyState title="No certificate is known yet.">
					Check an endpoint, remember certificates from files below, or keep a CA and issue from it.
					Countersign then says when each certificate has to be renewed and what depends on it. Probes read
					the same at <code>/healthz/certificates</code>.
				</EmptyState>
			) : null}
			{groups.map(({ id, title, certificates }) => (
				<section key={id} aria-labelledby={id} className="mb-8">
					<SectionHeading id={id}>
						{title} ({certificates.length.toLocaleString("en")})
					</SectionHeading>
					<StatusListSection label={title} certificates={certificates} />
				</section>
			))}
			{overview.leftOut > 0 ? (
				<p className="mb-8 text-ink-soft">
					{overview.leftOut.toLocaleString("en")} more are not shown: those with the most time left.
				</p>
			) : null}
			<details className="mb-8">
				<summary className="min-h-7 cursor-pointer py-1 font-semibold">
					Remember certificates from files
				</summary>
				<div className="py-2">
					<RememberFilesSection />
				</div>
			</details>
		</>
	)
}
