"use client"

import type { Secret } from "#base/secret"
import { severityMeanings } from "#components/ui/meaning"
import { Status } from "#components/ui/status"
import { DownloadPanel } from "#components/workshop/download-panel"

/** A certificate that was just issued, with the key that only this page has. */
export interface IssuedPem {
	/** Of the files, to begin with. */
	readonly name: string
	readonly chainPem: string
	readonly caPem: string
	/** PKCS #8. */
	readonly key: Secret<Uint8Array>
	readonly leftOut: readonly { readonly what: string; readonly why: string }[]
	readonly advice: readonly string[]
}

/** What was issued, to be saved now, in any format: the key is nowhere else. */
export function IssuedFiles({ files }: { readonly files: IssuedPem }) {
	const { name, chainPem, caPem, key, leftOut, advice } = files
	return (
		<section aria-label="Issued" className="flex flex-col gap-3 pb-2">
			<p role="status">
				<Status
					meaning={severityMeanings.ok}
					word="Issued. Save the files now: the key is in this page alone."
					className="whitespace-normal"
				/>
			</p>
			{advice.length + leftOut.length === 0 ? null : (
				<ul className="max-w-prose text-ink-soft text-sm">
					{advice.map((text) => (
						<li key={text}>{text}</li>
					))}
					{leftOut.map(({ what, why }) => (
						<li key={what}>
							Not granted: {what}. {why}
						</li>
					))}
				</ul>
			)}
			<DownloadPanel
				label="Download it"
				name={name}
				hasKey
				files={async (format, { withKey, ...options }) => {
					const { chainOf, write } = await import("#components/workshop/workshop-materials")
					const material = { chain: chainOf(chainPem), roots: chainOf(caPem) }
					return write(withKey ? { ...material, key } : material, format, options)
				}}
			/>
		</section>
	)
}
