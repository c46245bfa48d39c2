"use client"

import { useCallback, useEffect, useRef, useState } from "react"
import type { CaptureEvent, CaptureRequest } from "./capture-messages.tsx"
import { type CaptureState, foldCaptureEvent, openedFile, reopenedFile } from "./capture-state.tsx"

/** A worker as far as the page needs it, so that tests can put another in its place. */
export interface CaptureWorker {
	readonly postMessage: (request: CaptureRequest) => void
	readonly terminate: () => void
	onmessage: ((event: MessageEvent<CaptureEvent>) => void) | null
	onerror: ((event: ErrorEvent) => void) | null
}

/** The real worker. The address must stand here as it is: that is how the bundler finds its code. */
export function startCaptureWorker(): CaptureWorker {
	return new Worker(new URL("./capture-worker.tsx", import.meta.url), { type: "module" })
}

/**
 * Reads capture files in a worker, one at a time. A new file begins anew; the same one, with another key log, keeps on
 * screen what is known until it has been read again, and then shows the chosen connection as it is now.
 */
export function useCapture(startWorker: () => CaptureWorker = startCaptureWorker) {
	const [state, setState] = useState<CaptureState>()
	const worker = useRef<CaptureWorker>(undefined)
	const file = useRef<File>(undefined)
	const shown = useRef<number>(undefined)
	const end = useCallback(() => {
		worker.current?.terminate()
		worker.current = undefined
	}, [])
	useEffect(() => end, [end])

	const read = useCallback(
		(wanted: File, keyLogs: readonly Blob[]) => {
			end()
			const started = startWorker()
			const isAgain = wanted === file.current
			worker.current = started
			file.current = wanted
			if (!isAgain) shown.current = undefined
			setState((known) =>
				isAgain && known !== undefined ? reopenedFile(known) : openedFile(wanted.name, wanted.size),
			)
			started.onmessage = ({ data }) => {
				setState((known) => known && foldCaptureEvent(known, data))
				const isOver = data.kind === "read" || data.kind === "stopped"
				if (isAgain && isOver && shown.current !== undefined)
					started.postMessage({ kind: "show", index: shown.current })
			}
			started.onerror = () =>
				setState((known) => known && foldCaptureEvent(known, { kind: "failed", text: lost }))
			started.postMessage({ kind: "read", file: wanted, keyLogs })
		},
		[end, startWorker],
	)
	const show = useCallback((index: number) => {
		shown.current = index
		setState((known) => known && { ...known, shown: { kind: "loading", index } })
		worker.current?.postMessage({ kind: "show", index })
	}, [])
	const stop = useCallback(() => worker.current?.postMessage({ kind: "stop" }), [])
	const close = useCallback(() => {
		end()
		file.current = undefined
		setState(undefined)
	}, [end])
	return { state, read, show, stop, close }
}

const lost = "the decoder stopped: the browser may have run out of memory"
