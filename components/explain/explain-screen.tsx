"use client"

import { useEffect, useRef, useState } from "react"
import { explainStorageKey } from "#components/shell/read-question"
import { PageHeading } from "#components/ui/heading"
import { Textarea } from "#components/ui/input"
import { Select } from "#components/ui/select"
import type { Explanation } from "#diagnosis/explain/explanation"
import type { RuleTitles } from "./cause-list.tsx"
import { Explained } from "./explained.tsx"
import type { EvidenceActions } from "./use-evidence.tsx"

/** Who printed a text; `unsaid` lets its own words decide. */
export type EmitterChoice = "unsaid" | "client" | "server" | "proxy" | "agent"

const emitters = [
	{ value: "unsaid", label: "whoever it sounds like" },
	{ value: "client", label: "a client" },
	{ value: "server", label: "a server" },
	{ value: "proxy", label: "a proxy" },
	{ value: "agent", label: "a SPIFFE agent" },
] as const satisfies readonly { readonly value: EmitterChoice; readonly label: string }[]

/** A text and what it was taken to mean. */
export interface ExplainedText {
	readonly text: string
	readonly explanation: Explanation
}

/** Asks for the meaning of a text; given by the page. */
export type ExplainText = (request: {
	readonly text: string
	readonly emitter?: Exclude<EmitterChoice, "unsaid">
}) => Promise<
	| { readonly kind: "explained"; readonly explanation: Explanation }
	| { readonly kind: "failed"; readonly text: string }
>

/** How long typing must pause before the text is explained, milliseconds. */
const pauseMs = 350
const addressTextMax = 1_200

/** Paste an error, read what it means. The address follows while the text is short enough to send to a colleague. */
export function ExplainScreen({
	initial,
	emitter: initialEmitter,
	isFromField,
	titles,
	explainText,
	actions,
}: {
	readonly initial: ExplainedText | undefined
	readonly emitter: EmitterChoice
	/** The text waits in session storage: it was too long for the address. */
	readonly isFromField: boolean
	readonly titles: RuleTitles
	readonly explainText: ExplainText
	readonly actions: EvidenceActions
}) {
	const [text, setText] = useState(initial?.text ?? "")
	const [emitter, setEmitter] = useState<EmitterChoice>(initialEmitter)
	const [explained, setExplained] = useState(initial)
	const [problem, setProblem] = useState<string>()
	const asked = useRef({ text: initial?.text ?? "", emitter: initialEmitter })

	useEffect(() => {
		if (!isFromField) return
		const stored = sessionStorage.getItem(explainStorageKey)
		if (stored !== null) setText(stored)
	}, [isFromField])

	useEffect(() => {
		if (asked.current.text === text && asked.current.emitter === emitter) return
		let isCurrent = true
		const timer = setTimeout(async () => {
			asked.current = { text, emitter }
			keepAddress(text, emitter)
			if (text.trim() === "") return setExplained(undefined)
			const outcome = await explainText({ text, ...(emitter === "unsaid" ? {} : { emitter }) }).catch(
				() => lost,
			)
			if (!isCurrent) return
			setProblem(outcome.kind === "failed" ? outcome.text : undefined)
			if (outcome.kind === "explained") setExplained({ text, explanation: outcome.explanation })
		}, pauseMs)
		return () => {
			isCurrent = false
			clearTimeout(timer)
		}
	}, [text, emitter, explainText])

	return (
		<div className="mx-auto max-w-5xl">
			<PageHeading
				title="Explain an error"
				lead="Paste what a client, server, proxy or agent printed, a line or a whole log, from any gRPC stack. It stays in this program."
			/>
			<label htmlFor="error-text" className="sr-only">
				Error text
			</label>
			<Textarea
				id="error-text"
				mono
				rows={4}
				value={text}
				maxLength={1_000_000}
				onChange={(event) => setText(event.target.value)}
				placeholder={
					"rpc error: code = Unavailable desc = connection error: desc = “error reading server preface: remote error: tls: certificate required”"
				}
				className="min-h-28"
			/>
			<div className="mt-2 flex flex-wrap items-center justify-between gap-2">
				<Select
					label="Who printed it"
					prefix="Printed by"
					size="sm"
					value={emitter}
					onChange={setEmitter}
					options={emitters}
				/>
				<p className="text-ink-faint text-sm">
					The same words mean different things from a client and a server.
				</p>
			</div>
			<div aria-live="polite" className="mt-6">
				{problem === undefined ? null : <p className="text-broken">{problem}</p>}
				{explained === undefined ? (
					<Examples onChoose={setText} />
				) : (
					<Explained key={explained.text} {...explained} titles={titles} actions={actions} />
				)}
			</div>
		</div>
	)
}

const lost = { kind: "failed", text: "Countersign did not answer. Is it still running?" } as const

const examples = [
	"error reading server preface: remote error: tls: certificate required",
	"14 UNAVAILABLE: No connection established. Last error: unable to verify the first certificate",
	"tls: first record does not look like a TLS handshake",
	"x509: certificate is valid for billing.internal, not localhost",
]

function Examples({ onChoose }: { readonly onChoose: (text: string) => void }) {
	return (
		<section aria-label="Examples" className="border-line border-t pt-4">
			<p className="mb-1 text-ink-soft text-sm">Or look at one of these.</p>
			<ul>
				{examples.map((example) => (
					<li key={example}>
						<button
							type="button"
							onClick={() => onChoose(example)}
							className="link min-h-7 py-1 text-left font-mono text-xs wrap-anywhere"
						>
							{example}
						</button>
					</li>
				))}
			</ul>
		</section>
	)
}

/** Replaces the address without a round trip. A text too long for it leaves the bare page. */
function keepAddress(text: string, emitter: EmitterChoice): void {
	const query = new URLSearchParams()
	if (text.trim() !== "" && text.length <= addressTextMax) query.set("text", text)
	if (emitter !== "unsaid") query.set("emitter", emitter)
	const search = query.size === 0 ? "" : `?${query}`
	window.history.replaceState(null, "", `/explain${search}`)
}
