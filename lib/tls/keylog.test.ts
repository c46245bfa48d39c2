import { expect, test } from "vitest"
import { KeyLogIndex, keyLogLinesMax, keyLogSessionsMax, readKeyLog, splitKeyLog } from "./keylog.ts"

const random = "ab".repeat(32)

test("finds a secret by label and client random, whatever the case of the hex", () => {
	const log = readKeyLog([`CLIENT_RANDOM ${random.toUpperCase()} 0011`])
	expect(log.find("CLIENT_RANDOM", random)).toEqual(Uint8Array.of(0, 0x11))
	expect(log.find("CLIENT_RANDOM", "00".repeat(32))).toBeUndefined()
	expect(log.find("SERVER_TRAFFIC_SECRET_0", random)).toBeUndefined()
})

test("passes over comments and empty lines, and lets the last line of a label win", () => {
	const log = readKeyLog(["# made by a test", "", `A ${random} 01`, `A ${random} 02`])
	expect(log.find("A", random)).toEqual(Uint8Array.of(2))
	expect(log.problems).toEqual([])
})

test("passes over premaster secrets of RSA, and takes any space between words", () => {
	const log = readKeyLog([`RSA 0011223344556677 ${"00".repeat(48)}`, `A\t${random}  01`])
	expect(log.find("A", random)).toEqual(Uint8Array.of(1))
	expect(log.problems).toEqual([])
})

test.each([
	["too few words", `A ${random}`],
	["too many words", `A ${random} 01 02`],
	["a random that is too short", "A abcd 01"],
	["a secret that is no hex", `A ${random} 0g`],
	["a secret with half a byte", `A ${random} 012`],
	["a secret that is too long", `A ${random} ${"00".repeat(65)}`],
	["a line that is too long", `A ${random} ${"00".repeat(600)}`],
])("names the line with %s and never shows it", (_what, line) => {
	const log = readKeyLog(["# first", line])
	expect(log.count).toBe(0)
	expect(log.problems).toHaveLength(1)
	expect(log.problems[0]).toMatch(/^key log line 2: /)
	expect(log.problems[0]).not.toContain(random)
})

test("stops at the bound and says so", () => {
	const log = readKeyLog(Array.from({ length: keyLogLinesMax + 5 }, () => `A ${random} 01`))
	expect(log.problems).toEqual([
		`key log line ${keyLogLinesMax + 1}: only the first ${keyLogLinesMax} lines are read`,
	])
})

test("names at most twenty bad lines", () => {
	expect(readKeyLog(Array.from({ length: 500 }, () => "bad")).problems).toHaveLength(20)
})

test("splits a file with either kind of line end", () => {
	expect(splitKeyLog("a\r\nb\nc")).toEqual(["a", "b", "c"])
})

test("an index grows by lines and stops at its bound of connections, by name", () => {
	const index = new KeyLogIndex()
	const randomOf = (at: number) => at.toString(16).padStart(64, "0")
	for (let at = 0; at <= keyLogSessionsMax; at += 1) index.add(`CLIENT_RANDOM ${randomOf(at)} 0011`)
	expect(index.count).toBe(keyLogSessionsMax)
	expect(index.find("CLIENT_RANDOM", randomOf(keyLogSessionsMax - 1))).toEqual(Uint8Array.of(0, 0x11))
	expect(index.find("CLIENT_RANDOM", randomOf(keyLogSessionsMax))).toBeUndefined()
	expect(index.problems).toEqual([
		`key log line ${keyLogSessionsMax + 1}: more than ${keyLogSessionsMax} connections`,
	])
})

test("names a connection that claims more secrets than any has", () => {
	const index = readKeyLog(Array.from({ length: 17 }, (_, label) => `LABEL_${label} ${random} 00`))
	expect(index.count).toBe(16)
	expect(index.problems).toEqual(["key log line 17: more than 16 secrets of one connection"])
})
