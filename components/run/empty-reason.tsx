import type { LaneProgress } from "./live-run.tsx"

/** Why a lane has nothing of a kind to show, as a sentence, and what would change that. */
export function emptyReason(lane: LaneProgress, what: "messages" | "certificates" | "facts"): string {
	if (lane.skipped !== undefined) return `This lane was not tried. ${lane.skipped}`
	if (lane.outcome === undefined) return "The lane is still running; this fills when it arrives."
	if (what === "facts") return lane.outcome.text
	if (lane.posture === "plaintext") {
		if (what === "messages" && lane.attempt?.captured !== undefined)
			return "Plaintext has no handshake: what was said is under Calls."
		return what === "messages"
			? "Plaintext has no handshake. The first bytes of the server are under What it offers."
			: "Plaintext proves nothing: no certificate is part of it."
	}
	if (lane.attempt?.captured?.secrecy === "sealed")
		return "Certificates are encrypted under TLS 1.3, and no key log opens them."
	return `The ${lane.attempt?.captured === undefined ? "lane" : "connection"} ended before the server sent any. ${lane.outcome.text}`
}
