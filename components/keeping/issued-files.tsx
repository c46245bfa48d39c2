"use client"

import { Download } from "lucide-react"
import type { Secret } from "#base/secret"
import { Button } from "#components/ui/button"
import { severityMeanings } from "#components/ui/meaning"
import { Status } from "#components/ui/status"

/** A certificate that was just issued, with the key that only this page has. */
export interface IssuedPem {
	/** Of the files: `server` gives `server.pem` and `server-key.pem`. */
	readonly name: string
	readonly chainPem: string
	readonly caPem: string
	readonly keyPem: Secret<string>
	readonly leftOut: readonly { readonly what: string; readonly why: string }[]
	readonly advice: readonly string[]
}

/** What was issued, to be saved now: the key is nowhere else. */
export function IssuedFiles({ files }: { readonly files: IssuedPem }) {
	const { name, chainPem, caPem, keyPem, leftOut, advice } = files
	return (
		<section aria-label="Issued" className="flex flex-col gap-2 pb-2">
			<p role="status">
				<Status
					meaning={severityMeanings.ok}
					word="Issued. Save the files now: the key is in this page alone."
					className="whitespace-normal"
				/>
			</p>
			<div className="flex flex-wrap gap-2">
				<Save name={`${name}.pem`} text={() => chainPem} />
				<Save name={`${name}-key.pem`} text={() => keyPem.reveal()} />
				<Save name="ca.pem" text={() => caPem} />
			</div>
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
		</section>
	)
}

function Save({ name, text }: { readonly name: string; readonly text: () => string }) {
	return (
		<Button size="sm" onClick={() => save(text(), name)}>
			<Download aria-hidden />
			{name}
		</Button>
	)
}

/** Hands a text to the browser as a file; nothing is sent anywhere. */
function save(text: string, fileName: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: "application/x-pem-file" }))
	const link = document.createElement("a")
	link.href = url
	link.download = fileName
	link.click()
	setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
