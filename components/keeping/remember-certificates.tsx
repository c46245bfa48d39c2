"use client"

import { CalendarPlus } from "lucide-react"
import { useState, useTransition } from "react"
import { toBase64 } from "#base/bytes"
import type { Result } from "#base/result"
import { Button } from "#components/ui/button"
import { severityMeanings } from "#components/ui/meaning"
import { Status } from "#components/ui/status"
import type { RememberAction, RememberOutcome } from "./keeping-types.tsx"

/** The button that puts certificates into the certificate status, and what came of it. Keys are never sent. */
export function RememberCertificates({
	certificates,
	remember,
	label = "Remember in the certificate status",
	isReady = true,
}: {
	/** DER of the certificates, or why there are none. */
	readonly certificates: () => Promise<Result<readonly Uint8Array[], string>>
	readonly remember: RememberAction
	readonly label?: string
	/** False while there is nothing to remember yet. */
	readonly isReady?: boolean
}) {
	const [outcome, setOutcome] = useState<RememberOutcome>()
	const [isAsking, startAsking] = useTransition()
	const ask = () =>
		startAsking(async () => {
			const found = await certificates()
			setOutcome(
				found.ok
					? await remember({ certificates: found.value.map((der) => toBase64(der)) }).catch(() => unanswered)
					: { kind: "problem", text: found.error },
			)
		})
	return (
		<div className="flex flex-wrap items-center gap-3">
			<Button size="sm" disabled={isAsking || !isReady} onClick={ask}>
				<CalendarPlus aria-hidden />
				{isAsking ? "Remembering …" : label}
			</Button>
			<p role="status" className="min-w-0 text-sm wrap-anywhere">
				{outcome?.kind === "remembered" ? (
					<Status
						meaning={severityMeanings.ok}
						word={rememberedWords(outcome)}
						className="whitespace-normal"
					/>
				) : null}
			</p>
			<p role="alert" className="min-w-0 text-broken text-sm wrap-anywhere empty:hidden">
				{outcome === undefined || outcome.kind === "remembered" ? "" : outcome.text}
			</p>
		</div>
	)
}

const unanswered: RememberOutcome = {
	kind: "failed",
	text: "Countersign did not answer. Is it still running?",
}

function rememberedWords({ fresh, all }: { readonly fresh: number; readonly all: number }): string {
	if (fresh === 0) return all === 1 ? "It was remembered already." : "They were remembered already."
	const what = fresh === 1 ? "1 certificate is" : `${fresh} certificates are`
	const others = fresh === all ? "" : `; ${all - fresh} ${all - fresh === 1 ? "was" : "were"} there already`
	return `${what} in the certificate status now${others}.`
}
