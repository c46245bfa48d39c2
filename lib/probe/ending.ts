import type { CapturedMark } from "#tls/capture"
import type { Ending } from "./observation.ts"

/** How the connection stood when the attempt was over, before we closed it ourselves. */
export function endingOf(
	marks: readonly CapturedMark[],
	t: number,
	closeNotify: boolean,
	serverBytes: number,
): Ending {
	// EPIPE: we wrote to a connection that the peer had closed without our having read its end.
	const theirs = marks.find(
		(mark) => ["server-reset", "server-fin"].includes(mark.kind) || mark.code === "EPIPE",
	)
	const kind = theirs === undefined ? "open" : theirs.kind === "server-reset" ? "reset" : "fin"
	return { kind, t: theirs?.t ?? t, closeNotify, serverBytes }
}
