"use client"

import { useEffect, useEffectEvent, useRef, useState } from "react"
import type { Report } from "#report/report"
import {
	type CheckExtras,
	type CheckStart,
	lanesAlone,
	type StartCheck,
	type StopRun,
} from "./check-actions.tsx"
import { type CheckState, foldCheckEvent, lostText } from "./check-state.tsx"

/** A check that this page runs. */
export interface RunningCheck {
	readonly state: CheckState
	/** Without extras: the lanes alone. */
	readonly start: (extras?: CheckExtras) => void
	readonly stop: () => void
}

/**
 * Runs one check at a time and folds its events as they arrive. Leaving the page stops the run on the server;
 * starting again while one runs does nothing. `onFinished` is called once for each run that came to its report.
 */
export function useCheck({
	startCheck,
	stopRun,
	onFinished,
}: {
	readonly startCheck: StartCheck
	readonly stopRun: StopRun
	readonly onFinished?: (runId: string, report: Report) => void
}): RunningCheck {
	const [state, setState] = useState<CheckState>({ kind: "idle" })
	const runId = useRef<string>(undefined)
	const isBusy = useRef(false)
	const isGone = useRef(false)

	const onLeave = useEffectEvent(() => {
		isGone.current = true
		if (runId.current !== undefined) void stopRun(runId.current).catch(ignoreLoss)
	})
	useEffect(() => {
		isGone.current = false
		return () => onLeave()
	}, [])

	const start = async (extras: CheckExtras) => {
		if (isBusy.current) return
		isBusy.current = true
		setState({ kind: "starting" })
		try {
			await follow(await startCheck(extras))
		} catch {
			setState((now) => failed(now))
		} finally {
			runId.current = undefined
			isBusy.current = false
		}
	}
	const follow = async (begun: CheckStart) => {
		if (begun.kind !== "started") return setState(begun)
		runId.current = begun.runId
		if (isGone.current) return void stopRun(begun.runId).catch(ignoreLoss)
		setState({ kind: "running", runId: begun.runId, isStopping: false })
		let isEnded = false
		for await (const event of begun.events) {
			if (isGone.current) return
			setState((now) => foldCheckEvent(now, event, performance.now()))
			isEnded = event.kind === "report" || event.kind === "run-failed"
			if (event.kind === "report") onFinished?.(event.runId, event.report)
		}
		if (!isEnded) setState((now) => failed(now))
	}
	const stop = () => {
		if (runId.current === undefined) return
		setState((now) => (now.kind === "running" ? { ...now, isStopping: true } : now))
		void stopRun(runId.current).catch(ignoreLoss)
	}
	return { state, start: (extras = lanesAlone) => void start(extras), stop }
}

/** The stream that feeds the page ends at the same loss and says so; saying it twice helps nobody. */
const ignoreLoss = () => undefined

function failed(state: CheckState): CheckState {
	if (state.kind === "running" && state.progress !== undefined) {
		return { kind: "failed", text: lostText, progress: state.progress }
	}
	return { kind: "failed", text: "Countersign did not answer. Is it still running?" }
}
