"use client"

import { RotateCw, ScanSearch, ShieldBan } from "lucide-react"
import { Button } from "#components/ui/button"
import type { Report } from "#report/report"
import { type CheckExtras, lanesAlone } from "./check-actions.tsx"

/** What a check can do beyond its lanes. */
export type Extra = "scan" | "enforce"

/** Both, in the order of their buttons. */
export const extraNames: readonly Extra[] = ["scan", "enforce"]

/** Both extras, in the words of their buttons, and what each does in a sentence. */
export const extraWords = {
	scan: {
		label: "Scan what it offers",
		icon: ScanSearch,
		does: "Checks again and asks with ClientHellos of our own which versions, suites, groups and protocols the server takes, at most five connections at a time.",
	},
	enforce: {
		label: "Prove that it refuses",
		icon: ShieldBan,
		does: "Checks again and tries what the server ought to refuse: handshakes and harmless calls with throw-away certificates and made-up tokens.",
	},
} as const satisfies Record<Extra, unknown>

/** What a run brought beyond its lanes. */
export function extrasOf(report: Report | undefined): CheckExtras {
	return {
		scan: report?.scan !== undefined || report?.protocols !== undefined,
		enforce: report?.enforcement !== undefined,
	}
}

/** Starts a check with one extra. What the run on screen brought beyond its lanes is asked for again, so that nothing goes. */
export function ExtraButton({
	extra,
	shown,
	onStart,
	isBusy,
}: {
	readonly extra: Extra
	/** What the run on screen brought. */
	readonly shown: CheckExtras
	readonly onStart: (extras: CheckExtras) => void
	readonly isBusy: boolean
}) {
	const { label, icon: Icon, does } = extraWords[extra]
	return (
		<Button
			onClick={() => onStart({ ...shown, [extra]: true })}
			disabled={isBusy}
			focusableWhenDisabled
			title={does}
		>
			<Icon aria-hidden />
			{label}
		</Button>
	)
}

/** The button that checks the lanes, and the two that ask for more. */
export function CheckButtons({
	word,
	shown,
	onStart,
	isBusy,
}: {
	/** What checking is called: `Check`, `Check again`. */
	readonly word: string
	readonly shown: CheckExtras
	readonly onStart: (extras: CheckExtras) => void
	readonly isBusy: boolean
}) {
	return (
		<>
			<Button variant="primary" onClick={() => onStart(lanesAlone)} disabled={isBusy} focusableWhenDisabled>
				<RotateCw aria-hidden />
				{isBusy ? "Checking …" : word}
			</Button>
			{extraNames.map((extra) => (
				<ExtraButton key={extra} extra={extra} shown={shown} onStart={onStart} isBusy={isBusy} />
			))}
		</>
	)
}
