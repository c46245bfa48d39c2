"use client"

import { type ReactNode, useState, useTransition } from "react"
import type { RememberAction } from "#components/keeping/keeping-types"
import { Button } from "#components/ui/button"
import { Select } from "#components/ui/select"
import { TextField } from "#components/ui/text-field"
import type { Profile } from "#pki/certificate-form"
import { faults } from "#pki/faults"
import type { FieldProblem } from "#pki/field-problem"
import { parseLifetime } from "#pki/lifetime"
import { first, formOf, lifetimes, type Typed } from "./choice-form.tsx"
import { ConstraintFields } from "./constraint-fields.tsx"
import { KeyChoice } from "./key-choice.tsx"
import { MadeResult } from "./made-result.tsx"
import { ProblemList, problemOf } from "./problem-list.tsx"
import { SubjectFields, subjectFieldNames } from "./subject-fields.tsx"
import type { Draft } from "./use-draft.tsx"
import type { useUnsaved } from "./use-unsaved.tsx"
import type { MadeCertificate } from "./workshop-engine.tsx"
import type { HeldAuthority } from "./workshop-materials.tsx"

const profileOptions = [
	{ value: "server", label: "Server" },
	{ value: "client", label: "Client" },
	{ value: "both", label: "Server and client" },
	{ value: "svid", label: "X.509-SVID" },
	{ value: "intermediate", label: "Intermediate CA" },
	{ value: "root", label: "Root CA" },
] as const satisfies readonly { readonly value: Profile; readonly label: string }[]

/** What stands under *By choice* to begin with. */
export const firstChoice: ChoiceDraft = { typed: first, made: undefined }

interface ChoiceDraft {
	readonly typed: Typed
	readonly made: MadeCertificate | undefined
}

/** One certificate, with every choice there is. */
export function ChoiceSection({
	draft,
	panel,
	authority,
	onAuthority,
	unsaved,
	remember,
}: {
	readonly draft: Draft<ChoiceDraft>
	/** The CA that issues. */
	readonly panel: ReactNode
	readonly authority: HeldAuthority | undefined
	readonly onAuthority: (authority: HeldAuthority) => void
	readonly unsaved: ReturnType<typeof useUnsaved>
	readonly remember: RememberAction
}) {
	const { typed, made } = draft.value
	const [problems, setProblems] = useState<readonly FieldProblem[]>([])
	const [isMaking, startMaking] = useTransition()
	const set = (change: Partial<Typed>) => draft.set({ typed: { ...typed, ...change } })
	const isCa = typed.profile === "root" || typed.profile === "intermediate"
	const about = (field: string) => problemOf(problems, field)
	const make = () =>
		startMaking(async () => {
			const { issueByChoice } = await import("./workshop-engine.tsx")
			const issued = await issueByChoice(formOf(typed), authority)
			setProblems(issued.ok ? [] : issued.error)
			if (!issued.ok) return
			if (made !== undefined && made.authority === undefined) unsaved.forgotten(made.shown.description.sha256)
			draft.set({ made: issued.value })
			unsaved.made(issued.value.shown.description.sha256)
			if (issued.value.authority !== undefined) onAuthority(issued.value.authority)
		})
	const suited = faults.filter(({ profiles }) => profiles.includes(typed.profile))
	return (
		<div className="flex flex-col gap-8">
			{typed.profile === "root" ? null : panel}
			<form
				className="flex flex-col gap-5"
				onSubmit={(event) => {
					event.preventDefault()
					make()
				}}
			>
				<div className="flex flex-wrap gap-3">
					<Select
						label="What it is for"
						prefix="For"
						value={typed.profile}
						onChange={(profile) =>
							set({
								profile,
								lifetime: lifetimes[profile],
								fault: "none",
								names: profile === "server" || profile === "both" ? typed.names : "",
							})
						}
						options={profileOptions}
					/>
					<KeyChoice value={typed.keyAlgorithm} onChange={(keyAlgorithm) => set({ keyAlgorithm })} />
					{suited.length === 0 ? null : (
						<Select
							label="Wrong on purpose"
							prefix="Wrong on purpose"
							value={typed.fault}
							onChange={(fault) => set({ fault })}
							options={[
								{ value: "none", label: "no" },
								...suited.map(({ id, label }) => ({ value: id, label })),
							]}
						/>
					)}
				</div>
				{typed.fault === "none" ? null : (
					<p className="text-plain text-sm">{faults.find(({ id }) => id === typed.fault)?.means}</p>
				)}
				<div className="grid items-start gap-x-8 gap-y-4 md:grid-cols-2">
					<SubjectFields id="choice" typed={typed} set={set} problems={problems} />
					<div className="grid grid-cols-2 gap-4">
						<TextField
							id="choice-lifetime"
							label="Lifetime"
							help={endOf(typed.lifetime)}
							problem={about("lifetime") ?? durationProblem(typed.lifetime)}
							mono
							value={typed.lifetime}
							onChange={(text) => set({ lifetime: text })}
						/>
						<TextField
							id="choice-backdate"
							label="Begins before now by"
							help="For clocks that differ."
							problem={about("backdate") ?? durationProblem(typed.backdate)}
							mono
							value={typed.backdate}
							onChange={(text) => set({ backdate: text })}
						/>
					</div>
					{isCa ? <ConstraintFields typed={typed} set={set} problems={problems} /> : null}
				</div>
				<ProblemList problems={problems} apartFrom={shownFields} />
				<div>
					<Button type="submit" variant="primary" disabled={isMaking}>
						{isMaking ? "Issuing …" : "Issue it"}
					</Button>
				</div>
			</form>
			{made === undefined ? null : (
				<MadeResult
					remember={remember}
					key={made.shown.description.sha256}
					made={made}
					hasKey
					onSaved={unsaved.saved}
				/>
			)}
		</div>
	)
}

const shownFields = [
	...subjectFieldNames,
	...["lifetime", "backdate", "pathLength", "permittedNames", "excludedNames"],
]

function durationProblem(text: string) {
	const read = parseLifetime(text)
	return read.ok ? undefined : { text: read.error }
}

function endOf(text: string): string {
	const read = parseLifetime(text)
	return read.ok ? "Such as 15m, 24h, 90d or 10y." : ""
}
