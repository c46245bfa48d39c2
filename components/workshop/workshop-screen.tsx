"use client"

import { parseAsStringLiteral, useQueryState } from "nuqs"
import { useState } from "react"
import type { RememberAction } from "#components/keeping/keeping-types"
import { PageHeading } from "#components/ui/heading"
import { Tabs } from "#components/ui/tabs"
import { AskSection, firstAsking } from "./ask-section.tsx"
import { AuthorityPanel, type KeepAction } from "./authority-panel.tsx"
import { ChoiceSection, firstChoice } from "./choice-section.tsx"
import { firstKit, KitSection } from "./kit-section.tsx"
import { firstRenewal, RenewSection } from "./renew-section.tsx"
import { firstSigning, RequestSection } from "./request-section.tsx"
import type { TrialActions } from "./trial-panel.tsx"
import { useDraft } from "./use-draft.tsx"
import { useUnsaved } from "./use-unsaved.tsx"
import type { MadeKit } from "./workshop-engine.tsx"
import type { HeldAuthority } from "./workshop-materials.tsx"

const views = ["kit", "choice", "ask", "request", "renew"] as const

/** Makes certificates for development in the page: everything for mutual TLS at once, or one by choice. */
export function WorkshopScreen({
	hostName,
	trial,
	keep,
	remember,
}: {
	/** Name of the machine that the dashboard runs on. */
	readonly hostName: string
	readonly trial: TrialActions
	readonly keep: KeepAction
	/** Puts certificates, never keys, into the certificate status. */
	readonly remember: RememberAction
}) {
	const [view, setView] = useQueryState("do", parseAsStringLiteral(views).withDefault("kit"))
	const [authority, setAuthority] = useState<HeldAuthority>()
	const kit = useDraft(firstKit(hostName))
	const choice = useDraft(firstChoice)
	const asking = useDraft(firstAsking)
	const signing = useDraft(firstSigning)
	const renewal = useDraft(firstRenewal)
	const unsaved = useUnsaved()
	const panel = (
		<AuthorityPanel keep={keep} authority={authority} onAuthority={setAuthority} onSaved={unsaved.saved} />
	)
	return (
		<div className="mx-auto max-w-5xl">
			<PageHeading
				title="Workshop"
				lead="Certificates for development. Keys are made in this page and never leave it, unless you keep a CA in the workspace. Closing the page forgets them."
			/>
			<Tabs
				label="What to make"
				value={view}
				onChange={(next) => void setView(next)}
				tabs={[
					{
						value: "kit",
						label: "Mutual TLS in three clicks",
						content: (
							<KitSection
								draft={kit}
								trial={trial}
								remember={remember}
								onKit={(made, replaced) => {
									setAuthority(made.ca)
									if (replaced !== undefined) unsaved.forgotten(...fingerprints(replaced))
									unsaved.made(...fingerprints(made))
								}}
								onSaved={(kit) => unsaved.saved(...fingerprints(kit))}
							/>
						),
					},
					{
						value: "choice",
						label: "By choice",
						content: (
							<ChoiceSection
								draft={choice}
								panel={panel}
								authority={authority}
								onAuthority={setAuthority}
								unsaved={unsaved}
								remember={remember}
							/>
						),
					},
					{
						value: "ask",
						label: "Make a request",
						content: (
							<AskSection
								draft={asking}
								unsaved={unsaved}
								onSign={(request) => {
									signing.set({ ...firstSigning, file: request })
									setView("request")
								}}
							/>
						),
					},
					{
						value: "request",
						label: "Sign a request",
						content: (
							<RequestSection draft={signing} panel={panel} authority={authority} remember={remember} />
						),
					},
					{
						value: "renew",
						label: "Renew, cross-sign",
						content: (
							<RenewSection
								draft={renewal}
								panel={panel}
								authority={authority}
								unsaved={unsaved}
								remember={remember}
							/>
						),
					},
				]}
			/>
		</div>
	)
}

function fingerprints({ ca, server, client }: MadeKit): readonly string[] {
	return [ca.shown, server, client].map(({ description }) => description.sha256)
}
