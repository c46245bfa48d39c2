import { connect as connectTcp, type Socket } from "node:net"
import { connect as connectTls, type SecureContext, type TLSSocket } from "node:tls"
import { type DialPolicy, decideDial } from "#endpoints/dial-policy"
import type { Target } from "#grpc/target"
import { alertTable } from "#tls/registry/alerts"
import { type DialAddress, dialRequest } from "../../node/resolve-address.ts"

/** Security of a connection that questions are asked over. */
export interface Security {
	readonly secureContext: SecureContext
	/** Left out for IP addresses, which SNI cannot carry (RFC 6066 section 3). */
	readonly sni?: string
}

/** A connection that is up, or why it is not. */
export type Dialled =
	| { readonly kind: "open"; readonly socket: Socket }
	| { readonly kind: "alert" | "closed" | "timeout" | "failed" | "skipped"; readonly how: string }

/** A peer that sends more than this on one connection is cut off: 2 MiB. */
const bytesMax = 2 * 1024 * 1024
const watchMs = 25

/** Opens the few connections of the questions, and counts them. */
export class Dialler {
	readonly #address: DialAddress
	readonly #target: Target
	readonly #policy: DialPolicy
	readonly #signal: AbortSignal
	#connections = 0

	constructor(address: DialAddress, target: Target, policy: DialPolicy, signal: AbortSignal) {
		this.#address = address
		this.#target = target
		this.#policy = policy
		this.#signal = signal
	}

	/** Connections begun so far. */
	get connections(): number {
		return this.#connections
	}

	/**
	 * Dials once. The policy is asked with the address that is dialled. The chain is not judged again: the lane whose
	 * security this is was judged a moment ago, and the questions carry nothing that a stranger could use. Never
	 * rejects; the signal or `limitMs` ends it. The caller owns the socket, which the signal destroys as well.
	 */
	async dial(security: Security | undefined, alpn: readonly string[], limitMs: number): Promise<Dialled> {
		const decision = decideDial(this.#policy, dialRequest(this.#address, this.#target))
		if (!decision.allowed) return { kind: "skipped", how: decision.text }
		if (this.#signal.aborted) return { kind: "skipped", how: "The time was up." }
		this.#connections += 1
		const address = this.#address
		const tcp = connectTcp(
			address.kind === "unix" ? { path: address.path } : { host: address.address, port: address.port },
		)
		tcp.on("error", () => undefined)
		this.#own(tcp)
		const until = AbortSignal.any([this.#signal, AbortSignal.timeout(limitMs)])
		const connected = await settled(tcp, "connect", until)
		if (connected !== undefined || security === undefined) return connected ?? { kind: "open", socket: tcp }
		const tls = connectTls({
			socket: tcp,
			secureContext: security.secureContext,
			ALPNProtocols: [...alpn],
			rejectUnauthorized: false,
			checkServerIdentity: () => undefined,
			...(security.sni === undefined ? {} : { servername: security.sni }),
		})
		tls.on("error", () => undefined)
		return (await settled(tls, "secureConnect", until)) ?? { kind: "open", socket: tls }
	}

	/** The signal ends the socket; so does a flood. */
	#own(tcp: Socket): void {
		const destroy = () => tcp.destroy()
		this.#signal.addEventListener("abort", destroy, { once: true })
		const watch = setInterval(() => {
			if (tcp.bytesRead > bytesMax) tcp.destroy()
		}, watchMs)
		tcp.once("close", () => {
			clearInterval(watch)
			this.#signal.removeEventListener("abort", destroy)
		})
	}
}

/** Undefined once the socket is up. */
function settled(
	socket: Socket | TLSSocket,
	up: "connect" | "secureConnect",
	until: AbortSignal,
): Promise<Exclude<Dialled, { kind: "open" }> | undefined> {
	return new Promise((resolve) => {
		const settle = (failure: Exclude<Dialled, { kind: "open" }> | undefined) => {
			until.removeEventListener("abort", onLate)
			socket.off("close", onClose)
			if (failure !== undefined) socket.destroy()
			resolve(failure)
		}
		const onLate = () => settle({ kind: "timeout", how: "The connection did not come up in time." })
		const onClose = () => settle({ kind: "closed", how: "The server closed the connection." })
		socket.once(up, () => settle(undefined))
		socket.once("error", (error) => settle(failureOf(error)))
		socket.once("close", onClose)
		if (until.aborted) onLate()
		else until.addEventListener("abort", onLate, { once: true })
	})
}

/** OpenSSL's error ends with the number of the alert that came. */
function failureOf(error: Error): Exclude<Dialled, { kind: "open" }> {
	const number = /SSL alert number (\d+)/.exec(error.message)?.[1]
	if (number !== undefined) {
		const name = alertTable.get(Number(number)) ?? number
		return { kind: "alert", how: `The server refused the handshake with alert ${name}.` }
	}
	const code: unknown = Reflect.get(error, "code")
	if (code === "ECONNRESET") return { kind: "closed", how: "The server closed the connection." }
	return {
		kind: "failed",
		how: `The connection failed with ${typeof code === "string" ? code : "an error"}.`,
	}
}
