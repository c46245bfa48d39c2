"use client"

import { TextField } from "#components/ui/text-field"
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
	const about = (field: string) => problemOf(problems, field)
	return (
		<>
			{typed.profile === "svid" ? (
				<TextField
					id={`${id}-id`}
					label="SPIFFE ID"
					help="Often spiffe://{domain}/ns/{namespace}/sa/{service}."
					problem={about("spiffeId")}
					mono
					value={typed.spiffeId}
					onChange={(text) => set({ spiffeId: text })}
				/>
			) : null}
			{isCa ? null : (
				<NamesField
					id={`${id}-names`}
					label={typed.profile === "svid" ? "Further DNS names" : "Names"}
					optional={typed.profile === "svid" || typed.profile === "client"}
					value={typed.names}
					onChange={(names) => set({ names })}
					problem={about("names")}
				/>
			)}
			<div className="flex flex-col gap-4">
				<TextField
					id={`${id}-cn`}
					label="Common name"
					optional={!isCa}
					problem={about("commonName")}
					value={typed.commonName}
					onChange={(text) => set({ commonName: text })}
				/>
				<TextField
					id={`${id}-organization`}
					label="Organization"
					optional
					problem={about("organization")}
					value={typed.organization}
					onChange={(text) => set({ organization: text })}
				/>
			</div>
		</>
	)
}
