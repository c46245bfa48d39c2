"use client"

import { useEffect, useRef, useState } from "react"
import type { CheckEvent } from "#components/run/check-actions"
import { isPending, type LiveState, readLiveEvent } from "./live-state.tsx"

/** What came of asking for checks of several endpoints: one stream for all of them. */
export type ChecksStart =
	| {
			readonly kind: "started"
			readonly batchId: string
			readonly runs: readonly { readonly runId: string; readonly endpointId: string }[]
			readonly events: AsyncIterable<CheckEvent>
	  }
	| { readonly kind: "failed"; readonly text: string }

/** Starts checks of stored endpoints; given by the page. */
export type StartChecks = (request: { readonly endpointIds: readonly string[] }) => Promise<ChecksStart>

/** The checks that this overview runs. */
export interface LiveChecks {
	readonly live: ReadonlyMap<string, LiveState>
	/** Checks that have not ended yet. */
	readonly running: number
	/** Why the last start came to nothing. */
	readonly problem: string | undefined
	readonly start: (endpointIds: readonly string[]) => void
	readonly stop: () => void
}

/** Rows are drawn anew at most this often, however many events arrive. */
const drawEveryMs = 100

/** Runs checks from the overview and keeps what each row shows. `onEnded` is called when a batch is through. */
export function useLiveChecks({
	startChecks,
	stopRun,
	onEnded,
}: {
	readonly startChecks: StartChecks
	readonly stopRun: (batchId: string) => Promise<{ readonly kind: string }>
	readonly onEnded: () => void
}): LiveChecks {
	const states = useRef(new Map<string, LiveState>())
	const batches = useRef(new Set<string>())
	const drawing = useRef<ReturnType<typeof setTimeout>>(undefined)
	const [live, setLive] = useState<ReadonlyMap<string, LiveState>>(new Map())
	const [problem, setProblem] = useState<string>()

	const draw = () => {
		drawing.current ??= setTimeout(() => {
			drawing.current = undefined
			setLive(new Map(states.current))
		}, drawEveryMs)
	}
	const say = (id: string, state: LiveState) => {
		states.current.set(id, state)
		draw()
	}
	useEffect(() => {
		const left = batches.current
		return () => {
			clearTimeout(drawing.current)
			drawing.current = undefined
			for (const batchId of left) void stopRun(batchId).catch(() => undefined)
		}
	}, [stopRun])

	const start = async (endpointIds: readonly string[]) => {
		const fresh = endpointIds.filter((id) => !isPending(states.current.get(id)))
		if (fresh.length === 0) return
		setProblem(undefined)
		for (const id of fresh) say(id, { kind: "queued", words: "Waiting for its turn" })
		let batch: string | undefined
		try {
			const begun = await startChecks({ endpointIds: fresh })
			if (begun.kind === "failed") {
				setProblem(begun.text)
				return
			}
			batch = begun.batchId
			batches.current.add(batch)
			const endpoints = new Map(begun.runs.map(({ runId, endpointId }) => [runId, endpointId]))
			for await (const event of begun.events) {
				const endpointId = endpoints.get(event.runId)
				const state = readLiveEvent(event)
				if (endpointId !== undefined && state !== undefined) say(endpointId, state)
			}
		} catch {
			setProblem("The connection to Countersign was lost. What had ended is kept.")
		} finally {
			if (batch !== undefined) batches.current.delete(batch)
			for (const id of fresh) if (isPending(states.current.get(id))) states.current.delete(id)
			draw()
			onEnded()
		}
	}
	return {
		live,
		running: [...live.values()].filter(isPending).length,
		problem,
		start: (endpointIds) => void start(endpointIds),
		stop: () => {
			for (const batchId of batches.current) void stopRun(batchId).catch(() => undefined)
		},
	}
}
