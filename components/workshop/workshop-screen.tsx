"use client"

import { parseAsStringLiteral, useQueryState } from "nuqs"
import { useEffect, useState } from "react"
import { PageHeading } from "#components/ui/heading"
import { Tabs } from "#components/ui/tabs"
import { AuthorityPanel, type KeepAction } from "./authority-panel.tsx"
import { ChoiceSection } from "./choice-section.tsx"
import { KitSection } from "./kit-section.tsx"
import { RenewSection } from "./renew-section.tsx"
import { RequestSection } from "./request-section.tsx"
import type { TrialActions } from "./trial-panel.tsx"
import type { MadeKit } from "./workshop-engine.tsx"
import type { HeldAuthority } from "./workshop-materials.tsx"

const views = ["kit", "choice", "request", "renew"] as const

/** Makes certificates for development in the page: everything for mutual TLS at once, or one by choice. */
export function WorkshopScreen({
	hostName,
	trial,
	keep,
}: {
	/** Name of the machine that the dashboard runs on. */
	readonly hostName: string
	readonly trial: TrialActions
	readonly keep: KeepAction
}) {
	const [view, setView] = useQueryState("do", parseAsStringLiteral(views).withDefault("kit"))
	const [kit, setKit] = useState<MadeKit>()
	const [authority, setAuthority] = useState<HeldAuthority>()
	const [unsaved, setUnsaved] = useState(false)
	useLeaveGuard(unsaved)
	const hold = (next: HeldAuthority) => {
		setAuthority(next)
		setUnsaved(true)
	}
	const panel = (
		<AuthorityPanel keep={keep} authority={authority} onAuthority={hold} onSaved={() => setUnsaved(false)} />
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
								hostName={hostName}
								trial={trial}
								kit={kit}
								onKit={(made) => {
									setKit(made)
									hold(made.ca)
								}}
								onSaved={() => setUnsaved(false)}
							/>
						),
					},
					{
						value: "choice",
						label: "By choice",
						content: <ChoiceSection panel={panel} authority={authority} onAuthority={hold} />,
					},
					{
						value: "request",
						label: "Sign a request",
						content: <RequestSection panel={panel} authority={authority} />,
					},
					{
						value: "renew",
						label: "Renew, cross-sign",
						content: <RenewSection panel={panel} authority={authority} />,
					},
				]}
			/>
		</div>
	)
}

/** Asks before the page is left while a key in it was not saved. */
function useLeaveGuard(isOn: boolean): void {
	useEffect(() => {
		if (!isOn) return
		const ask = (event: BeforeUnloadEvent) => event.preventDefault()
		window.addEventListener("beforeunload", ask)
		return () => window.removeEventListener("beforeunload", ask)
	}, [isOn])
}
