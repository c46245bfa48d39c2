import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { openEventStream } from "./event-stream.ts"

beforeEach(() => {
	vi.useFakeTimers()
})
afterEach(() => {
	vi.useRealTimers()
})

const open = () => {
	const onGone = vi.fn()
	return { onGone, stream: openEventStream<number>({ onGone, idleMs: 1_000 }) }
}

describe("openEventStream", () => {
	it("gives every event in order, kept or awaited, and then the end", async () => {
		const { stream, onGone } = open()
		stream.push(1)
		stream.push(2)
		const got: number[] = []
		const reading = (async () => {
			for await (const event of stream.events) got.push(event)
		})()
		await Promise.resolve()
		stream.push(3)
		stream.end()
		await reading
		expect(got).toEqual([1, 2, 3])
		expect(onGone).not.toHaveBeenCalled()
	})

	it.each(["return", "throw"] as const)("notices `%s` while a read is pending", async (method) => {
		const { stream, onGone } = open()
		const pending = stream.events.next()
		await stream.events[method]?.()
		expect(await pending).toEqual({ done: true, value: undefined })
		expect(onGone).toHaveBeenCalledTimes(1)
		stream.push(1)
		expect(await stream.events.next()).toEqual({ done: true, value: undefined })
	})

	it("gives up on a reader that reads nothing", () => {
		const { stream, onGone } = open()
		stream.push(1)
		vi.advanceTimersByTime(999)
		expect(onGone).not.toHaveBeenCalled()
		vi.advanceTimersByTime(1)
		expect(onGone).toHaveBeenCalledTimes(1)
	})

	it("waits as long as it takes for a reader that has read everything", async () => {
		const { stream, onGone } = open()
		stream.push(1)
		await stream.events.next()
		vi.advanceTimersByTime(60_000)
		expect(onGone).not.toHaveBeenCalled()
	})

	it("does not keep more than 50,000 events for a slow reader", () => {
		const { stream, onGone } = open()
		for (let index = 0; index < 50_001; index += 1) stream.push(index)
		expect(onGone).toHaveBeenCalledTimes(1)
	})

	it("lets the writer wait until the reader has caught up, or is gone", async () => {
		const { stream } = open()
		stream.push(1)
		const drained = vi.fn()
		const first = stream.drained().then(drained)
		await Promise.resolve()
		expect(drained).not.toHaveBeenCalled()
		await stream.events.next()
		await first
		stream.push(2)
		const second = stream.drained()
		await stream.events.return?.()
		await second
		expect(drained).toHaveBeenCalledTimes(1)
	})
})
