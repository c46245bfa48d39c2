import { SectionHeading } from "#components/ui/heading"
import { listKeptAuthorities } from "#server/certificates"
import { KeepFilesSection, KeptAuthoritiesSection } from "./status-actions.tsx"

/** The CAs that are kept here, and a way to keep one that exists already. */
export async function KeptSection() {
	const kept = await listKeptAuthorities()
	return (
		<>
			<section aria-labelledby="kept" className="mb-8">
				<SectionHeading id="kept">CAs kept in the workspace ({kept.length})</SectionHeading>
				{kept.length === 0 ? (
					<p className="text-ink-soft">
						None. A CA is kept only when somebody chooses so; keys that are made in the browser stay there
						otherwise.
					</p>
				) : (
					<KeptAuthoritiesSection
						authorities={kept.map(({ certificate, isEncrypted, keptAt }) => {
							const { sha256, subject, keyType, notBefore, notAfter } = certificate
							return { sha256, subject, keyType, notBefore, notAfter, isEncrypted, keptAt }
						})}
					/>
				)}
			</section>
			<details className="mb-8">
				<summary className="min-h-7 cursor-pointer py-1 font-semibold">Keep a CA that exists already</summary>
				<div className="py-2">
					<KeepFilesSection />
				</div>
			</details>
		</>
	)
}
