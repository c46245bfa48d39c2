import type { ProbeEvent } from "#probe/events"
import { printableLine } from "#report/printable-text"
import type { CliIo } from "./io.ts"

/** What still goes on, as far as the events tell. */
interface Progress {
	readonly lanes: readonly string[]
	/** What the scan asks now, with its connections. */
	readonly scan: string
	/** Postures of the enforcement table: how many, and how many of them have ended. */
	readonly postures: number
	readonly tried: number
}

const nothing: Progress = { lanes: [], scan: "", postures: 0, tried: 0 }

/** Shows on a terminal what a check waits for, in one line that replaces itself; silent in a pipe. */
export function showProgress(
	io: Pick<CliIo, "talk" | "talkIsTerminal" | "width">,
	quiet: boolean,
): (event: ProbeEvent) => void {
	if (quiet || !io.talkIsTerminal) return () => undefined
	let progress = nothing
	let shown = ""
	return (event) => {
		progress = foldProgress(progress, event)
		// A line that wraps could not be taken back, so it ends before the last column.
		const line = printableLine(progressLine(progress)).slice(0, Math.max(0, io.width - 1))
		if (line === shown) return
		shown = line
		io.talk(`\r\u001b[K${line}`)
	}
}

function foldProgress(progress: Progress, event: ProbeEvent): Progress {
	switch (event.kind) {
		case "planned":
			return {
				...nothing,
				lanes: event.lanes.flatMap((lane) => (lane.skipped === undefined ? [lane.posture] : [])),
			}
		case "lane-ended":
			return { ...progress, lanes: progress.lanes.filter((lane) => lane !== event.posture) }
		case "scan-progress": {
			const scan = `scanning ${event.asking}, ${event.connections} connections of at most ${event.connectionsMax}`
			return { ...progress, scan }
		}
		case "enforcement-planned":
			return { ...progress, postures: event.postures.length }
		case "enforcement-ended":
			return event.attempt.actual === "skipped" ? progress : { ...progress, tried: progress.tried + 1 }
		case "finished":
			return nothing
		default:
			return progress
	}
}

function progressLine({ lanes, scan, postures, tried }: Progress): string {
	if (lanes.length > 0) return `waiting for ${lanes.join(", ")} …`
	const table = tried < postures ? `${tried} of ${postures} refusals tried` : ""
	const parts = [table, scan].filter((part) => part !== "")
	return parts.length === 0 ? "" : `${parts.join("; ")} …`
}
