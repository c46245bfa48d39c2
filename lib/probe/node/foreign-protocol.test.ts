import { createServer } from "node:tls"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { openDialPolicy } from "#endpoints/dial-policy"
import { parseEndpointInput } from "#endpoints/parse-input"
import { identityOptions } from "#lab/servers/grpc-server"
import { type Listening, listen } from "#lab/servers/listen"
import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"
import { runCheck } from "./run-check.ts"

let server: Listening | undefined
let ca = ""

beforeAll(async () => {
	const authority = await createAuthority({ commonName: "Foreign protocol CA" })
	ca = authority.pem
	const identity = await issueCertificate({ authority, subject: "CN=mail", dns: ["localhost"] })
	const tls = createServer({ ...identityOptions(identity), ALPNProtocols: ["h2"] }, (socket) => {
		socket.on("error", () => socket.destroy())
		socket.once("data", () => socket.write("* OK IMAP4rev1 ready\r\n"))
	})
	server = await listen(tls, { port: 0 })
})

afterAll(async () => {
	await server?.close()
})

describe("a server that speaks another protocol inside TLS", () => {
	it("fails at HTTP/2 by its own words, not by those of the client library", async () => {
		const input = { target: `grpcs://localhost:${server?.port}`, mode: "tls", ca, timeoutMs: 5_000 }
		const parsed = parseEndpointInput(input)
		if (!parsed.ok) throw new Error(parsed.error.map((problem) => problem.text).join("; "))
		const run = await runCheck({
			settings: parsed.value.settings,
			policy: openDialPolicy,
			clock: systemClock,
			signal: new AbortController().signal,
			onEvent: () => undefined,
		})
		expect(run.attempts.find((attempt) => attempt.configured)?.outcome).toEqual({
			kind: "failed",
			phase: "http2",
			by: "server",
			code: "NOT_HTTP2",
			text: expect.stringMatching(/^Inside TLS .+: \* OK IMAP4rev1 ready/),
		})
	})
})
