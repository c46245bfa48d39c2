"use client"

import { KeyRound, RotateCw, Square } from "lucide-react"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"
import { Mono } from "#components/ui/mono"
import { Select } from "#components/ui/select"
import { ValidityBar } from "#components/ui/validity-bar"
import type { WorkloadFailure } from "#pki/workload/workload-failures"
import type { WorkloadStatus } from "#pki/workload/workload-status"
import type { Change } from "./workload-types.tsx"

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

type Running = Extract<WorkloadStatus, { kind: "running" }>

/** A Workload API that runs: its address, what it gives, and what can be done to it. */
export function RunningApi({
	status,
	isWorking,
	onChange,
	onStop,
}: {
	readonly status: Running
	readonly isWorking: boolean
	readonly onChange: (change: Change) => void
	readonly onStop: () => void
}) {
	const { address, svids, rotation, rotatesAt, failure, authorities } = status
	return (
		<div className="flex flex-col gap-4">
			{address === undefined ? null : <Address address={address} />}
			<ul aria-label="Identities" className="border-line border-b">
				{svids.map((svid) => (
					<Identity key={svid.serial} svid={svid} />
				))}
			</ul>
			<p className="text-ink-soft text-sm">
				Issued {rotation === 1 ? "once" : `${rotation} times`}; renewed next at{" "}
				<time dateTime={rotatesAt}>{rotatesAt.slice(11, 19)} UTC</time>.
			</p>
			<div className="flex flex-wrap items-center gap-3">
				<Button disabled={isWorking} onClick={() => onChange({ rotate: true })}>
					<RotateCw aria-hidden />
					Rotate now
				</Button>
				<Select
					label="What every call ends with"
					prefix="On purpose"
					value={failure}
					onChange={(chosen) => onChange({ failure: chosen })}
					options={failures}
				/>
				<Button variant="quiet" disabled={isWorking} onClick={onStop}>
					<Square aria-hidden />
					Stop it
				</Button>
			</div>
			<Bundle
				status={status}
				canRenew={!isWorking && authorities.every(({ state }) => state !== "next")}
				onRenew={() => onChange({ renewAuthority: true })}
			/>
		</div>
	)
}

function Address({ address }: { readonly address: string }) {
	const line = `SPIFFE_ENDPOINT_SOCKET=${address}`
	return (
		<div className="flex max-w-3xl items-start gap-2 rounded-md border border-line bg-surface-sunken py-1 pr-1 pl-3">
			<code className="min-w-0 flex-1 py-1 font-mono text-xs leading-5 wrap-anywhere">{line}</code>
			<CopyButton text={line} label="Copy" shows="label" />
		</div>
	)
}

function Identity({ svid }: { readonly svid: Running["svids"][number] }) {
	const { spiffeId, hint, address, serial, notBefore, notAfter } = svid
	return (
		<li className="grid gap-x-6 gap-y-1 border-line border-t py-2 md:grid-cols-[minmax(0,1fr)_16rem]">
			<div className="min-w-0">
				<p className="font-medium wrap-anywhere">
					<Mono>{spiffeId}</Mono>
					{hint === undefined ? null : (
						<span className="font-normal text-ink-soft text-sm">
							{" "}
							hint <Mono>{hint}</Mono>
						</span>
					)}
				</p>
				<p className="text-ink-faint text-xs wrap-anywhere">
					serial <Mono>{serial}</Mono>, valid until{" "}
					<time dateTime={notAfter}>{notAfter.slice(0, 19).replace("T", " ")} UTC</time>
				</p>
				{address === undefined ? null : (
					<p className="mt-1 text-xs wrap-anywhere">
						<Mono>{`SPIFFE_ENDPOINT_SOCKET=${address}`}</Mono>
					</p>
				)}
			</div>
			<ValidityBar notBefore={notBefore} notAfter={notAfter} width="wide" />
		</li>
	)
}

/** The authorities of the trust domain, and a new one to come. */
function Bundle({
	status: { authorities, bundlePem, federated },
	canRenew,
	onRenew,
}: {
	readonly status: Running
	readonly canRenew: boolean
	readonly onRenew: () => void
}) {
	return (
		<section aria-label="Bundle" className="flex max-w-3xl flex-col gap-2 border-line border-t pt-3">
			<ul className="text-sm">
				{authorities.map((authority) => (
					<li key={authority.number}>{authorityWords(authority)}</li>
				))}
				{federated.length === 0 ? null : (
					<li className="wrap-anywhere">
						Bundles given along: <Mono>{federated.join(", ")}</Mono>
					</li>
				)}
			</ul>
			<div className="flex flex-wrap items-center gap-2">
				<Button size="sm" disabled={!canRenew} onClick={onRenew}>
					<KeyRound aria-hidden />
					Change the authority
				</Button>
				<CopyButton text={bundlePem} label="Copy the bundle (PEM)" shows="label" />
			</div>
			<p className="text-ink-faint text-sm">
				A new authority and a new JWT key are published first, sign from the next rotation on, and the old
				ones leave the bundle once what they signed has ended. No handshake should fail meanwhile.
			</p>
		</section>
	)
}

function authorityWords({ number, state, signedUntil }: Running["authorities"][number]): string {
	if (state === "next") return `Authority ${number} is in the bundle, and signs from the next rotation on.`
	if (state === "signs") return `Authority ${number} signs now.`
	const until = signedUntil === undefined ? "" : ` until ${signedUntil.slice(11, 19)} UTC`
	return `Authority ${number} signs no more; what it signed is valid${until}.`
}
