"use client"

import { useEffect, useRef, useState, useTransition } from "react"
import type { SettingProblem } from "#endpoints/endpoint"
import { clearDraft, readDraft, writeDraft } from "./draft.tsx"
import {
	type EndpointFormInput,
	type EndpointFormStart,
	type EndpointFormValues,
	type FieldName,
	isFieldName,
	type KeptSecrets,
	type SaveOutcome,
	toInput,
} from "./form-values.tsx"

/** How long typing must pause before the form is read again, milliseconds. */
const pauseMs = 250

export interface EndpointFormState {
	readonly values: EndpointFormValues
	readonly kept: KeptSecrets
	readonly set: <Name extends FieldName>(name: Name, value: EndpointFormValues[Name]) => void
	/** Throws a kept secret away at the next save. */
	readonly forget: (name: keyof KeptSecrets) => void
	readonly touch: (name: FieldName) => void
	readonly problemOf: (name: FieldName) => SettingProblem | undefined
	/** Everything that stands in the way of the last save. Empty before the first one. */
	readonly summary: readonly SettingProblem[]
	readonly outcome: SaveOutcome | undefined
	readonly saving: boolean
	readonly restored: boolean
	readonly discardDraft: () => void
	readonly submit: () => void
}

/** The state of the form. What was typed survives a refused save, a reload and a wrong click; secrets survive only in memory. */
export function useEndpointForm({
	start,
	save,
	validate,
	onSaved,
}: {
	readonly start: EndpointFormStart
	readonly save: (input: EndpointFormInput) => Promise<SaveOutcome>
	/** What can be said without reading files; from the same parser as the server's. */
	readonly validate: (input: EndpointFormInput) => Promise<readonly SettingProblem[]>
	readonly onSaved: (id: string) => void
}): EndpointFormState {
	const draftKey = start.id ?? "new"
	const [values, setValues] = useState(start.values)
	const [kept, setKept] = useState(start.kept)
	const [touched, setTouched] = useState<ReadonlySet<FieldName>>(new Set())
	const [typed, setTyped] = useState<readonly SettingProblem[]>([])
	const [outcome, setOutcome] = useState<SaveOutcome>()
	const [restored, setRestored] = useState(false)
	const [saving, startSaving] = useTransition()
	const edited = useRef(false)

	useEffect(() => {
		const draft = readDraft(draftKey, start.version)
		if (draft === undefined) return
		setValues((current) => ({ ...current, ...draft }))
		setRestored(true)
	}, [draftKey, start.version])

	useEffect(() => {
		let current = true
		const timer = setTimeout(async () => {
			const problems = await validate(toInput(values, kept))
			if (current) setTyped(problems)
			if (edited.current) writeDraft(draftKey, start.version, values)
		}, pauseMs)
		return () => {
			current = false
			clearTimeout(timer)
		}
	}, [values, kept, validate, draftKey, start.version])

	const refused = outcome?.kind === "problems" ? outcome.problems : []
	const problemOf = (name: FieldName) => {
		const bySave = refused.find((problem) => problem.field === name)
		if (bySave !== undefined) return bySave
		return touched.has(name) ? typed.find((problem) => problem.field === name) : undefined
	}

	return {
		values,
		kept,
		set: (name, value) => {
			edited.current = true
			setValues((current) => ({ ...current, [name]: value }))
			setOutcome((current) => withoutField(current, name))
		},
		forget: (name) => {
			edited.current = true
			setKept((current) => ({ ...current, [name]: false }))
		},
		touch: (name) => setTouched((current) => (current.has(name) ? current : new Set([...current, name]))),
		problemOf,
		summary: refused,
		outcome,
		saving,
		restored,
		discardDraft: () => {
			clearDraft(draftKey)
			edited.current = false
			setRestored(false)
			setValues(start.values)
			setKept(start.kept)
		},
		submit: () =>
			startSaving(async () => {
				const result = await save(toInput(values, kept))
				setOutcome(result)
				if (result.kind === "problems") focusField(result.problems[0]?.field)
				if (result.kind !== "saved") return
				clearDraft(draftKey)
				onSaved(result.id)
			}),
	}
}

/** The id of a field's control. */
export function fieldId(name: FieldName): string {
	return `endpoint-${name}`
}

/** Moves the focus to a field, opening the group it is folded into. */
export function focusField(name: string | undefined): void {
	if (name === undefined || !isFieldName(name)) return
	// After the render that shows the problem, so that the description is there when the field is announced.
	setTimeout(() => {
		const control = document.getElementById(fieldId(name))
		const fold = control?.closest("details")
		if (fold) fold.open = true
		control?.focus()
	}, 0)
}

/** Once a field is edited, what the server said about it is out of date. */
function withoutField(outcome: SaveOutcome | undefined, name: FieldName): SaveOutcome | undefined {
	if (outcome?.kind !== "problems") return outcome
	const problems = outcome.problems.filter((problem) => problem.field !== name)
	return problems.length === 0 ? undefined : { kind: "problems", problems }
}
