import { describe, expect, it } from "vitest"
import type { CapturedMark } from "#tls/capture"
import { endingOf } from "./ending.ts"

describe("endingOf", () => {
	it.each<[string, readonly CapturedMark[], string]>([
		["nobody closed", [{ t: 1, kind: "secure-connect" }], "open"],
		["we closed", [{ t: 1, kind: "client-fin" }], "open"],
		["the peer closed", [{ t: 2, kind: "server-fin" }], "fin"],
		["the peer reset", [{ t: 2, kind: "server-reset", code: "ECONNRESET" }], "reset"],
		["we wrote to what the peer had closed", [{ t: 2, kind: "socket-error", code: "EPIPE" }], "fin"],
	])("%s", (_claim, marks, kind) => {
		expect(endingOf(marks, 9, false, 0)).toMatchObject({ kind })
	})
})
