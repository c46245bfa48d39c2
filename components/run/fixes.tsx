"use client"

import type { ReactNode } from "react"
import { cn } from "#components/ui/class-names"
import { CopyButton } from "#components/ui/copy-button"
import { Select } from "#components/ui/select"
import type { Fix } from "#diagnosis/finding"
import { clientWords, useClientChoice } from "./client-choice.tsx"
import { chooseFix } from "./fix-choice.tsx"
import { ServerChoice, useServerChoice } from "./server-choice.tsx"

/**
 * What to change: first the side that the rule names first, then what the other side can do. For the client that the
 * person uses (the choice is remembered and shared by the whole page) and for the server's own kind. `brief` shows the
 * first step and folds the rest away.
 */
export function Fixes({
	fixes,
	about,
	brief = false,
}: {
	readonly fixes: readonly Fix[]
	/** The finding's title, for screen readers. */
	readonly about: string
	readonly brief?: boolean
}) {
	const [client, choose] = useClientChoice()
	const choice = chooseFix(fixes, client)
	const kinds = useServerChoice(choice.servers)
	if (fixes.length === 0) return null
	const ofClient =
		choice.fix === undefined || choice.shown === undefined
			? []
			: [
					<FixText
						key="client"
						fix={choice.fix}
						brief={brief}
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
					/>,
				]
	const ofServer = [
		...choice.others.map((fix) => <OtherFix key={`${fix.for} ${fix.text}`} fix={fix} brief={brief} />),
		...(kinds.shown === undefined
			? []
			: [<KindFixes key="kinds" choice={kinds} about={about} brief={brief} />]),
	]
	const startsAtServer = ofClient.length === 0 || fixes[0]?.for === "server" || fixes[0]?.for === "operator"
	const [lead, rest] = startsAtServer ? [ofServer, ofClient] : [ofClient, ofServer]
	const shownMax = brief ? 1 : lead.length
	return (
		<div className="flex flex-col gap-2">
			{lead.slice(0, shownMax)}
			<Folded title="Further steps on the server's side" brief={brief}>
				{lead.slice(shownMax)}
			</Folded>
			<Folded
				title={startsAtServer ? "What can be done in the client" : "What can be done on the server's side"}
				brief={brief}
			>
				{rest}
			</Folded>
		</div>
	)
}

function Folded({
	title,
	brief,
	children,
}: {
	readonly title: string
	readonly brief: boolean
	readonly children: readonly ReactNode[]
}) {
	if (children.length === 0) return null
	return (
		<details open={!brief} className={brief ? "print:hidden" : undefined}>
			<summary className="w-fit rounded-sm py-0.5 text-ink-soft text-sm hover:text-ink">{title}</summary>
			<div className="mt-1 flex flex-col gap-2">{children}</div>
		</details>
	)
}

/** What one kind of server has to do, with the menu of kinds at its head. */
function KindFixes({
	choice,
	about,
	brief,
}: {
	readonly choice: ReturnType<typeof useServerChoice>
	readonly about: string
	readonly brief: boolean
}) {
	return choice.ofKind.map((fix, index) => (
		<FixText
			key={`${fix.server ?? ""} ${fix.text}`}
			fix={fix}
			brief={brief}
			head={index === 0 ? <ServerChoice choice={choice} about={about} /> : null}
		/>
	))
}

function OtherFix({ fix, brief }: { readonly fix: Fix; readonly brief: boolean }) {
	return (
		<FixText
			fix={fix}
			brief={brief}
			head={
				<span className="font-medium text-ink-soft text-sm">
					{fix.for === "server" ? "Server" : "Operator"}
				</span>
			}
		/>
	)
}

function FixText({
	fix,
	head,
	brief,
}: {
	readonly fix: Fix
	readonly head: ReactNode
	readonly brief: boolean
}) {
	return (
		<div className="min-w-0">
			<div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
				{head}
				<p className="min-w-0 flex-1 basis-60 wrap-anywhere">{fix.text}</p>
			</div>
			{fix.command === undefined ? null : <Command text={fix.command} brief={brief} />}
		</div>
	)
}

/** Something to paste: the whole text, with a button that copies it. */
function Command({ text, brief }: { readonly text: string; readonly brief: boolean }) {
	return (
		<div className="mt-1.5 flex items-start gap-2 max-sm:flex-col max-sm:gap-0 rounded-md border border-line bg-surface-sunken py-1 pr-1 pl-3">
			<pre
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a long command scrolls, so the keys must reach it
				tabIndex={0}
				className={cn(
					"w-full min-w-0 flex-1 overflow-auto whitespace-pre-wrap py-1 font-mono text-xs leading-5 wrap-anywhere print:max-h-none",
					brief ? "max-h-27" : "max-h-72",
				)}
			>
				{text}
			</pre>
			<CopyButton text={text} label="Copy" shows="label" className="self-end print:hidden sm:self-start" />
		</div>
	)
}
