"use client"

import type { RememberAction } from "#components/keeping/keeping-types"
import { CertificateCard } from "./certificate-card.tsx"
import { DownloadPanel } from "./download-panel.tsx"
import { RememberShown } from "./remember-shown.tsx"
import type { MadeCertificate } from "./workshop-engine.tsx"

/** A certificate that was just issued: what it is, what is unusual about it, and its files. */
export function MadeResult({
	made,
	hasKey,
	onSaved,
	remember,
}: {
	readonly made: MadeCertificate
	readonly hasKey: boolean
	/** Called with its fingerprint once its key was saved. */
	readonly onSaved?: (sha256: string) => void
	readonly remember: RememberAction
}) {
	return (
		<section aria-label="Issued" className="flex flex-col gap-3">
			{made.advice.map((text) => (
				<p key={text} className="max-w-prose text-ink-soft">
					{text}
				</p>
			))}
			<CertificateCard title="Issued" shown={made.shown} caughtBy={made.caughtBy}>
				<DownloadPanel
					label="Download it"
					name="certificate"
					hasKey={hasKey}
					files={made.files}
					onSaved={() => onSaved?.(made.shown.description.sha256)}
				/>
				<RememberShown shown={[made.shown]} remember={remember} />
			</CertificateCard>
		</section>
	)
}
