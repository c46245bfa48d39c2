"use client"

import { Check, Share2, X } from "lucide-react"
import { useEffect, useState } from "react"
import { Button } from "#components/ui/button"
import { runPath } from "./run-address.tsx"

/** Copies the whole address of a run, with the lane and tab that are on screen. */
export function ShareButton({ runId }: { readonly runId: string | undefined }) {
	const [state, setState] = useState<"idle" | "copied" | "failed">("idle")
	useEffect(() => {
		if (state === "idle") return
		const timer = setTimeout(() => setState("idle"), 1_600)
		return () => clearTimeout(timer)
	}, [state])
	const share = async () => {
		if (runId === undefined) return
		const address = new URL(runPath(runId), window.location.href)
		const shown = new URLSearchParams(window.location.search)
		for (const name of ["lane", "tab", "message", "certificate", "refusal"]) {
			const value = shown.get(name)
			if (value !== null) address.searchParams.set(name, value)
		}
		try {
			await navigator.clipboard.writeText(address.toString())
			setState("copied")
		} catch {
			setState("failed")
		}
	}
	const Icon = { idle: Share2, copied: Check, failed: X }[state]
	return (
		<Button onClick={() => void share()} disabled={runId === undefined} title="Copy the address of this run">
			<Icon aria-hidden />
			<span aria-live="polite">{{ idle: "Share", copied: "Copied", failed: "Could not copy" }[state]}</span>
		</Button>
	)
}
