"use client"

import { Play } from "lucide-react"
import Link from "next/link"
import { useRouter } from "next/navigation"
import { endpointAddress, ruleAddress } from "#components/ui/address"
import { Button } from "#components/ui/button"
import { verdictMeanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import type { LastRun } from "./endpoint-row.tsx"
import { isPending } from "./live-state.tsx"
import { type LiveChecks, type StartChecks, useLiveChecks } from "./use-live-checks.tsx"

/** One scenario of the lab. */
export interface LabEntry {
	readonly id: string
	readonly title: string
	readonly explains: string
	readonly target: string
	readonly endpointId: string
	readonly expected?: {
		readonly mode: "none" | "tls" | "mtls" | "spiffe" | "unknown"
		readonly clientAuth: "none" | "requested" | "required" | "unknown"
		readonly rule: string
	}
	readonly last?: LastRun
}

const clientAuthWords = {
	none: "asks for no client certificate",
	requested: "asks for a client certificate and goes on without one",
	required: "requires a client certificate",
	unknown: "does not show whether it asks for a client certificate",
}

const serverModeWords = {
	none: "speaks plaintext",
	tls: "speaks TLS",
	mtls: "speaks mutual TLS",
	spiffe: "speaks mutual TLS with a SPIFFE identity",
	unknown: "does not show its mode",
}

/** The scenarios with what each teaches and what a check ought to say. */
export function LabList({
	scenarios,
	startChecks,
	stopRun,
}: {
	readonly scenarios: readonly LabEntry[]
	readonly startChecks: StartChecks
	readonly stopRun: (batchId: string) => Promise<{ readonly kind: string }>
}) {
	const router = useRouter()
	const checks = useLiveChecks({ startChecks, stopRun, onEnded: () => router.refresh() })
	return (
		<>
			<p aria-live="polite" className="text-broken">
				{checks.problem}
			</p>
			<ul>
				{scenarios.map((entry) => (
					<Scenario key={entry.id} entry={entry} checks={checks} />
				))}
			</ul>
		</>
	)
}

function Scenario({ entry, checks }: { readonly entry: LabEntry; readonly checks: LiveChecks }) {
	const live = checks.live.get(entry.endpointId)
	return (
		<li className="grid gap-x-8 gap-y-2 border-line border-t py-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
			<div className="min-w-0">
				<h2 className="font-semibold">
					<Link href={endpointAddress(entry.endpointId)} className="link">
						{entry.title}
					</Link>
				</h2>
				<p className="mt-0.5 text-ink-faint text-sm">
					<Mono>{entry.target}</Mono>
				</p>
				<p className="mt-1.5 max-w-prose text-ink-soft">{entry.explains}</p>
			</div>
			<div className="flex min-w-0 flex-col items-start gap-2 text-sm">
				{entry.expected === undefined ? null : <Expected expected={entry.expected} />}
				<div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
					<Button
						size="sm"
						disabled={isPending(live)}
						onClick={() => checks.start([entry.endpointId])}
						aria-label={`Check ${entry.title}`}
					>
						<Play aria-hidden className="size-3!" />
						Check
					</Button>
					<span aria-live="polite">
						<Outcome entry={entry} checks={checks} />
					</span>
				</div>
			</div>
		</li>
	)
}

function Expected({ expected }: { readonly expected: NonNullable<LabEntry["expected"]> }) {
	const mode = serverModeWords[expected.mode]
	const asks =
		expected.mode === "unknown" || expected.mode === "none"
			? ""
			: ` and ${clientAuthWords[expected.clientAuth]}`
	return (
		<p className="text-ink-soft">
			Expected: the server {mode}
			{asks}. First finding:{" "}
			<Link href={ruleAddress(expected.rule)} className="link font-mono text-xs">
				{expected.rule}
			</Link>
		</p>
	)
}

function Outcome({ entry, checks }: { readonly entry: LabEntry; readonly checks: LiveChecks }) {
	const live = checks.live.get(entry.endpointId)
	if (live?.kind === "queued" || live?.kind === "running")
		return <span className="text-ink-soft wrap-anywhere">{live.words}</span>
	if (live?.kind === "failed") return <span className="text-broken">{live.words}</span>
	const last = live?.kind === "done" ? live.last : entry.last
	if (last === undefined) return <span className="text-ink-faint">not checked yet</span>
	return (
		<Link href={endpointAddress(entry.endpointId)} className="link">
			<Status meaning={verdictMeanings[last.verdict]} />
		</Link>
	)
}
