"use client"

import { useState } from "react"
import { EmptyTab } from "#components/run/empty-tab"
import { Button } from "#components/ui/button"
import { SectionHeading } from "#components/ui/heading"
import { type Meaning, severityMeanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import type { CallRow, CallsView, SideView } from "./calls-view.tsx"

const callsAtFirst = 50

/** What was said above TLS: calls with their statuses, and what each side announced. */
export function Calls({ view }: { readonly view: CallsView }) {
	const [max, setMax] = useState(callsAtFirst)
	if (view.calls.length === 0 && view.sides.length === 0) return <EmptyTab>{view.note}</EmptyTab>
	const shown = view.calls.slice(0, max)
	return (
		<div className="flex flex-col gap-6">
			{view.note === undefined ? null : <p className="text-ink-soft">{view.note}</p>}
			{shown.length === 0 ? null : (
				<section aria-label="Calls">
					<ul className="border-line border-t">
						{shown.map((call) => (
							<li key={call.key}>
								<Call call={call} />
							</li>
						))}
					</ul>
					{view.count > shown.length ? (
						<div className="flex flex-wrap items-center gap-3 py-2 text-ink-soft text-sm">
							<span>
								{shown.length} of {view.count.toLocaleString("en")} calls are shown
								{view.count > view.calls.length
									? `; ${view.calls.length} are described, failed ones first`
									: ""}
								.
							</span>
							{view.calls.length > shown.length ? (
								<Button size="sm" onClick={() => setMax(max + callsAtFirst)}>
									Show more
								</Button>
							) : null}
						</div>
					) : null}
				</section>
			)}
			{view.summary.length === 0 ? null : <Summary rows={view.summary} />}
			<div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
				{view.sides.map((side) => (
					<Side key={side.title} side={side} />
				))}
			</div>
		</div>
	)
}

const stateMeanings = {
	ok: severityMeanings.ok,
	failed: severityMeanings.error,
	open: severityMeanings.unknown,
} as const satisfies Record<CallRow["state"], Meaning>

function Call({ call }: { readonly call: CallRow }) {
	return (
		<details className="group border-line border-b">
			<summary className="grid cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 py-1.5 text-sm hover:bg-surface-sunken md:grid-cols-[3rem_minmax(0,1fr)_minmax(8rem,auto)_6rem_5rem]">
				<span className="text-ink-faint tabular max-md:hidden">{call.stream}</span>
				<Mono>{call.path}</Mono>
				<Status meaning={stateMeanings[call.state]} word={call.outcome} />
				<span className="text-ink-soft tabular max-md:col-span-full">
					<span className="sr-only">took </span>
					{call.took}
				</span>
				<span className="text-ink-faint tabular max-md:hidden" title="messages sent → received">
					{call.messages}
				</span>
				{call.said === undefined ? null : (
					<span className="text-ink-soft wrap-anywhere max-md:col-span-full md:col-start-2 md:col-end-6">
						{call.said}
					</span>
				)}
			</summary>
			<div className="flex flex-col gap-3 pt-1 pb-4 md:pl-12">
				<p className="text-ink-soft text-sm">{call.lengths.join(" ")}</p>
				{call.headers.map(({ title, fields }) => (
					<section key={title}>
						<SectionHeading level={3}>{title}</SectionHeading>
						<dl className="text-sm">
							{fields.map(({ name, value }, index) => (
								<div
									// biome-ignore lint/suspicious/noArrayIndexKey: a header may repeat, and the list never changes
									key={index}
									className="grid grid-cols-[minmax(0,10rem)_minmax(0,1fr)] gap-3 border-line border-b py-0.5"
								>
									<dt className="font-mono text-ink-faint text-xs wrap-anywhere">{name}</dt>
									<dd className="font-mono text-xs wrap-anywhere">{value}</dd>
								</div>
							))}
						</dl>
					</section>
				))}
			</div>
		</details>
	)
}

function Summary({ rows }: { readonly rows: CallsView["summary"] }) {
	return (
		<section aria-label="All calls">
			<SectionHeading level={3}>All calls</SectionHeading>
			<dl className="border-line border-t text-sm">
				{rows.map(({ path, came, count }) => (
					<div
						key={`${path} ${came}`}
						className="grid grid-cols-[minmax(0,1fr)_auto_4rem] gap-3 border-line border-b py-1"
					>
						<dt>
							<Mono>{path}</Mono>
						</dt>
						<dd className="text-ink-soft">{came}</dd>
						<dd className="text-right tabular">{count.toLocaleString("en")}</dd>
					</div>
				))}
			</dl>
		</section>
	)
}

function Side({ side }: { readonly side: SideView }) {
	return (
		<section aria-label={`HTTP/2 of the ${side.title.toLowerCase()}`} className="min-w-0 text-sm">
			<SectionHeading level={3}>{side.title}</SectionHeading>
			{side.goaway === undefined ? null : <p className="mb-1 wrap-anywhere">{side.goaway}</p>}
			{side.settings.length === 0 ? (
				<p className="text-ink-soft">No settings.</p>
			) : (
				<ul>
					{side.settings.map((setting) => (
						<li key={setting}>
							<Mono>{setting}</Mono>
						</li>
					))}
				</ul>
			)}
			<p className="mt-1 text-ink-faint">{side.frames}</p>
		</section>
	)
}
