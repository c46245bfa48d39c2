import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { WaitingTickets } from "./waiting-tickets.ts"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe("what waits for its ticket", () => {
	it("is given out once, to the ticket that it belongs to", () => {
		const waiting = new WaitingTickets<string>({ waitMs: 1_000, max: 10 })
		const [one, two] = [waiting.put("one"), waiting.put("two")]
		expect(one).not.toBe(two)
		expect(waiting.take("another")).toBeUndefined()
		expect([waiting.take(two), waiting.take(one)]).toEqual(["two", "one"])
		expect([waiting.take(two), waiting.take(one)]).toEqual([undefined, undefined])
	})

	it("is forgotten when its time is over, and not before", () => {
		const waiting = new WaitingTickets<string>({ waitMs: 1_000, max: 10 })
		const [one, two] = [waiting.put("one"), waiting.put("two")]
		vi.advanceTimersByTime(999)
		expect(waiting.take(one)).toBe("one")
		vi.advanceTimersByTime(1)
		expect(waiting.take(two)).toBeUndefined()
	})

	it("makes room by forgetting the oldest", () => {
		const waiting = new WaitingTickets<number>({ waitMs: 1_000, max: 3 })
		const tickets = [1, 2, 3, 4, 5].map((value) => waiting.put(value))
		expect(tickets.map((ticket) => waiting.take(ticket))).toEqual([undefined, undefined, 3, 4, 5])
	})
})
