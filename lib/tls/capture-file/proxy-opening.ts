import { concatBytes } from "#base/bytes"
import type { Side } from "../capture.ts"
import { u16 } from "./packet-bytes.ts"

/** Bytes of one side on their way to what reads them. */
export interface Delivery {
	readonly t: number
	readonly from: Side
	readonly bytes: Uint8Array
}

/** Bytes of one side that are held while it is not known whether a proxy is spoken to. */
const heldMax = 16_384

const decoder = new TextDecoder("latin1")
const signature = "\r\n\r\n\0\r\nQUIT\n"
const openings = ["CONNECT ", "PROXY ", signature]

/**
 * Takes what is said to a proxy off the front of a connection, so that what follows is read as if it began there: the
 * request CONNECT with its answer of 2xx (RFC 9110 section 9.3.6), and the header of the PROXY protocol, version 1 or 2.
 * A CONNECT that the proxy refuses is handed on as it is.
 */
export class ProxyOpening {
	/** What stood in front, in words: `an HTTP proxy, to a.test:443` or `the PROXY protocol`. */
	through: string | undefined
	/** True once all that comes belongs to what follows. */
	isOver = false
	#client: Delivery | undefined
	#server: Delivery | undefined

	/** Returns what can be handed on. The bytes of a delivery hold as long as those given. */
	take(delivery: Delivery): readonly Delivery[] {
		if (this.isOver) return [delivery]
		if (delivery.from === "server") return this.#takeServer(delivery)
		this.#client = joined(this.#client, delivery)
		const text = decoder.decode(this.#client.bytes.subarray(0, heldMax))
		if (!openings.some((each) => text.startsWith(each) || each.startsWith(text))) return this.release()
		if (text.startsWith("CONNECT ")) return this.#client.bytes.length > heldMax ? this.release() : []
		const end = endOfHeader(this.#client.bytes, text)
		if (end === undefined) return this.#client.bytes.length > heldMax ? this.release() : []
		return this.#open("the PROXY protocol", end, 0)
	}

	/** Hands on all that is held, as it was. */
	release(): readonly Delivery[] {
		this.isOver = true
		return [this.#client, this.#server].filter((each) => each !== undefined)
	}

	#takeServer(delivery: Delivery): readonly Delivery[] {
		this.#server = joined(this.#server, delivery)
		const asked = decoder.decode(this.#client?.bytes)
		const text = decoder.decode(this.#server.bytes.subarray(0, heldMax))
		const isAnswer = text.startsWith("HTTP/1.") || "HTTP/1.".startsWith(text)
		const end = text.indexOf("\r\n\r\n")
		if (!asked.startsWith("CONNECT ") || !isAnswer) return this.release()
		if (end < 0) return this.#server.bytes.length > heldMax ? this.release() : []
		const askedEnd = asked.indexOf("\r\n\r\n")
		if (!/^HTTP\/1\.[01] 2\d\d/.test(text) || askedEnd < 0) return this.release()
		const target = /^CONNECT ([\x21-\x7e]{1,300})/.exec(asked)?.[1] ?? "an unknown target"
		return this.#open(`an HTTP proxy, to ${target}`, askedEnd + 4, end + 4)
	}

	#open(through: string, client: number, server: number): readonly Delivery[] {
		this.through = through
		const skips = { client, server }
		return this.release()
			.map((each) => ({ ...each, bytes: each.bytes.subarray(skips[each.from]) }))
			.filter(({ bytes }) => bytes.length > 0)
	}
}

/** What came first gives the time; copied, since it outlives the packet that it came in. */
function joined(held: Delivery | undefined, { t, from, bytes }: Delivery): Delivery {
	return { t: held?.t ?? t, from, bytes: concatBytes(held === undefined ? [bytes] : [held.bytes, bytes]) }
}

/** Where the header of the PROXY protocol ends; undefined while more of it is to come. */
function endOfHeader(bytes: Uint8Array, text: string): number | undefined {
	if (text.startsWith("PROXY ")) {
		const end = text.indexOf("\r\n")
		return end < 0 ? undefined : end + 2
	}
	if (!text.startsWith(signature) || bytes.length < 16) return undefined
	const end = 16 + u16(bytes, 14)
	return bytes.length < end ? undefined : end
}
