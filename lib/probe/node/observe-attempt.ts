import { toHex } from "#base/bytes"
import { recogniseFirstBytes } from "#grpc/first-bytes"
import { readHttp2 } from "#grpc/h2/read-http2"
import type { Transcript } from "#tls/transcript"
import type { ObservedCertificate } from "#x509/description"
import type { RuntimeComparison } from "#x509/path/compare-runtimes"
import { type AttemptEnd, classifyOutcome, type Http2End } from "../classify-outcome.ts"
import { http2Violation } from "../http2-violation.ts"
import type { AttemptObservation, FirstBytes, Http2Facts, RpcFacts } from "../observation.ts"
import { describePeer } from "../peer-facts.ts"
import { postureTraits } from "../posture.ts"
import type { Connection } from "./connection.ts"
import { type ClientIdentity, describeIdentity } from "./material.ts"
import type { PhaseLog } from "./phase-log.ts"
import type { AttemptInput } from "./run-attempt.ts"

const nothing = new Uint8Array()
const frameHeaderLength = 9

/** What one attempt left behind, before it is put into words. */
export interface AttemptRecord {
	readonly end: AttemptEnd
	readonly peerAddress?: string
	readonly resolved?: readonly string[]
	readonly connection?: Connection
	readonly chain?: readonly ObservedCertificate[]
	readonly runtimes?: RuntimeComparison
	readonly rpc?: RpcFacts
	readonly clientError?: string
	readonly tokenSent?: boolean
}

/** Puts the facts of an attempt together. Pure over what was recorded; the secrets of the key log end here. */
export function observeAttempt(
	input: AttemptInput,
	log: PhaseLog,
	startedAt: string,
	record: AttemptRecord,
): AttemptObservation {
	const connection = record.connection
	const transcript = connection?.read()
	const usesTls = postureTraits[input.lane.posture].usesTls
	const ending = connection?.ending ?? { kind: "open", t: log.elapsed(), closeNotify: false, serverBytes: 0 }
	const firstBytes = connection === undefined ? undefined : firstBytesOf(connection)
	const interrupted = interruptionOf(input)
	const foreignText = usesTls && connection !== undefined ? foreignTextOf(connection) : undefined
	const violation =
		record.end.kind === "call" ? http2Violation(connection?.applicationBytes().server ?? nothing) : undefined
	const http2End =
		record.end.kind === "call" ? http2EndOf(connection?.applicationBytes().server ?? nothing) : undefined
	const outcome = classifyOutcome({
		end: record.end,
		phase: log.last(),
		usesTls,
		where: record.peerAddress ?? input.target.text,
		timeoutMs: input.timeoutMs,
		alerts: usesTls ? (transcript?.alerts ?? []) : [],
		ending,
		askedForCertificate: transcript?.certificateRequest !== undefined,
		reachedHttp2: connection?.reachedHttp2 ?? false,
		overLimit: connection?.isOverLimit() ?? false,
		...(interrupted === undefined ? {} : { interrupted }),
		...(firstBytes === undefined ? {} : { firstBytes }),
		...(violation === undefined ? {} : { violation }),
		...(http2End === undefined ? {} : { http2End }),
		...(foreignText === undefined ? {} : { foreignText }),
		...(record.rpc === undefined ? {} : { rpc: record.rpc }),
		...(record.clientError === undefined ? {} : { clientError: record.clientError }),
	})
	log.end(outcome.kind === "accepted")
	const tls = usesTls && transcript !== undefined ? tlsFacts(transcript, input.identity) : {}
	const peer = describePeer(record.chain, connection?.verification, input.expectation)
	const http2 = connection === undefined ? undefined : http2Facts(connection)
	connection?.recording?.forgetSecrets()
	return {
		posture: input.lane.posture,
		configured: input.lane.configured,
		outcome,
		startedAt,
		phases: log.phases(),
		own: describeIdentity(input.identity),
		alerts: usesTls ? (transcript?.alerts ?? []) : [],
		transcript: usesTls ? (transcript?.entries ?? []) : [],
		undecryptable: transcript?.undecryptable ?? 0,
		problems: usesTls ? (transcript?.problems ?? []) : [],
		ending,
		...tls,
		...(record.peerAddress === undefined ? {} : { peerAddress: record.peerAddress }),
		...(record.resolved === undefined ? {} : { resolved: record.resolved }),
		...(record.chain === undefined ? {} : { chain: record.chain }),
		...(connection?.verification === undefined ? {} : { verification: connection.verification }),
		...(record.runtimes === undefined ? {} : { runtimes: record.runtimes }),
		...(peer === undefined ? {} : { peer }),
		...(firstBytes === undefined ? {} : { firstBytes }),
		...(http2 === undefined ? {} : { http2 }),
		...(record.rpc === undefined || log.phases().every((each) => each.name !== "http2")
			? {}
			: { rpc: record.rpc }),
		...(record.tokenSent === undefined ? {} : { tokenSent: record.tokenSent }),
		...("failure" in record.end ? { error: record.end.failure } : {}),
		...(record.clientError === undefined || record.clientError === ""
			? {}
			: { clientError: record.clientError }),
	}
}

function interruptionOf(input: AttemptInput): "deadline" | "stopped" | undefined {
	if (!input.deadline.signal.aborted) return undefined
	return input.deadline.isExpired() ? "deadline" : "stopped"
}

function tlsFacts(
	transcript: Transcript,
	identity: ClientIdentity | undefined,
): Pick<AttemptObservation, "tls" | "requested" | "sent"> {
	const answered = transcript.clientCertificates
	const certificate =
		answered === undefined || answered.length === 0 ? null : (identity?.leaf?.sha256 ?? null)
	return {
		...(transcript.serverHello === undefined ? {} : { tls: transcript.negotiated }),
		...(transcript.certificateRequest === undefined ? {} : { requested: transcript.certificateRequest }),
		...(answered === undefined ? {} : { sent: { certificate } }),
	}
}

function firstBytesOf(connection: Connection): FirstBytes | undefined {
	const chunk = connection.recording?.capture().chunks.find((each) => each.from === "server")
	if (chunk === undefined) return undefined
	const head = chunk.bytes.subarray(0, 64)
	const recognised = recogniseFirstBytes(chunk.bytes)
	return { hex: toHex(head), text: recognised.text, kind: recognised.kind, t: chunk.t }
}

/** What is shorter than one frame header proves nothing; a server's first frame is SETTINGS (RFC 9113 section 3.4). */
function foreignTextOf(connection: Connection): string | undefined {
	const bytes = connection.applicationBytes().server
	if (bytes.length < frameHeaderLength || http2Facts(connection) !== undefined) return undefined
	const { kind, text } = recogniseFirstBytes(bytes)
	return kind === "http2-settings" ? undefined : text
}

/** Our call is the only one of its connection. A GOAWAY without an error announces a shutdown in good order. */
function http2EndOf(bytes: Uint8Array): Http2End | undefined {
	const { responses, goaway } = readHttp2(bytes)
	const resetWith = responses.find((response) => response.resetWith !== undefined)?.resetWith
	if (resetWith !== undefined) return { frame: "RST_STREAM", codeName: resetWith }
	if (goaway === undefined || goaway.code === 0) return undefined
	return { frame: "GOAWAY", codeName: goaway.codeName }
}

function http2Facts(connection: Connection): Http2Facts | undefined {
	const bytes = connection.applicationBytes().server
	if (bytes.length === 0) return undefined
	const read = readHttp2(bytes)
	if (!read.settingsSeen && read.goaway === undefined) return undefined
	return { settings: read.settings, ...(read.goaway === undefined ? {} : { goaway: read.goaway }) }
}
