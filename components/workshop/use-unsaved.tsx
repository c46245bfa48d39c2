"use client"

import { useEffect, useState } from "react"

/** Remembers which certificates' keys were made and not saved, by fingerprint, and asks before the page is left then. */
export function useUnsaved() {
	const [unsaved, setUnsaved] = useState<readonly string[]>([])
	const isOn = unsaved.length > 0
	useEffect(() => {
		if (!isOn) return
		const ask = (event: BeforeUnloadEvent) => event.preventDefault()
		window.addEventListener("beforeunload", ask)
		return () => window.removeEventListener("beforeunload", ask)
	}, [isOn])
	const drop = (...ids: readonly string[]) => setUnsaved((now) => now.filter((id) => !ids.includes(id)))
	return {
		made: (...ids: readonly string[]) => setUnsaved((now) => [...new Set([...now, ...ids])]),
		saved: drop,
		/** Replaced by another: there is nothing left to save. */
		forgotten: drop,
	}
}
