import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { type DialPolicy, openDialPolicy } from "#endpoints/dial-policy"
import { parseEndpointInput } from "#endpoints/parse-input"
import { type LabCertificates, makeLabCertificates } from "#lab/certificates"
import { identityOptions, tlsGrpc } from "#lab/servers/grpc-server"
import type { Listening } from "#lab/servers/listen"
import type { ProbeEvent } from "../events.ts"
import { furtherAddresses } from "./run-addresses.ts"
import { runCheck } from "./run-check.ts"

const tcp = (address: string, port = 443) => {
	return { kind: "tcp", address, family: address.includes(":") ? 6 : 4, port } as const
}

describe("furtherAddresses", () => {
	it.each([
		["other records of a name", [tcp("10.0.0.1"), tcp("10.0.0.2"), tcp("fd00::1")], false, 2],
		["one record", [tcp("10.0.0.1")], false, 0],
		["the families of localhost", [tcp("127.0.0.1"), tcp("::1")], false, 0],
		["a list of loopback addresses", [tcp("127.0.0.1"), tcp("127.0.0.2")], true, 2],
		["a unix socket", [{ kind: "unix", path: "/run/x" } as const], false, 0],
	])("%s", (_, resolved, isList, count) => {
		expect(furtherAddresses(resolved, "10.0.0.1:443", isList)).toHaveLength(count)
	})
})

/** Linux has all of 127.0.0.0/8; macOS only what was configured. */
const hasSecondLoopback = await new Promise<boolean>((resolve) => {
	const server = createServer()
	server.once("error", () => resolve(false))
	server.listen(0, "127.0.0.2", () => server.close(() => resolve(true)))
})

let directory = ""
let certificates: LabCertificates | undefined
const running: Listening[] = []

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-addresses-"))
	certificates = await makeLabCertificates(directory)
})

afterAll(async () => {
	await Promise.all(running.map((server) => server.close()))
	await rm(directory, { recursive: true, force: true })
})

function made(): LabCertificates {
	if (certificates === undefined) throw new Error("the certificates were not made")
	return certificates
}

async function serve(host: string): Promise<string> {
	const server = await tlsGrpc({ port: 0, host }, identityOptions(made().server))
	running.push(server)
	return `${host}:${server.port}`
}

async function check(target: string, policy: DialPolicy = openDialPolicy, more: object = {}) {
	const parsed = parseEndpointInput({ target, mode: "tls", ca: made().files.ca, timeoutMs: 2_000, ...more })
	if (!parsed.ok) throw new Error(parsed.error.map((problem) => problem.text).join("; "))
	const events: ProbeEvent[] = []
	const run = await runCheck({
		settings: parsed.value.settings,
		policy,
		clock: systemClock,
		signal: new AbortController().signal,
		onEvent: (event) => events.push(event),
	})
	return { run, events }
}

describe("runAddresses", () => {
	it.skipIf(!hasSecondLoopback)(
		`tries the configured posture at 127.0.0.2 too, and tells it live${hasSecondLoopback ? "" : " (skipped: this machine has no 127.0.0.2)"}`,
		async () => {
			const [first, second] = [await serve("127.0.0.1"), await serve("127.0.0.2")]
			const { run, events } = await check(`ipv4:${first},${second}`)
			expect(run.addresses?.map(({ address }) => address)).toEqual([second])
			const [other] = run.addresses ?? []
			expect(other?.attempt).toMatchObject({
				posture: "tls",
				configured: true,
				peerAddress: second,
				outcome: { kind: "accepted" },
				rpc: { serving: "SERVING" },
			})
			expect(events.filter(({ kind }) => kind === "address-ended")).toHaveLength(1)
			// Only the lanes themselves report phases and messages.
			expect(events.filter(({ kind }) => kind === "lane-ended")).toHaveLength(run.attempts.length)
		},
	)

	it("keeps no bytes of messages", async () => {
		const places = [await serve("127.0.0.1"), await serve("127.0.0.1")]
		const { run } = await check(`ipv4:${places.join(",")}`)
		const entries = run.addresses?.flatMap(({ attempt }) => attempt.transcript) ?? []
		expect(entries.length).toBeGreaterThan(0)
		expect(entries.filter(({ bytes }) => bytes !== undefined)).toEqual([])
	})

	it("tries what the lane passed over: the first address may be the one that is down", async () => {
		const gone = await serve("127.0.0.1")
		await running.pop()?.close()
		const up = await serve("127.0.0.1")
		const { run } = await check(`ipv4:${gone},${up}`)
		expect(run.attempts.find(({ configured }) => configured)?.peerAddress).toBe(up)
		expect(run.addresses?.map(({ address, attempt }) => [address, attempt.outcome.code])).toEqual([
			[gone, "ECONNREFUSED"],
		])
	})

	it("asks the dial policy for each address: the first one's name opens no other", async () => {
		const [first, second] = [await serve("127.0.0.1"), await serve("127.0.0.1")]
		const { run } = await check(`ipv4:${first},${second}`)
		expect(run.addresses?.[0]?.attempt.outcome.kind).toBe("accepted")
		const metadata = await check(`ipv4:${first},169.254.169.254:80`)
		expect(metadata.run.addresses?.[0]?.attempt.outcome.code).toBe("POLICY")
		const byName = { ...openDialPolicy, allowHosts: ["127.0.0.1"] }
		const other = await check(`ipv4:${first},127.0.0.2:9`, byName)
		expect(other.run.addresses?.[0]?.attempt.outcome).toMatchObject({ code: "POLICY", kind: "failed" })
	})

	it("has nothing to add for one address", async () => {
		const { run } = await check(await serve("127.0.0.1"))
		expect(run.addresses).toBeUndefined()
	})
})
