"use client"

import { useCallback, useEffect, useRef, useState } from "react"
import type { CaptureEvent, CaptureRequest } from "./capture-messages.tsx"
import { type CaptureState, foldCaptureEvent, openedFile } from "./capture-state.tsx"

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

/** Reads capture files in a worker: one at a time; a new file or key log begins anew. */
export function useCapture(startWorker: () => CaptureWorker = startCaptureWorker) {
	const [state, setState] = useState<CaptureState>()
	const worker = useRef<CaptureWorker>(undefined)
	const end = useCallback(() => {
		worker.current?.terminate()
		worker.current = undefined
	}, [])
	useEffect(() => end, [end])

	const read = useCallback(
		(file: File, keyLogs: readonly Blob[]) => {
			end()
			const started = startWorker()
			worker.current = started
			setState(openedFile(file.name, file.size))
			started.onmessage = ({ data }) => setState((known) => known && foldCaptureEvent(known, data))
			started.onerror = () =>
				setState((known) => known && foldCaptureEvent(known, { kind: "failed", text: lost }))
			started.postMessage({ kind: "read", file, keyLogs })
		},
		[end, startWorker],
	)
	const show = useCallback((index: number) => {
		setState((known) => known && { ...known, shown: { kind: "loading", index } })
		worker.current?.postMessage({ kind: "show", index })
	}, [])
	const stop = useCallback(() => worker.current?.postMessage({ kind: "stop" }), [])
	const close = useCallback(() => {
		end()
		setState(undefined)
	}, [end])
	return { state, read, show, stop, close }
}

const lost = "the decoder stopped: the browser may have run out of memory"
