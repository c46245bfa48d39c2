"use client"

import { useRouter } from "next/navigation"
import { useEffect, useEffectEvent, useRef, useState } from "react"
import { Button } from "#components/ui/button"
import { severityMeanings } from "#components/ui/meaning"
import { Status } from "#components/ui/status"
import type { WatchEvent, WatchFinding } from "#diagnosis/rotation-watch"

/** What is told while a watch runs. */
export type RotationMessage =
	| WatchEvent
	| { readonly kind: "ended"; readonly finding: WatchFinding }
	| { readonly kind: "failed"; readonly text: string }

/** Begins a watch; its events are one stream. */
export type StartRotationWatch = (request: {
	readonly endpointId: string
}) => Promise<
	| { readonly kind: "started"; readonly watchId: string; readonly events: AsyncIterable<RotationMessage> }
	| { readonly kind: "failed"; readonly text: string }
>

type State =
	| { readonly kind: "idle" }
	| { readonly kind: "watching"; readonly lines: readonly string[]; readonly lookedAt?: string }
	| { readonly kind: "ended"; readonly lines: readonly string[]; readonly finding: WatchFinding }
	| { readonly kind: "failed"; readonly text: string }

/** The button that waits for the next rotation, and what is seen meanwhile. Leaving the page ends the watch. */
export function RotationWatch({
	endpointId,
	start,
	stop,
}: {
	readonly endpointId: string
	readonly start: StartRotationWatch
	readonly stop: (watchId: string) => Promise<unknown>
}) {
	const router = useRouter()
	const [state, setState] = useState<State>({ kind: "idle" })
	const watchId = useRef<string>(undefined)
	const isGone = useRef(false)
	const end = () => {
		if (watchId.current !== undefined) stop(watchId.current).catch(() => undefined)
	}
	const onLeave = useEffectEvent(() => {
		isGone.current = true
		end()
	})
	useEffect(() => {
		isGone.current = false
		return () => onLeave()
	}, [])
	const follow = async () => {
		setState({ kind: "watching", lines: [] })
		const begun = await start({ endpointId })
		if (begun.kind === "failed") return setState(begun)
		watchId.current = begun.watchId
		if (isGone.current) return end()
		for await (const message of begun.events) {
			if (isGone.current) return
			setState((now) => foldMessage(now, message))
			if (message.kind === "ended") router.refresh()
		}
		watchId.current = undefined
		setState((now) => (now.kind === "watching" ? lost : now))
	}
	const isWatching = state.kind === "watching"
	return (
		<div className="flex flex-col gap-2">
			<div className="flex flex-wrap items-center gap-3">
				<Button
					disabled={isWatching}
					onClick={() => {
						follow().catch(() => setState(lost))
					}}
				>
					{isWatching ? "Watching …" : "Watch for a rotation"}
				</Button>
				{isWatching ? <Button onClick={end}>Stop watching</Button> : null}
				<p className="text-ink-soft text-sm">
					{isWatching
						? `Looks at the file every two seconds, for ten minutes at most.${state.lookedAt === undefined ? "" : ` Last look ${state.lookedAt.slice(11, 19)} UTC.`}`
						: "Waits for the next change of the file, then checks until the server serves it."}
				</p>
			</div>
			<div aria-live="polite" className="flex flex-col gap-1 text-sm">
				{state.kind === "watching" || state.kind === "ended" ? (
					<ol className="text-ink-soft wrap-anywhere">
						{state.lines.map((line) => (
							<li key={line}>{line}</li>
						))}
					</ol>
				) : null}
				{state.kind === "ended" ? (
					<Status
						meaning={severityMeanings[state.finding.severity]}
						word={state.finding.text}
						className="items-start whitespace-normal wrap-anywhere"
					/>
				) : null}
				{state.kind === "failed" ? <p className="text-broken">{state.text}</p> : null}
			</div>
		</div>
	)
}

const lost: State = { kind: "failed", text: "Countersign did not answer any more. Is it still running?" }

/** Lines that one watch keeps: a server that never serves the file says so every two seconds. */
const linesMax = 12

function foldMessage(state: State, message: RotationMessage): State {
	if (state.kind !== "watching") return state
	if (message.kind === "failed") return message
	if (message.kind === "ended") return { kind: "ended", lines: state.lines, finding: message.finding }
	if (message.kind === "looked") return { ...state, lookedAt: message.at }
	return { ...state, lines: [...state.lines, lineOf(message)].slice(-linesMax) }
}

function lineOf(event: Exclude<WatchEvent, { readonly kind: "looked" }>): string {
	const time = `${event.at.slice(11, 19)} UTC`
	switch (event.kind) {
		case "watching":
			return `${time}: the file holds serial ${event.file.serial}; the server ${event.served === undefined ? "showed no certificate" : `serves ${event.served.serial}`}.`
		case "file-changed":
			return `${time}: the file changed; it holds serial ${event.file.serial} now.`
		case "not-yet-served":
			return `${time}: the server does not serve it yet.`
	}
}
