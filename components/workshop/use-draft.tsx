"use client"

import { useCallback, useState } from "react"

/** What stands in one part of the workshop, and how to change some of it. */
export interface Draft<Value> {
	readonly value: Value
	readonly set: (change: Partial<Value>) => void
}

/** Holds what stands in one part of the workshop. Called above the tabs, so that changing the tab loses nothing. */
export function useDraft<Value extends object>(first: Value): Draft<Value> {
	const [value, setValue] = useState(first)
	const set = useCallback((change: Partial<Value>) => setValue((now) => ({ ...now, ...change })), [])
	return { value, set }
}
