"use client"

import { CopyButton } from "#components/ui/copy-button"
import { Select } from "#components/ui/select"
import type { Fix } from "#diagnosis/finding"
import { clientWords, useClientChoice } from "./client-choice.tsx"
import { chooseFix } from "./fix-choice.tsx"

const sideWords = { server: "On the server", operator: "For the operator" } as const

/** What to change, for the client that the person uses. The choice is remembered and shared by the whole page. */
export function Fixes({ fixes, about }: { readonly fixes: readonly Fix[]; readonly about: string }) {
	const [client, choose] = useClientChoice()
	const choice = chooseFix(fixes, client)
	if (fixes.length === 0) return null
	return (
		<div className="flex flex-col gap-3">
			{choice.fix === undefined || choice.shown === undefined ? null : (
				<FixText
					fix={choice.fix}
					head={
						<Select
							label={`Client to show the fix for: ${about}`}
							size="sm"
							value={choice.shown}
							onChange={choose}
							options={choice.offered.map((value) => ({ value, label: clientWords[value] }))}
							className="print:hidden"
						/>
					}
				/>
			)}
			{choice.others.map((fix) => (
				<FixText
					key={`${fix.for} ${fix.text}`}
					fix={fix}
					head={
						<span className="pt-1 font-medium text-ink-soft text-sm">
							{fix.for === "server" ? sideWords.server : sideWords.operator}
						</span>
					}
				/>
			))}
		</div>
	)
}

function FixText({ fix, head }: { readonly fix: Fix; readonly head: React.ReactNode }) {
	return (
		<div className="grid items-start gap-x-3 gap-y-1.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
			<div>{head}</div>
			<div className="min-w-0">
				<p className="pt-0.5 wrap-anywhere">{fix.text}</p>
				{fix.command === undefined ? null : <Command text={fix.command} />}
			</div>
		</div>
	)
}

/** Something to paste: the whole text, with a button that copies it. */
export function Command({ text }: { readonly text: string }) {
	return (
		<div className="mt-1.5 flex items-start gap-2 rounded-md border border-line bg-surface-sunken py-1.5 pr-1.5 pl-3">
			<pre className="max-h-56 min-w-0 flex-1 overflow-auto whitespace-pre-wrap py-0.5 font-mono text-xs leading-5 wrap-anywhere print:max-h-none">
				{text}
			</pre>
			<CopyButton text={text} label="Copy" shows="label" className="print:hidden" />
		</div>
	)
}
