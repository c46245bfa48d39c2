"use client"

import { FolderOpen, KeyRound, Square, X } from "lucide-react"
import { useState } from "react"
import { Button } from "#components/ui/button"
import { Mono } from "#components/ui/mono"
import { captureFacts } from "./capture-facts.tsx"
import type { CaptureState } from "./capture-state.tsx"
import { KeyLogPanel } from "./key-log-panel.tsx"

const problemsShown = 5

/** The file that is open: how far it has been read, what it holds, and what of it could not be read. */
export function CaptureBar({
	state,
	keyLogs,
	note,
	onChoose,
	onPaste,
	onStop,
	onClose,
}: {
	readonly state: CaptureState
	/** Key logs given beside the file. */
	readonly keyLogs: number
	readonly note: string | undefined
	readonly onChoose: () => void
	/** Takes the text of a key log. */
	readonly onPaste: (text: Blob) => void
	readonly onStop: () => void
	readonly onClose: () => void
}) {
	const { status } = state
	const [isAdding, setIsAdding] = useState(false)
	const facts = captureFacts(state, keyLogs)
	const problems = status.kind === "read" ? status.summary.problems : []
	return (
		<section aria-label="Opened file" className="flex flex-col gap-2 border-line border-y py-3">
			<div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
				<p className="min-w-0">
					<Mono className="font-semibold">{state.name}</Mono>{" "}
					<span className="text-ink-soft text-sm">{facts.text}</span>
				</p>
				<div className="flex flex-wrap gap-2">
					{status.kind === "reading" ? (
						<Button size="sm" onClick={onStop}>
							<Square aria-hidden />
							Stop
						</Button>
					) : null}
					<Button size="sm" onClick={() => setIsAdding(!isAdding)} aria-expanded={isAdding}>
						<KeyRound aria-hidden />
						Add a key log
					</Button>
					<Button size="sm" onClick={onChoose}>
						<FolderOpen aria-hidden />
						Open another
					</Button>
					<Button size="sm" variant="quiet" onClick={onClose}>
						<X aria-hidden />
						Close
					</Button>
				</div>
			</div>
			{isAdding ? (
				<KeyLogPanel
					onChoose={onChoose}
					onPaste={(text) => {
						setIsAdding(false)
						onPaste(text)
					}}
					onCancel={() => setIsAdding(false)}
				/>
			) : null}
			{status.kind === "reading" ? <Progress percent={facts.percent} /> : null}
			<p role="status" className="sr-only">
				{status.kind === "reading" ? "" : facts.text}
			</p>
			{status.kind === "failed" ? (
				<p role="alert" className="text-broken">
					{facts.failure}
				</p>
			) : null}
			{facts.mismatch === undefined ? null : (
				<p role="status" className="max-w-prose text-sm">
					{facts.mismatch}
				</p>
			)}
			{note === undefined ? null : (
				<p role="status" className="text-sm wrap-anywhere">
					{note}
				</p>
			)}
			{problems.length === 0 ? null : (
				<ul className="text-ink-soft text-sm">
					{problems.slice(0, problemsShown).map((problem) => (
						<li key={problem} className="wrap-anywhere">
							Not read: {problem}.
						</li>
					))}
					{problems.length > problemsShown ? <li>and {problems.length - problemsShown} more.</li> : null}
				</ul>
			)}
		</section>
	)
}

function Progress({ percent }: { readonly percent: number }) {
	return (
		<div
			role="progressbar"
			aria-label="Read of the file"
			aria-valuenow={percent}
			aria-valuemin={0}
			aria-valuemax={100}
			className="h-1.5 overflow-hidden rounded-sm bg-line"
		>
			<div className="h-full bg-ink" style={{ width: `${percent}%` }} />
		</div>
	)
}
