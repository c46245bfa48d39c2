"use client"

import { useSyncExternalStore } from "react"

const neverChanges = () => () => undefined

/** False while the server renders and during hydration, true afterwards: for what only the browser can know. */
export function useInBrowser(): boolean {
	return useSyncExternalStore(
		neverChanges,
		() => true,
		() => false,
	)
}
