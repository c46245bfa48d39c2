"use client"

import { FlaskConical } from "lucide-react"
import Link from "next/link"
import { useState, useTransition } from "react"
import { judgedRows } from "#components/run/refusal-rows"
import { RefusalTable } from "#components/run/refusal-table"
import { address } from "#components/ui/address"
import { Button } from "#components/ui/button"
import { SectionHeading } from "#components/ui/heading"
import { outcomeMeaning, postureWords } from "#components/ui/meaning"
import { Status } from "#components/ui/status"
import type { EnforcementPosture } from "#probe/enforcement-observation"
import { enforcementView } from "#report/enforcement-view"
import type { Report } from "#report/report"
import type { KeyChoiceValue } from "./key-choice.tsx"
import type { MadeKit } from "./workshop-engine.tsx"

/** What the server does for a trial. Only public keys and certificates go to and fro. */
export interface TrialActions {
	readonly begin: (request: { readonly server: KeyChoiceValue; readonly client: KeyChoiceValue }) => Promise<
		| {
				readonly kind: "begun"
				readonly trialId: string
				readonly serverKey: string
				readonly clientKey: string
		  }
		| { readonly kind: "failed"; readonly text: string }
	>
	readonly finish: (request: {
		readonly trialId: string
		readonly serverChain: string
		readonly clientChain: string
		/** For the client's key: certificates that the server has to refuse. */
		readonly refused: { expired?: string; "not-yet-valid"?: string; "wrong-eku"?: string }
		readonly ca: string
		readonly name: string
	}) => Promise<
		| { readonly kind: "tried"; readonly report: Report; readonly runId?: string }
		| { readonly kind: "not-started" | "failed"; readonly text: string }
	>
}

/** What a trial showed. */
export type Tried = Extract<Awaited<ReturnType<TrialActions["finish"]>>, { kind: "tried" }>

/** Proof before use: a loopback server with certificates of this CA, checked in every mode and for what it refuses. */
export function TrialPanel({
	kit,
	actions,
	tried,
	onTried,
}: {
	readonly kit: MadeKit
	readonly actions: TrialActions
	readonly tried: Tried | undefined
	readonly onTried: (tried: Tried) => void
}) {
	const [problem, setProblem] = useState<string>()
	const [isTrying, startTrying] = useTransition()
	const run = () =>
		startTrying(async () => {
			const outcome = await tryKit(kit, actions)
			if (typeof outcome === "string") setProblem(outcome)
			else {
				setProblem(undefined)
				onTried(outcome)
			}
		})
	return (
		<section aria-label="Try it">
			<SectionHeading>Proof before use</SectionHeading>
			<p className="max-w-prose text-ink-soft">
				Countersign makes throw-away keys of its own, this page signs certificates for them with your CA, good
				ones with the same names and usages and some that must be refused, and a gRPC server on loopback uses
				them for a few seconds. Your keys stay here; only public keys and certificates travel.
			</p>
			<Button className="mt-3" onClick={run} disabled={isTrying}>
				<FlaskConical aria-hidden />
				{isTrying ? "Trying in every mode …" : tried === undefined ? "Try it" : "Try it again"}
			</Button>
			<p role="alert" className="mt-2 text-broken wrap-anywhere">
				{problem}
			</p>
			{tried === undefined ? null : <TrialResult tried={tried} />}
		</section>
	)
}

/** Undefined in `problem` terms: a sentence means that it came to nothing. */
async function tryKit(kit: MadeKit, actions: TrialActions): Promise<Tried | string> {
	const { issueTwins } = await import("./workshop-engine.tsx")
	const { algorithm } = kit
	const begun = await actions.begin({ server: algorithm, client: algorithm })
	if (begun.kind === "failed") return begun.text
	const twins = await issueTwins(kit, { server: begun.serverKey, client: begun.clientKey })
	if (!twins.ok) return twins.error[0]?.text ?? "The certificates could not be issued."
	const { server, client, refused, ca, name } = twins.value
	const outcome = await actions.finish({
		trialId: begun.trialId,
		serverChain: server,
		clientChain: client,
		...{ refused, ca, name },
	})
	return outcome.kind === "tried" ? outcome : outcome.text
}

function TrialResult({ tried: { report, runId } }: { readonly tried: Tried }) {
	const [open, setOpen] = useState<EnforcementPosture>()
	const lanes = report.attempts.filter(({ outcome }) => outcome.kind !== "skipped")
	return (
		<div className="mt-4 flex flex-col gap-5">
			<p className="max-w-3xl text-pretty font-semibold text-lg">{report.verdict.sentence}</p>
			<ul aria-label="Every mode" className="border-line border-b">
				{lanes.map(({ posture, outcome }) => (
					<li
						key={posture}
						className="grid gap-x-4 border-line border-t py-1.5 sm:grid-cols-[9rem_7rem_minmax(0,1fr)]"
					>
						<span className="font-medium">{postureWords[posture]}</span>
						<Status meaning={outcomeMeaning(outcome.kind, posture)} />
						<span className="text-ink-soft text-sm wrap-anywhere">{outcome.text}</span>
					</li>
				))}
			</ul>
			{report.enforcement === undefined ? null : (
				<div>
					<p className="mb-2 font-medium">{enforcementView(report.enforcement).summary}</p>
					<RefusalTable rows={judgedRows(report.enforcement, [])} isJudged open={open} onOpen={setOpen} />
				</div>
			)}
			{runId === undefined ? null : (
				<p className="text-sm">
					<Link className="link" href={address(`/runs/${runId}`)}>
						Everything that was seen on the wire
					</Link>
				</p>
			)}
		</div>
	)
}
