import type { LaneProgress } from "./live-run.tsx"

/** Why a lane has nothing of a kind to show, as a sentence, and what would change that. */
export function emptyReason(lane: LaneProgress, what: "messages" | "certificates" | "facts"): string {
	if (lane.skipped !== undefined) return `This lane was not tried. ${lane.skipped}`
	if (lane.outcome === undefined) return "The lane is still running; this fills when it arrives."
	if (what === "facts") return lane.outcome.text
	if (lane.posture === "plaintext") {
		return what === "messages"
			? "Plaintext has no handshake. The first bytes of the server are under What it offers."
			: "Plaintext proves nothing: no certificate is part of it."
	}
	return `The lane ended before the server sent any. ${lane.outcome.text}`
}
