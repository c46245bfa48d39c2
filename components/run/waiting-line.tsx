"use client"

import { Square } from "lucide-react"
import { useEffect, useState } from "react"
import { Button } from "#components/ui/button"

/** What a running check waits for, how long at most, and the button that stops it. */
export function WaitingLine({
	sentence,
	timeoutMs,
	plannedAt,
	isStopping,
	onStop,
}: {
	readonly sentence: string
	readonly timeoutMs: number
	/** Monotonic milliseconds of the browser when the lanes set off; absent until they do. */
	readonly plannedAt: number | undefined
	readonly isStopping: boolean
	readonly onStop: () => void
}) {
	const left = useSecondsLeft(timeoutMs, plannedAt)
	return (
		<div className="relative flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 py-1 text-ink-soft text-sm">
			<div aria-hidden="true" className="absolute inset-x-0 bottom-0 h-px overflow-hidden bg-line">
				<div className="h-full w-1/4 animate-wait bg-ink motion-reduce:hidden" />
			</div>
			<span className="min-w-0 flex-1">
				{isStopping ? "Stopping: the sockets are being closed." : sentence}
				{left === undefined || isStopping ? null : (
					<span className="ml-2 whitespace-nowrap text-ink-faint tabular">At most {left} s more.</span>
				)}
			</span>
			<Button size="sm" onClick={onStop} disabled={isStopping}>
				<Square aria-hidden />
				Stop
			</Button>
		</div>
	)
}

function useSecondsLeft(timeoutMs: number, plannedAt: number | undefined): number | undefined {
	const [now, setNow] = useState(() => performance.now())
	useEffect(() => {
		const timer = setInterval(() => setNow(performance.now()), 200)
		return () => clearInterval(timer)
	}, [])
	if (plannedAt === undefined) return undefined
	return Math.max(0, Math.ceil((timeoutMs - Math.max(0, now - plannedAt)) / 1_000))
}
