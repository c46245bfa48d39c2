"use client"

import { useState, useTransition } from "react"
import { Button } from "#components/ui/button"

/** Undefined when it is forgotten, otherwise a sentence. */
export type ForgetAction = (sha256: string) => Promise<string | undefined>

/** The button that takes a remembered certificate out of the status. */
export function ForgetCertificate({
	sha256,
	forget,
}: {
	readonly sha256: string
	readonly forget: ForgetAction
}) {
	const [problem, setProblem] = useState<string>()
	const [isAsking, startAsking] = useTransition()
	const ask = () =>
		startAsking(async () => {
			setProblem(await forget(sha256).catch(() => "Countersign did not answer. Is it still running?"))
		})
	return (
		<div className="flex flex-wrap items-center gap-3">
			<Button size="sm" disabled={isAsking} onClick={ask}>
				{isAsking ? "Forgetting …" : "Forget it"}
			</Button>
			<p className="text-ink-soft text-sm">It is here because somebody had it remembered.</p>
			<p role="alert" className="text-broken text-sm empty:hidden">
				{problem}
			</p>
		</div>
	)
}
