"use client"

import { Play, Plus, X } from "lucide-react"
import { Button } from "#components/ui/button"
import { Mono } from "#components/ui/mono"
import { Select } from "#components/ui/select"
import { TextField } from "#components/ui/text-field"
import type { FieldProblem } from "#pki/field-problem"
import type { SocketMode, StartRequest } from "./workload-types.tsx"

/** What was typed, kept while the API runs. */
export interface TypedStart {
	readonly trustDomain: string
	readonly identities: string
	readonly ttl: string
	readonly socketMode: SocketMode
	readonly federated: StartRequest["federated"]
	/** A trust domain and a bundle that were typed and not added yet: they go along all the same. */
	readonly otherDomain: string
	readonly otherBundle: string
}

/** What stands in the form to begin with. */
export const firstStart: TypedStart = {
	trustDomain: "dev.local",
	identities: "spiffe://dev.local/ns/default/sa/router",
	ttl: "1h",
	socketMode: "0600",
	federated: [],
	otherDomain: "",
	otherBundle: "",
}

const modes = [
	{ value: "0600", label: "this user alone (0600)" },
	{ value: "0660", label: "this user and group (0660)" },
	{ value: "0666", label: "everybody here (0666)" },
] as const satisfies readonly { readonly value: SocketMode; readonly label: string }[]

const options = [
	["hint=external", "a word that tells several identities of one program apart"],
	["dns=router.dev", "a host name beside the ID, for clients that compare names"],
	["socket=admin", "a socket of its own: whoever opens it gets this identity alone"],
	["uid=1000", "for one user of this machine; needs socket= and a dashboard that runs as root"],
] as const

/** What the Workload API is to give, with the rare choices folded away. */
export function StartForm({
	typed,
	onTyped,
	problems,
	isWorking,
	onStart,
}: {
	readonly typed: TypedStart
	readonly onTyped: (typed: TypedStart) => void
	readonly problems: readonly FieldProblem[]
	readonly isWorking: boolean
	readonly onStart: (request: StartRequest) => void
}) {
	const set = (change: Partial<TypedStart>) => onTyped({ ...typed, ...change })
	const about = (field: string) => problems.find((problem) => problem.field === field)
	return (
		<form
			aria-label="Start a Workload API"
			className="grid max-w-3xl items-start gap-x-6 gap-y-4 sm:grid-cols-[minmax(0,1fr)_8rem]"
			onSubmit={(event) => {
				event.preventDefault()
				onStart({
					trustDomain: typed.trustDomain.trim(),
					identities: typed.identities.split(/\s+/).filter((each) => each !== ""),
					...{ ttl: typed.ttl, socketMode: typed.socketMode, federated: allFederated(typed) },
				})
			}}
		>
			<TextField
				id="workload-domain"
				label="Trust domain"
				problem={about("trustDomain")}
				mono
				value={typed.trustDomain}
				onChange={(text) => set({ trustDomain: text })}
			/>
			<TextField
				id="workload-ttl"
				label="Life of an SVID"
				problem={about("ttl")}
				mono
				value={typed.ttl}
				onChange={(text) => set({ ttl: text })}
			/>
			<div className="sm:col-span-2">
				<TextField
					id="workload-ids"
					label="SPIFFE IDs"
					help="One a line, often spiffe://{domain}/ns/{namespace}/sa/{service}. Each is renewed at half of its life."
					problem={about("identities")}
					mono
					rows={2}
					value={typed.identities}
					onChange={(text) => set({ identities: text })}
				/>
			</div>
			<details className="sm:col-span-2">
				<summary className="w-fit rounded-sm py-1 text-ink-soft text-sm hover:text-ink">
					Hints, host names and sockets
				</summary>
				<div className="flex flex-col items-start gap-3 py-2 text-sm">
					<p className="text-ink-soft">
						Behind an ID, apart by semicolons:{" "}
						<Mono className="wrap-anywhere">spiffe://dev.local/router;hint=external;socket=admin</Mono>
					</p>
					<dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[9rem_minmax(0,1fr)]">
						{options.map(([option, means]) => (
							<div key={option} className="contents">
								<dt>
									<Mono>{option}</Mono>
								</dt>
								<dd className="text-ink-soft">{means}</dd>
							</div>
						))}
					</dl>
					<Select
						label="Who may open the sockets"
						prefix="Sockets for"
						value={typed.socketMode}
						onChange={(socketMode) => set({ socketMode })}
						options={modes}
					/>
				</div>
			</details>
			<div className="sm:col-span-2">
				<Federation typed={typed} set={set} problem={about("federated")} />
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

/** What was added, and what was typed last; a name that comes twice counts as it was typed last. */
function allFederated({ federated, otherDomain, otherBundle }: TypedStart): StartRequest["federated"] {
	const trustDomain = otherDomain.trim()
	if (trustDomain === "" && otherBundle.trim() === "") return federated
	const others = federated.filter((each) => each.trustDomain !== trustDomain)
	return [...others, { trustDomain, bundle: otherBundle }]
}

/** Bundles of other trust domains, given along with each SVID. */
function Federation({
	typed,
	set,
	problem,
}: {
	readonly typed: TypedStart
	readonly set: (change: Partial<TypedStart>) => void
	readonly problem: { readonly text: string } | undefined
}) {
	const { federated, otherDomain, otherBundle } = typed
	return (
		<details open={problem === undefined ? undefined : true}>
			<summary className="w-fit rounded-sm py-1 text-ink-soft text-sm hover:text-ink">
				Federate with other trust domains{federated.length === 0 ? "" : ` (${federated.length})`}
			</summary>
			<div className="flex flex-col gap-3 py-2">
				{federated.length === 0 ? null : (
					<ul aria-label="Federated trust domains" className="flex flex-wrap gap-2">
						{federated.map(({ trustDomain }) => (
							<li
								key={trustDomain}
								className="flex items-center gap-1 rounded-md border border-line bg-surface-sunken pl-2.5 text-sm"
							>
								<Mono>{trustDomain}</Mono>
								<Button
									size="sm"
									variant="quiet"
									aria-label={`Leave out ${trustDomain}`}
									onClick={() =>
										set({ federated: federated.filter((each) => each.trustDomain !== trustDomain) })
									}
								>
									<X aria-hidden />
								</Button>
							</li>
						))}
					</ul>
				)}
				<TextField
					id="workload-federated-domain"
					label="Other trust domain"
					optional
					mono
					placeholder="partner.example"
					value={otherDomain}
					onChange={(text) => set({ otherDomain: text })}
				/>
				<TextField
					id="workload-federated-bundle"
					label="Its bundle"
					optional
					help="CA certificates as PEM, or a SPIFFE bundle (JWKS)."
					problem={problem}
					mono
					rows={3}
					value={otherBundle}
					onChange={(text) => set({ otherBundle: text })}
				/>
				<div>
					<Button
						size="sm"
						disabled={otherDomain.trim() === "" || otherBundle.trim() === ""}
						onClick={() => set({ federated: allFederated(typed), otherDomain: "", otherBundle: "" })}
					>
						<Plus aria-hidden />
						Add a further one
					</Button>
				</div>
			</div>
		</details>
	)
}
