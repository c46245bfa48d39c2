"use client"

import { Dialog } from "@base-ui/react/dialog"
import { Download, FileText } from "lucide-react"
import { useState } from "react"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"

/** Writes a run down as an incident. */
export type ExportIncident = (request: {
	readonly runId: string
}) => Promise<
	| { readonly kind: "exported"; readonly markdown: string; readonly fileName: string }
	| { readonly kind: "failed"; readonly text: string }
>

type State =
	| { readonly kind: "idle" | "busy" }
	| { readonly kind: "failed"; readonly text: string }
	| { readonly kind: "exported"; readonly markdown: string; readonly fileName: string }

/** The button that writes a run down as one document, to be read, copied or downloaded. */
export function IncidentExport({ runId, write }: { readonly runId: string; readonly write: ExportIncident }) {
	const [state, setState] = useState<State>({ kind: "idle" })
	const begin = async () => {
		setState({ kind: "busy" })
		try {
			setState(await write({ runId }))
		} catch {
			setState({ kind: "failed", text: "Countersign did not answer. Is it still running?" })
		}
	}
	return (
		<Dialog.Root
			open={state.kind === "exported" || state.kind === "failed"}
			onOpenChange={(isOpen) => {
				if (!isOpen) setState({ kind: "idle" })
			}}
		>
			<Button
				title="Export the incident as Markdown"
				onClick={() => void begin()}
				disabled={state.kind === "busy"}
			>
				<FileText aria-hidden />
				Export<span className="sr-only"> incident</span>
			</Button>
			<Dialog.Portal>
				<Dialog.Backdrop className="fixed inset-0 z-40 bg-ink/20" />
				<Dialog.Popup className="fixed top-[6dvh] left-1/2 z-50 flex max-h-[88dvh] w-[min(56rem,calc(100vw-2rem))] -translate-x-1/2 flex-col gap-3 overflow-hidden rounded-md border border-line-strong bg-surface-raised p-4 shadow-float">
					<Dialog.Title className="font-semibold text-lg">The incident as Markdown</Dialog.Title>
					{state.kind === "failed" ? <p role="alert">{state.text}</p> : null}
					{state.kind === "exported" ? <Exported {...state} /> : null}
					<Dialog.Close render={<Button className="self-end">Close</Button>} />
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	)
}

function Exported({ markdown, fileName }: { readonly markdown: string; readonly fileName: string }) {
	return (
		<>
			<p className="text-ink-soft text-sm">
				Addresses, certificates and your team’s notes are in it; keys, tokens and passphrases are not.
			</p>
			<section aria-label="Text of the incident" className="min-h-0 flex-1 overflow-auto">
				<pre
					// biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, so the keys must reach it
					tabIndex={0}
					className="whitespace-pre-wrap rounded-md border border-line bg-surface-sunken px-3 py-2 font-mono text-xs leading-5 wrap-anywhere"
				>
					{markdown}
				</pre>
			</section>
			<div className="flex flex-wrap items-center gap-2">
				<CopyButton text={markdown} label="Copy the text" shows="label" />
				<Button size="sm" onClick={() => download(markdown, fileName)}>
					<Download aria-hidden />
					Download
				</Button>
			</div>
		</>
	)
}

/** Hands the text to the browser as a file; nothing is sent anywhere. */
function download(text: string, fileName: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }))
	const link = document.createElement("a")
	link.href = url
	link.download = fileName
	link.click()
	setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
