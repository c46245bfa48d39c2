"use client"

import type { FormEvent, ReactNode } from "react"
import { address, endpointAddress } from "#components/ui/address"
import { Button, ButtonLink } from "#components/ui/button"
import { useInBrowser } from "#components/ui/in-browser"
import type { SettingProblem } from "#endpoints/endpoint"
import { CallsSection, ExpectSection, MaterialSections, WhereSection } from "./form-sections.tsx"
import {
	type EndpointFormInput,
	type EndpointFormStart,
	isFieldName,
	type SaveOutcome,
} from "./form-values.tsx"
import { fieldId, focusField, useEndpointForm } from "./use-endpoint-form.tsx"

/** Everything one can say about an endpoint, on one page. `children` stand behind the form, e.g. the way to delete it. */
export function EndpointForm({
	start,
	save,
	validate,
	onSaved,
	children,
}: {
	readonly start: EndpointFormStart
	readonly save: (input: EndpointFormInput) => Promise<SaveOutcome>
	readonly validate: (input: EndpointFormInput) => Promise<readonly SettingProblem[]>
	readonly onSaved: (id: string) => void
	readonly children?: ReactNode
}) {
	const form = useEndpointForm({ start, save, validate, onSaved })
	// Before the page is alive a submit would be the browser's own and put values into the address.
	const isAlive = useInBrowser()
	const onSubmit = (event: FormEvent) => {
		event.preventDefault()
		if (!form.saving) form.submit()
	}
	return (
		<>
			{form.restored ? (
				<Notice>
					What you typed earlier is back, without keys and tokens.
					<Button variant="quiet" size="sm" onClick={form.discardDraft}>
						Discard it
					</Button>
				</Notice>
			) : null}
			<form onSubmit={onSubmit} noValidate aria-label="Endpoint">
				<WhereSection form={form} />
				<ExpectSection form={form} />
				<MaterialSections form={form} />
				<CallsSection form={form} />
				<div className="sticky bottom-0 z-10 flex flex-col gap-3 border-line border-t bg-surface py-3 max-md:bottom-14">
					<SaveProblems outcome={form.outcome} />
					<div className="flex items-center gap-2">
						<Button
							type="submit"
							variant="primary"
							disabled={form.saving || !isAlive}
							focusableWhenDisabled={isAlive}
						>
							{form.saving ? "Saving …" : start.id === undefined ? "Add endpoint" : "Save"}
						</Button>
						<ButtonLink variant="quiet" href={start.id === undefined ? "/" : endpointAddress(start.id)}>
							Cancel
						</ButtonLink>
					</div>
				</div>
			</form>
			{children}
		</>
	)
}

/** What stands in the way of the save, each leading to its field. */
function SaveProblems({ outcome }: { readonly outcome: SaveOutcome | undefined }) {
	return (
		<div aria-live="polite">
			{outcome?.kind === "problems" ? <ErrorSummary problems={outcome.problems} /> : null}
			{outcome?.kind === "failed" ? <p className="text-broken">{outcome.text}</p> : null}
			{outcome?.kind === "conflict" ? <Conflict gone={outcome.gone} /> : null}
		</div>
	)
}

function ErrorSummary({ problems }: { readonly problems: readonly SettingProblem[] }) {
	const count = problems.length === 1 ? "One thing is" : `${problems.length} things are`
	return (
		<div className="rounded-md border border-broken-line bg-broken-wash px-3 py-2 text-sm">
			<p className="font-medium text-broken">{count} in the way. Nothing was saved.</p>
			<ul className="mt-0.5 max-h-32 overflow-y-auto">
				{problems.map((problem) => (
					<li key={`${problem.field} ${problem.rule} ${problem.text}`} className="wrap-anywhere">
						{isFieldName(problem.field) ? (
							<a
								href={`#${fieldId(problem.field)}`}
								className="link"
								onClick={(event) => {
									event.preventDefault()
									focusField(problem.field)
								}}
							>
								{problem.text}
							</a>
						) : (
							<>
								{problem.text} {problem.hint}
							</>
						)}
					</li>
				))}
			</ul>
		</div>
	)
}

function Conflict({ gone }: { readonly gone: boolean }) {
	return (
		<Notice>
			{gone
				? "This endpoint was deleted meanwhile. What you typed is still here; copy what you need."
				: "Somebody saved another version of this endpoint meanwhile. What you typed is still here."}
			<Button
				variant="secondary"
				size="sm"
				onClick={() => window.open(gone ? address("/") : window.location.pathname, "_blank", "noopener")}
			>
				{gone ? "Open the overview" : "Open the saved version in a new tab"}
			</Button>
		</Notice>
	)
}

function Notice({ children }: { readonly children: ReactNode }) {
	return (
		<p className="mb-3 flex flex-wrap items-center justify-between gap-2 rounded-md border border-unknown-line bg-unknown-wash px-3 py-1.5 text-sm">
			{children}
		</p>
	)
}
