import fc from "fast-check"
import { expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { ascii, handshake, number } from "./bytes.fixture.ts"
import { type FramedMessage, HandshakeFramer, messageLengthMax } from "./handshake.ts"

function frame(payloads: readonly Uint8Array[]) {
	const framer = new HandshakeFramer()
	const messages: FramedMessage[] = []
	for (const [index, payload] of payloads.entries()) {
		framer.push(payload, index, (message) => messages.push(message))
	}
	return { framer, messages }
}

const first = handshake(2, ascii("server hello"))
const second = handshake(14)
const third = handshake(11, new Uint8Array(300).fill(7))
const stream = concatBytes([first, second, third])

const contents = (messages: readonly FramedMessage[]) =>
	messages.map((message) =>
		message.kind === "message" ? [message.type, message.bytes.length] : message.kind,
	)

test("joins messages that share records and messages that span them", () => {
	fc.assert(
		fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
			const ends = [0, ...cuts.sort((a, b) => a - b), stream.length]
			const payloads = ends.slice(1).map((end, index) => stream.subarray(ends[index], end))
			const { messages } = frame(payloads)
			expect(contents(messages)).toEqual([
				[2, first.length],
				[14, 4],
				[11, third.length],
			])
		}),
	)
	expect(contents(frame([...stream].map((byte) => Uint8Array.of(byte))).messages)).toHaveLength(3)
})

test("names the record in which a message began", () => {
	const { messages } = frame([stream.subarray(0, 3), stream.subarray(3, 22), stream.subarray(22)])
	expect(messages.map((message) => message.record)).toEqual([0, 1, 1])
})

test("skips a message that announces too much, says so once, and reads on behind it", () => {
	const length = messageLengthMax(2) + 1
	const header = concatBytes([number(2, 1), number(length, 3)])
	const body = new Uint8Array(length)
	for (const payloads of [
		[header, body, second],
		[
			header.subarray(0, 2),
			concatBytes([header.subarray(2), body.subarray(0, 10)]),
			body.subarray(10),
			second,
		],
		[concatBytes([header, body, second])],
	]) {
		expect(contents(frame(payloads).messages)).toEqual(["too-large", [14, 4]])
	}
})

test("keeps what has not ended to itself, until it is told to forget it", () => {
	const { framer, messages } = frame([stream.subarray(0, 7)])
	expect(messages).toEqual([])
	expect(framer.pending).toBe(7)
	framer.reset()
	expect(framer.pending).toBe(0)
})
