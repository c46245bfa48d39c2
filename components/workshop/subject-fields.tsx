"use client"

import { Field } from "#components/ui/field"
import { Input } from "#components/ui/input"
import type { Profile } from "#pki/certificate-form"
import type { FieldProblem } from "#pki/field-problem"
import { NamesField } from "./names-field.tsx"
import { problemOf } from "./problem-list.tsx"

/** Whom a certificate is for, as it was typed. */
export interface TypedSubject {
	readonly profile: Profile
	readonly commonName: string
	readonly organization: string
	readonly names: string
	readonly spiffeId: string
}

/** Fields of the form that show their problem in `SubjectFields`. */
export const subjectFieldNames = ["spiffeId", "names", "commonName", "organization"]

/** Whom a certificate is for: SPIFFE ID, names, common name, organization, as far as the profile has them. */
export function SubjectFields({
	id,
	typed,
	set,
	problems,
}: {
	/** Begins the ids of the fields. */
	readonly id: string
	readonly typed: TypedSubject
	readonly set: (change: Partial<Omit<TypedSubject, "profile">>) => void
	readonly problems: readonly FieldProblem[]
}) {
	const isCa = typed.profile === "root" || typed.profile === "intermediate"
	const about = (field: string) => {
		const text = problemOf(problems, field)
		return text === undefined ? undefined : { text }
	}
	return (
		<>
			{typed.profile === "svid" ? (
				<Field
					id={`${id}-id`}
					label="SPIFFE ID"
					help="Often spiffe://{domain}/ns/{namespace}/sa/{service}."
					problem={about("spiffeId")}
				>
					{(props) => (
						<Input
							{...props}
							mono
							value={typed.spiffeId}
							onChange={(event) => set({ spiffeId: event.target.value })}
						/>
					)}
				</Field>
			) : null}
			{isCa ? null : (
				<NamesField
					id={`${id}-names`}
					label={typed.profile === "svid" ? "Further DNS names" : "Names"}
					optional={typed.profile === "svid" || typed.profile === "client"}
					value={typed.names}
					onChange={(names) => set({ names })}
					problem={problemOf(problems, "names")}
				/>
			)}
			<div className="flex flex-col gap-4">
				<Field id={`${id}-cn`} label="Common name" optional={!isCa} problem={about("commonName")}>
					{(props) => (
						<Input
							{...props}
							value={typed.commonName}
							onChange={(event) => set({ commonName: event.target.value })}
						/>
					)}
				</Field>
				<Field id={`${id}-organization`} label="Organization" optional problem={about("organization")}>
					{(props) => (
						<Input
							{...props}
							value={typed.organization}
							onChange={(event) => set({ organization: event.target.value })}
						/>
					)}
				</Field>
			</div>
		</>
	)
}
