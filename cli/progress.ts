import type { ProbeEvent } from "#probe/events"
import type { CliIo } from "./io.ts"

/** Shows on a terminal which lanes still run; silent in a pipe. */
export function showProgress(io: CliIo, quiet: boolean): (event: ProbeEvent) => void {
	if (quiet || !io.talkIsTerminal) return () => undefined
	const running = new Set<string>()
	return (event) => {
		if (event.kind === "planned") {
			for (const lane of event.lanes) if (lane.skipped === undefined) running.add(lane.posture)
		}
		if (event.kind === "lane-ended") running.delete(event.posture)
		const waiting = [...running].join(", ")
		io.talk(
			event.kind === "finished"
				? "\r\u001b[K"
				: `\r\u001b[K${waiting === "" ? "" : `waiting for ${waiting} …`}`,
		)
	}
}
