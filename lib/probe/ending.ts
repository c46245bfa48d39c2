import type { CapturedMark } from "#tls/capture"
import type { Ending } from "./observation.ts"

/** How the connection stood when the attempt was over, before we closed it ourselves. */
export function endingOf(
	marks: readonly CapturedMark[],
	t: number,
	closeNotify: boolean,
	serverBytes: number,
): Ending {
	const theirs = marks.find((mark) => mark.kind === "server-reset" || mark.kind === "server-fin")
	const kind = theirs === undefined ? "open" : theirs.kind === "server-reset" ? "reset" : "fin"
	return { kind, t: theirs?.t ?? t, closeNotify, serverBytes }
}
