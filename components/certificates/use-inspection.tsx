"use client"

import { useEffect, useRef, useState } from "react"
import type {
	GivenFile,
	GivenInspection,
	InspectAnswer,
	InspectQuestion,
	InspectRequest,
} from "./inspection.tsx"

/** A worker as far as the page needs it, so that tests can put another in its place. */
export interface InspectionWorker {
	readonly postMessage: (request: InspectRequest) => void
	readonly terminate: () => void
	onmessage: ((event: MessageEvent<InspectAnswer>) => void) | null
	onerror: ((event: ErrorEvent) => void) | null
}

/** The real worker. The address must stand here as it is: that is how the bundler finds its code. */
export function startInspectionWorker(): InspectionWorker {
	return new Worker(new URL("./certificates-worker.tsx", import.meta.url), { type: "module" })
}

/** How long one look may take, milliseconds; then the worker is ended and started anew. */
const deadlineMs = 20_000

/**
 * Has the worker look at what was given whenever that, the password or the question changes. The last answer stays
 * until the next one is there; answers that were overtaken are dropped.
 */
export function useInspection(
	files: readonly GivenFile[],
	question: InspectQuestion,
	password: string | undefined,
	startWorker: () => InspectionWorker = startInspectionWorker,
) {
	const [inspection, setInspection] = useState<GivenInspection>()
	const [problem, setProblem] = useState<string>()
	const [isBusy, setIsBusy] = useState(false)
	const worker = useRef<InspectionWorker>(undefined)
	const asked = useRef(0)

	useEffect(() => {
		asked.current += 1
		const id = asked.current
		if (files.length === 0) {
			setInspection(undefined)
			setProblem(undefined)
			setIsBusy(false)
			return
		}
		const running = worker.current ?? startWorker()
		worker.current = running
		const give = (text: string | undefined) => {
			clearTimeout(timer)
			setIsBusy(false)
			setProblem(text)
		}
		const restart = (text: string) => {
			running.terminate()
			worker.current = undefined
			give(text)
		}
		const timer = setTimeout(
			() => restart("This took longer than 20 seconds and was stopped. Give less at once."),
			deadlineMs,
		)
		running.onmessage = ({ data }) => {
			if (data.id !== id) return
			if (data.kind === "inspected") setInspection(data.inspection)
			give(data.kind === "inspected" ? undefined : `It could not be looked at: ${data.text}`)
		}
		running.onerror = () =>
			restart(
				"The part of this page that reads certificates stopped: the browser may have run out of memory.",
			)
		setIsBusy(true)
		running.postMessage({ id, files, question, ...(password === undefined ? {} : { password }) })
		return () => clearTimeout(timer)
	}, [files, question, password, startWorker])

	useEffect(
		() => () => {
			worker.current?.terminate()
			worker.current = undefined
		},
		[],
	)
	return { inspection, problem, isBusy }
}
