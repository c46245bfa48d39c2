import type { ApplicationFacts } from "#grpc/application-conversation"
import type { CapturedConnection } from "#tls/capture-file/captured-connection"
import type { TranscriptEntry } from "#tls/transcript"
import type { Phase, PhaseName } from "../observation.ts"
import { tellingCall } from "./telling-call.ts"

const handshakeMessages: readonly string[] = ["Finished", "CertificateVerify", "Certificate"]

/** The steps of a captured connection, by the times of its packets. The last one did not end well unless `isAccepted`. */
export function capturedPhases(
	connection: CapturedConnection,
	application: ApplicationFacts,
	usesTls: boolean,
	isAccepted: boolean,
): readonly Phase[] {
	const { opened, transcript, durationMs } = connection
	const phases: Phase[] = []
	const add = (name: PhaseName, startMs: number, endMs: number | undefined) => {
		const end = endMs ?? durationMs
		phases.push({ name, startMs, ms: Math.max(0, end - startMs), ok: endMs !== undefined })
		return endMs
	}
	const hasBytes = connection.bytes.client + connection.bytes.server > 0
	const answeredMs = opened.server ?? (hasBytes ? opened.client : undefined)
	if (opened.client !== undefined) add("tcp", opened.client, answeredMs)
	if (!hasBytes) return phases
	const tlsMs = usesTls ? handshakeEnd(transcript.entries, application) : undefined
	const first = transcript.entries[0]?.t ?? answeredMs ?? 0
	if (usesTls && add("tls", first, tlsMs) === undefined) return phases
	const { http2 } = application
	if (http2 === undefined) return closed(phases, isAccepted)
	const settingsMs = http2.server.settingsMs
	if (add("http2", tlsMs ?? first, settingsMs) === undefined) return phases
	const call = tellingCall(application)
	if (call !== undefined) add("rpc", call.startMs, call.httpStatus === undefined ? undefined : call.endMs)
	return closed(phases, isAccepted)
}

/** The last phase ended as the connection did. */
function closed(phases: readonly Phase[], isAccepted: boolean): readonly Phase[] {
	return phases.map((phase, at) => (at === phases.length - 1 ? { ...phase, ok: isAccepted } : phase))
}

/** When the handshake was over, undefined where it did not get so far. */
function handshakeEnd(
	entries: readonly TranscriptEntry[],
	application: ApplicationFacts,
): number | undefined {
	const hasFinished = (from: TranscriptEntry["from"]) =>
		entries.some((entry) => entry.from === from && entry.message === "Finished")
	const spoke = application.bytes.client + application.bytes.server > 0
	if (spoke || (hasFinished("client") && hasFinished("server"))) {
		const last = entries.findLast((entry) => handshakeMessages.includes(entry.message))
		return last?.t ?? entries.find((entry) => entry.message === "ApplicationData")?.t
	}
	const hello = entries.findIndex((entry) => entry.message === "ServerHello")
	return entries.slice(hello + 1).find((entry) => entry.from === "client" && entry.message === "Encrypted")?.t
}
