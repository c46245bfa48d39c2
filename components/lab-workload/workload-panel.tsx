"use client"

import { Play, RotateCw, Square } from "lucide-react"
import { useEffect, useState, useTransition } from "react"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"
import { Field } from "#components/ui/field"
import { Input, Textarea } from "#components/ui/input"
import { Mono } from "#components/ui/mono"
import { Select } from "#components/ui/select"
import { ValidityBar } from "#components/ui/validity-bar"
import type { FieldProblem } from "#pki/field-problem"
import type { WorkloadFailure } from "#pki/workload/workload-failures"

/** What runs, as the server tells it. */
export type PanelStatus =
	| { readonly kind: "stopped" }
	| {
			readonly kind: "running"
			readonly address: string
			readonly rotation: number
			readonly rotatesAt: string
			readonly failure: WorkloadFailure | "none"
			readonly svids: readonly {
				readonly spiffeId: string
				readonly serial: string
				readonly notBefore: string
				readonly notAfter: string
			}[]
	  }

type Answer =
	| { readonly kind: "status"; readonly status: PanelStatus }
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| { readonly kind: "failed"; readonly text: string }

/** What the panel may ask of the server. */
export interface WorkloadActions {
	readonly status: () => Promise<Answer>
	readonly start: (request: { trustDomain: string; identities: string[]; ttl: string }) => Promise<Answer>
	readonly change: (request: { rotate?: boolean; failure?: WorkloadFailure | "none" }) => Promise<Answer>
	readonly stop: () => Promise<Answer>
}

const pollMs = 3_000

const failures = [
	{ value: "none", label: "answers" },
	{ value: "permission-denied", label: "no identity issued" },
	{ value: "unavailable", label: "agent not ready" },
	{ value: "invalid-argument", label: "header refused" },
	{ value: "unimplemented", label: "not a Workload API" },
	{ value: "internal", label: "internal error" },
	{ value: "resource-exhausted", label: "too many requests" },
	{ value: "deadline-exceeded", label: "server of the agent silent" },
] as const satisfies readonly { readonly value: WorkloadFailure | "none"; readonly label: string }[]

/** A SPIFFE Workload API of one's own: start it, point a program at it, rotate, make it fail, stop it. */
export function WorkloadPanel({
	first,
	actions,
}: {
	readonly first: PanelStatus
	readonly actions: WorkloadActions
}) {
	const [status, setStatus] = useState(first)
	const [problems, setProblems] = useState<readonly FieldProblem[]>([])
	const [isWorking, startWorking] = useTransition()
	const ask = (answer: () => Promise<Answer>) =>
		startWorking(async () => {
			const came = await answer().catch(
				(): Answer => ({ kind: "failed", text: "Countersign did not answer. Is it still running?" }),
			)
			if (came.kind === "status") {
				setStatus(came.status)
				setProblems([])
			} else setProblems(came.kind === "problems" ? came.problems : [{ field: "", text: came.text }])
		})
	const isRunning = status.kind === "running"
	const readStatus = actions.status
	useEffect(() => {
		if (!isRunning) return
		const timer = setInterval(() => {
			readStatus()
				.then((came) => {
					if (came.kind === "status") setStatus(came.status)
				})
				.catch(() => undefined)
		}, pollMs)
		return () => clearInterval(timer)
	}, [isRunning, readStatus])
	return (
		<div className="flex flex-col gap-4">
			{status.kind === "running" ? (
				<Running
					status={status}
					isWorking={isWorking}
					onChange={(change) => ask(() => actions.change(change))}
					onStop={() => ask(actions.stop)}
				/>
			) : (
				<StartForm
					problems={problems}
					isWorking={isWorking}
					onStart={(form) => ask(() => actions.start(form))}
				/>
			)}
			<div role="alert">
				{problems
					.filter(({ field }) => !["trustDomain", "identities", "ttl"].includes(field))
					.map(({ text }) => (
						<p key={text} className="text-broken wrap-anywhere">
							{text}
						</p>
					))}
			</div>
		</div>
	)
}

function StartForm({
	problems,
	isWorking,
	onStart,
}: {
	readonly problems: readonly FieldProblem[]
	readonly isWorking: boolean
	readonly onStart: (form: { trustDomain: string; identities: string[]; ttl: string }) => void
}) {
	const [trustDomain, setTrustDomain] = useState("dev.local")
	const [identities, setIdentities] = useState("spiffe://dev.local/ns/default/sa/router")
	const [ttl, setTtl] = useState("1h")
	const about = (field: string) => {
		const found = problems.find((problem) => problem.field === field)
		return found === undefined ? undefined : { text: found.text }
	}
	return (
		<form
			aria-label="Start a Workload API"
			className="grid max-w-3xl items-start gap-x-6 gap-y-4 sm:grid-cols-[minmax(0,1fr)_8rem]"
			onSubmit={(event) => {
				event.preventDefault()
				onStart({
					trustDomain: trustDomain.trim(),
					identities: identities.split(/\s+/).filter((each) => each !== ""),
					ttl,
				})
			}}
		>
			<Field id="workload-domain" label="Trust domain" problem={about("trustDomain")}>
				{(props) => (
					<Input
						{...props}
						mono
						value={trustDomain}
						onChange={(event) => setTrustDomain(event.target.value)}
					/>
				)}
			</Field>
			<Field id="workload-ttl" label="Life of an SVID" problem={about("ttl")}>
				{(props) => <Input {...props} mono value={ttl} onChange={(event) => setTtl(event.target.value)} />}
			</Field>
			<div className="sm:col-span-2">
				<Field
					id="workload-ids"
					label="SPIFFE IDs"
					help="One a line, often spiffe://{domain}/ns/{namespace}/sa/{service}. Each is renewed at half of its life."
					problem={about("identities")}
				>
					{(props) => (
						<Textarea
							{...props}
							mono
							rows={2}
							value={identities}
							onChange={(event) => setIdentities(event.target.value)}
						/>
					)}
				</Field>
			</div>
			<div>
				<Button type="submit" disabled={isWorking}>
					<Play aria-hidden />
					{isWorking ? "Starting …" : "Start it"}
				</Button>
			</div>
		</form>
	)
}

function Running({
	status,
	isWorking,
	onChange,
	onStop,
}: {
	readonly status: Extract<PanelStatus, { kind: "running" }>
	readonly isWorking: boolean
	readonly onChange: (change: { rotate?: boolean; failure?: WorkloadFailure | "none" }) => void
	readonly onStop: () => void
}) {
	const line = `SPIFFE_ENDPOINT_SOCKET=${status.address}`
	return (
		<div className="flex flex-col gap-4">
			<div className="flex max-w-3xl items-start gap-2 rounded-md border border-line bg-surface-sunken py-1 pr-1 pl-3">
				<code className="min-w-0 flex-1 py-1 font-mono text-xs leading-5 wrap-anywhere">{line}</code>
				<CopyButton text={line} label="Copy" shows="label" />
			</div>
			<ul aria-label="Identities" className="border-line border-b">
				{status.svids.map(({ spiffeId, serial, notBefore, notAfter }) => (
					<li
						key={serial}
						className="grid gap-x-6 gap-y-1 border-line border-t py-2 md:grid-cols-[minmax(0,1fr)_16rem]"
					>
						<div className="min-w-0">
							<p className="font-medium wrap-anywhere">
								<Mono>{spiffeId}</Mono>
							</p>
							<p className="text-ink-faint text-xs wrap-anywhere">
								serial <Mono>{serial}</Mono>, valid until{" "}
								<time dateTime={notAfter}>{notAfter.slice(0, 19).replace("T", " ")} UTC</time>
							</p>
						</div>
						<ValidityBar notBefore={notBefore} notAfter={notAfter} width="wide" />
					</li>
				))}
			</ul>
			<p className="text-ink-soft text-sm">
				Issued {status.rotation === 1 ? "once" : `${status.rotation} times`}; renewed next at{" "}
				<time dateTime={status.rotatesAt}>{status.rotatesAt.slice(11, 19)} UTC</time>.
			</p>
			<div className="flex flex-wrap items-center gap-3">
				<Button disabled={isWorking} onClick={() => onChange({ rotate: true })}>
					<RotateCw aria-hidden />
					Rotate now
				</Button>
				<Select
					label="What every call ends with"
					prefix="On purpose"
					value={status.failure}
					onChange={(failure) => onChange({ failure })}
					options={failures}
				/>
				<Button variant="quiet" disabled={isWorking} onClick={onStop}>
					<Square aria-hidden />
					Stop it
				</Button>
			</div>
		</div>
	)
}
