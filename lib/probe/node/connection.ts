import type { Socket } from "node:net"
import type { Duplex } from "node:stream"
import { setImmediate as nextTurn } from "node:timers/promises"
import type { SecureContext, TLSSocket } from "node:tls"
import { concatBytes } from "#base/bytes"
import { systemClock } from "#base/clock"
import { describeFailure } from "#base/failure-facts"
import { readHttp2 } from "#grpc/h2/read-http2"
import type { Side } from "#tls/capture"
import { decode } from "#tls/decode"
import { dialTls } from "#tls/node/dial"
import { nodePrimitives } from "#tls/node/primitives"
import { type Recording, startRecording, tapSocket } from "#tls/node/tap"
import type { Transcript } from "#tls/transcript"
import { describeCertificate } from "#x509/describe"
import type { ObservedCertificate } from "#x509/description"
import type { Verification } from "#x509/verification"
import type { AttemptEnd } from "../classify-outcome.ts"
import { endingOf } from "../ending.ts"
import type { ProbeEvent } from "../events.ts"
import type { Ending, PostureName } from "../observation.ts"
import type { PhaseLog } from "./phase-log.ts"
import { untilQuietOr } from "./quiet-wait.ts"

/** What one connection needs to know. */
export interface ConnectionPlan {
	readonly posture: PostureName
	readonly log: PhaseLog
	readonly emit: (event: ProbeEvent) => void
	readonly signal: AbortSignal
	/** Absent: plaintext. */
	readonly tls?: {
		readonly secureContext: SecureContext
		/** SNI; absent for IP addresses. */
		readonly sni?: string
		/** Protocols offered by ALPN, none when empty. Absent: `h2`. */
		readonly alpn?: readonly string[]
		readonly verifies: boolean
		/** Our own verdict on the chain that was sent. */
		readonly verify: (chain: readonly Uint8Array[], openssl: string) => Promise<Verification>
	}
}

/** Certificates of one chain that are described; OpenSSL's own limit is far below what fits on the wire. */
const chainDescribedMax = 50

const closeGraceMs = 250

/** Ends the attempt from inside the connector; grpc-js sees an ordinary connection failure. */
class ConnectionEnded extends Error {}

/**
 * One tapped connection: takes the socket that was just connected, performs TLS where the posture has it, waits for
 * the server's late judgement, and hands back the stream for HTTP/2. Writes everything down on the way.
 */
export class Connection {
	readonly #plan: ConnectionPlan
	#recording: Recording | undefined
	#socket: TLSSocket | undefined
	#stream: Duplex | undefined
	#emitted = 0
	#transcript: Transcript | undefined
	#decodedSize = -1
	#reachedHttp2 = false
	/** Set when the connection ended before HTTP/2 could begin. */
	end: AttemptEnd | undefined
	verification: Verification | undefined

	constructor(plan: ConnectionPlan) {
		this.#plan = plan
	}

	get recording(): Recording | undefined {
		return this.#recording
	}

	/** How the connection stood when the call was over; set by `noteEnding`. */
	ending: Ending | undefined

	/** Writes down how the connection stands now, before we close it ourselves. */
	noteEnding(): void {
		const recording = this.#recording
		if (recording === undefined) return
		recording.onChange = undefined
		const transcript = this.#plan.tls === undefined ? undefined : this.read()
		const closeNotify =
			transcript?.alerts.some((alert) => alert.from === "server" && alert.description === "close_notify") ??
			false
		this.ending = endingOf(recording.capture().marks, recording.elapsed(), closeNotify, recording.serverBytes)
	}

	/** True when the peer sent more than the tap keeps. */
	isOverLimit(): boolean {
		return (this.#recording?.capture().dropped.server ?? 0) > 0
	}

	/** What both sides said above TLS, or on the wire itself when there is no TLS. */
	applicationBytes(): { readonly client: Uint8Array; readonly server: Uint8Array } {
		if (this.#plan.tls !== undefined) {
			return this.read()?.applicationData ?? { client: new Uint8Array(), server: new Uint8Array() }
		}
		const chunks = this.#recording?.capture().chunks ?? []
		const of = (side: Side) =>
			concatBytes(chunks.filter((chunk) => chunk.from === side).map((chunk) => chunk.bytes))
		return { client: of("client"), server: of("server") }
	}

	/** DER of the server's chain as it was sent; none without TLS. */
	sentChain(): readonly Uint8Array[] {
		return this.#plan.tls === undefined ? [] : (this.read()?.serverCertificates ?? [])
	}

	/** The server's chain as it was sent, described; at most 50 certificates, the rest is only counted in `problems`. */
	async describeChain(): Promise<readonly ObservedCertificate[] | undefined> {
		const sent = this.#plan.tls === undefined ? undefined : this.read()?.serverCertificates
		if (sent === undefined) return undefined
		return Promise.all(sent.slice(0, chainDescribedMax).map((der) => describeCertificate(der)))
	}

	/** True once the server's SETTINGS were read. */
	get reachedHttp2(): boolean {
		return this.#reachedHttp2
	}

	/** To be given to `TappedCredentials`. Rejects to make grpc-js give up; the reason is in `end`. */
	readonly connectOver = async (raw: Socket): Promise<Duplex> => {
		const { log, tls } = this.#plan
		const recording = startRecording(systemClock, systemClock.monotonic() - log.elapsed())
		this.#recording = recording
		const stream = tapSocket(raw, recording)
		this.#stream = stream
		recording.onFlood = () => {
			this.end = { kind: "flood" }
			stream.destroy()
		}
		stream.on("error", () => undefined)
		const ready = tls === undefined ? stream : await this.#secure(stream, recording, tls)
		log.begin("http2")
		recording.onChange = () => this.#watchForSettings(recording)
		if (recording.serverBytes > 0) this.#watchForSettings(recording)
		return ready
	}

	/** Decodes what was recorded so far and reports the messages that nobody was told of yet. */
	read(): Transcript | undefined {
		if (this.#recording === undefined) return undefined
		const capture = this.#recording.capture()
		const size = capture.chunks.length + capture.keyLog.length
		if (this.#transcript === undefined || size !== this.#decodedSize) {
			this.#transcript = decode(capture, nodePrimitives)
			this.#decodedSize = size
		}
		for (const entry of this.#transcript.entries.slice(this.#emitted)) {
			this.#plan.emit({ kind: "message", posture: this.#plan.posture, entry })
		}
		this.#emitted = Math.max(this.#emitted, this.#transcript.entries.length)
		return this.#transcript
	}

	/**
	 * Makes sure that the connection closes: at once when the attempt was stopped or ran out of time, otherwise after
	 * the time that grpc-js has for its GOAWAY and close_notify, 250 ms unless said otherwise. A peer that ignores those
	 * cannot hold the socket. Resolves when it is closed.
	 */
	close(graceMs = closeGraceMs): Promise<void> {
		const stream = this.#stream
		if (stream === undefined || stream.closed) return Promise.resolve()
		const closed = new Promise<void>((resolve) => stream.once("close", () => resolve()))
		if (!stream.destroyed) this.#endWithin(stream, graceMs)
		return closed
	}

	#endWithin(stream: Duplex, graceMs: number): void {
		const destroy = () => {
			this.#socket?.destroy()
			stream.destroy()
		}
		if (this.#plan.signal.aborted) {
			destroy()
			return
		}
		const timer = setTimeout(destroy, graceMs)
		timer.unref()
		stream.once("close", () => clearTimeout(timer))
	}

	async #secure(
		stream: Duplex,
		recording: Recording,
		tls: NonNullable<ConnectionPlan["tls"]>,
	): Promise<TLSSocket> {
		const { log, signal } = this.#plan
		log.begin("tls")
		const dialled = dialTls(stream, recording, {
			secureContext: tls.secureContext,
			alpn: tls.alpn ?? ["h2"],
			signal,
			...(tls.sni === undefined ? {} : { serverName: tls.sni }),
		})
		await nextTurn()
		this.read()
		const result = await dialled
		await nextTurn()
		const transcript = this.read()
		if (result.kind === "failed") {
			log.end(false)
			return this.#endWith({ kind: "connection", failure: describeFailure(result.error) })
		}
		this.#socket = result.socket
		const verifying = tls.verify(transcript?.serverCertificates ?? [], result.openssl)
		const asked = transcript?.certificateRequest !== undefined
		if (!tls.verifies || asked) log.end(true)
		if (asked) await this.#waitForJudgement(recording)
		const verification = await verifying
		this.verification = verification
		// An alert decides even while the socket that carries it is still being closed.
		if (recording.hasEnded() || this.#hasServerAlert()) {
			log.end(false)
			return this.#endWith({ kind: "connection", failure: { message: "the server ended the connection" } })
		}
		if (tls.verifies && verification.verdict === "rejected") {
			log.end(asked)
			const [reason] = verification.reasons
			return this.#endWith({ kind: "verify", text: reason?.text ?? "The certificate chain was rejected." })
		}
		return result.socket
	}

	/**
	 * Holds the first application byte back until the server has had the chance to refuse our certificate: the first
	 * inbound record, or the longer of 150 ms and twice the TCP connect time (DESIGN.md section 2). After that record
	 * one more round trip is granted, because servers that judge in the application close right behind it.
	 */
	async #waitForJudgement(recording: Recording): Promise<void> {
		const { log, signal } = this.#plan
		const tcpMs = log.durationOf("tcp") ?? 0
		const heard = recording.serverBytes
		log.begin("quiet")
		const hasNews = () => recording.serverBytes > heard || recording.hasEnded()
		await untilQuietOr(recording, Math.max(150, 2 * tcpMs), hasNews, signal)
		if (!recording.hasEnded())
			await untilQuietOr(recording, Math.max(10, tcpMs), () => recording.hasEnded(), signal)
		log.end(!recording.hasEnded() && !this.#hasServerAlert())
	}

	#hasServerAlert(): boolean {
		return this.read()?.alerts.some((alert) => alert.from === "server" && alert.level !== "warning") ?? false
	}

	#watchForSettings(recording: Recording): void {
		if (this.#reachedHttp2) return
		if (!readHttp2(this.applicationBytes().server).settingsSeen) return
		this.#reachedHttp2 = true
		recording.onChange = undefined
		this.#plan.log.begin("rpc")
	}

	#endWith(end: AttemptEnd): never {
		this.end = end
		this.#socket?.destroy()
		throw new ConnectionEnded(end.kind)
	}
}
