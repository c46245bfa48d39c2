"use client"

import { Plus } from "lucide-react"
import { useRouter } from "next/navigation"
import { useEffect, useEffectEvent, useState } from "react"
import { endpointAddress } from "#components/ui/address"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import type { SettingProblem } from "#endpoints/endpoint"
import type { CheckExtras, CheckStart, StopRun } from "./check-actions.tsx"
import { ExtraButton, extraNames, extrasOf } from "./check-buttons.tsx"
import { CheckForm } from "./check-form.tsx"
import { type CheckFormValues, checkFields, checkInput, pressedStorageKey } from "./check-form-values.tsx"
import { CheckView } from "./check-view.tsx"
import { ProveWithCa } from "./prove-with-ca.tsx"
import { Note } from "./run-notes.tsx"
import { ShareButton } from "./share-button.tsx"
import { useCheck } from "./use-check.tsx"

/** What came of saving the target as an endpoint. */
export type SaveTarget = (request: {
	readonly input: object
}) => Promise<
	| { readonly kind: "saved"; readonly id: string }
	| { readonly kind: "problems"; readonly problems: readonly SettingProblem[] }
	| { readonly kind: "conflict" }
	| { readonly kind: "failed"; readonly text: string }
>

/**
 * Checks a target without saving it. An address alone never dials: the check starts when its button is pressed here,
 * or when the field at the top said that it was pressed there.
 */
export function CheckScreen({
	start,
	startCheck,
	stopRun,
	save,
}: {
	readonly start: CheckFormValues
	readonly startCheck: (request: {
		readonly input: object
		readonly extras: CheckExtras
	}) => Promise<CheckStart>
	readonly stopRun: StopRun
	readonly save: SaveTarget
}) {
	const [values, setValues] = useState(start)
	const change = (next: CheckFormValues) => {
		if (next.scan !== values.scan || next.enforce !== values.enforce) keepExtras(next)
		setValues(next)
	}
	const check = useCheck({
		startCheck: (extras) => startCheck({ input: checkInput(values), extras }),
		stopRun,
	})
	const { state } = check
	const isBusy = state.kind === "starting" || state.kind === "running"
	const problems = state.kind === "problems" ? state.problems : []
	const saving = useSave(save, values)
	const run = (extras: CheckExtras = { scan: values.scan, enforce: values.enforce }) => check.start(extras)

	const shown = extrasOf(state.kind === "finished" ? state.report : undefined)
	const startWith = (extras: CheckExtras) => {
		change({ ...values, scan: extras.scan, enforce: extras.enforce })
		run(extras)
	}

	const begin = useEffectEvent(() => {
		if (start.target !== "" && takePressed() === start.target) run()
	})
	useEffect(() => begin(), [])

	return (
		<div className="mx-auto flex max-w-7xl flex-col gap-4">
			<header className="flex flex-wrap items-center justify-between gap-3">
				<h1 className="font-semibold text-lg">Check a target</h1>
				<div className="flex gap-2 print:hidden">
					<Button onClick={saving.run} disabled={saving.isBusy || values.target.trim() === ""}>
						<Plus aria-hidden />
						Save as endpoint
					</Button>
					<ShareButton runId={state.kind === "finished" ? state.runId : undefined} />
				</div>
			</header>
			{saving.text === undefined ? null : <Note tone="broken">{saving.text}</Note>}
			<CheckForm
				values={values}
				onChange={change}
				onCheck={() => run()}
				isBusy={isBusy}
				problems={problems}
			/>
			<CheckView
				state={state}
				stored={undefined}
				fields={checkFields}
				onStop={check.stop}
				ask={(extra) => <ExtraButton extra={extra} shown={shown} onStart={startWith} isBusy={isBusy} />}
				proof={<ProveWithCa shown={shown} onStart={startWith} isBusy={isBusy} />}
				empty={
					<EmptyState title="Nothing was dialled yet.">
						Press Check, or Enter in the target. The check connects in every mode that the settings bring
						material for, side by side.
					</EmptyState>
				}
			/>
		</div>
	)
}

/** Puts the choices beyond the lanes into the address, beside what is there already. Nothing else is touched. */
function keepExtras(values: CheckFormValues): void {
	const url = new URL(window.location.href)
	for (const extra of extraNames) {
		if (values[extra]) url.searchParams.set(extra, "true")
		else url.searchParams.delete(extra)
	}
	window.history.replaceState(null, "", url)
}

function useSave(save: SaveTarget, values: CheckFormValues) {
	const router = useRouter()
	const [isBusy, setBusy] = useState(false)
	const [text, setText] = useState<string>()
	const run = async () => {
		setBusy(true)
		setText(undefined)
		try {
			const saved = await save({ input: checkInput(values) })
			if (saved.kind === "saved") return router.push(endpointAddress(saved.id))
			setText(refusalText(saved))
		} catch {
			setText("Countersign did not answer. Is it still running?")
		} finally {
			setBusy(false)
		}
	}
	return { run: () => void run(), isBusy, text }
}

function refusalText(refused: Exclude<Awaited<ReturnType<SaveTarget>>, { kind: "saved" }>): string {
	if (refused.kind === "failed") return refused.text
	if (refused.kind === "conflict") return "Somebody changed this endpoint meanwhile."
	return refused.problems.map((problem) => `${problem.field}: ${problem.text} ${problem.hint}`).join(" ")
}

/** The target that was pressed for at the field on top; forgotten once read. */
function takePressed(): string | null {
	const pressed = sessionStorage.getItem(pressedStorageKey)
	sessionStorage.removeItem(pressedStorageKey)
	return pressed
}
