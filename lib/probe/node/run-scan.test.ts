import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { type DialPolicy, openDialPolicy } from "#endpoints/dial-policy"
import { parseEndpointInput } from "#endpoints/parse-input"
import { type RunningLab, startLab } from "#lab/start-lab"
import type { ProbeEvent } from "../events.ts"
import { runCheck } from "./run-check.ts"

let directory = ""
let lab: RunningLab | undefined

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-run-scan-"))
	lab = await startLab({
		directory,
		only: ["mtls-tls13", "plaintext", "blackhole", "unix-mtls", "ip-dialled"],
	})
})

afterAll(async () => {
	await lab?.close()
	await rm(directory, { recursive: true, force: true })
})

interface Change {
	readonly policy?: DialPolicy
	readonly signal?: AbortSignal
	readonly scan?: boolean
	readonly onEvent?: (event: ProbeEvent) => void
}

async function check(id: string, { policy, signal, scan, onEvent }: Change = {}) {
	const parsed = parseEndpointInput(lab?.scenarios.find((each) => each.id === id)?.settings)
	if (!parsed.ok) throw new Error(parsed.error.map((problem) => problem.text).join("; "))
	return runCheck({
		settings: parsed.value.settings,
		extras: { scan: scan ?? true, enforce: false },
		policy: policy ?? openDialPolicy,
		clock: systemClock,
		signal: signal ?? new AbortController().signal,
		onEvent: onEvent ?? (() => undefined),
	})
}

describe("the scan of a check", () => {
	it("scans the address that the lanes reached, with the name that they sent and the settings' certificate", async () => {
		const run = await check("mtls-tls13")
		const lane = run.attempts.find((attempt) => attempt.configured)
		expect(run.scan).toMatchObject({
			peerAddress: lane?.peerAddress,
			sni: "localhost",
			stopped: false,
			problems: [],
		})
		expect(run.scan?.versions["1.3"].answer).toBe("accepted")
		// Only with a client certificate does this server come as far as a ticket.
		expect(run.scan?.resumption["1.3"]?.answer).toBe("accepted")
	})

	it("sends no SNI where an address is dialled, and scans unix sockets", async () => {
		expect((await check("ip-dialled")).scan?.sni).toBeNull()
		expect((await check("unix-mtls")).scan).toMatchObject({
			peerAddress: expect.stringMatching(/^unix:/),
			versions: { "1.3": { answer: "accepted" } },
		})
	})

	it.each([
		["nobody asked for it", "mtls-tls13", false],
		["the port speaks plaintext", "plaintext", true],
		["nothing answered", "blackhole", true],
	])("is absent where %s", async (_, id, scan) => {
		expect((await check(id, { scan })).scan).toBeUndefined()
	})

	it("tells how many connections it has used while it runs, at most the number that it names", async () => {
		const events: ProbeEvent[] = []
		const run = await check("mtls-tls13", { onEvent: (event) => events.push(event) })
		const progress = events.flatMap((event) => (event.kind === "scan-progress" ? [event] : []))
		expect(progress.map(({ connections }) => connections)).toEqual(progress.map((_, index) => index + 1))
		expect(progress.length).toBe(run.scan?.connections)
		expect(
			progress.every((each) => each.asking !== "" && each.connectionsMax === run.scan?.connectionsMax),
		).toBe(true)
		expect(events.at(-1)?.kind).toBe("finished")
	})

	it("asks the dial policy at every connection: what it forbids meanwhile is dialled no more", async () => {
		let isForbidden = false
		const policy = {
			get denyHosts() {
				return isForbidden ? ["localhost"] : []
			},
			denyRanges: [],
		}
		const run = await check("mtls-tls13", {
			policy,
			onEvent: (event) => {
				if (event.kind === "scan-progress" && event.connections === 10) isForbidden = true
			},
		})
		expect(run.scan?.problems.join(" ")).toContain("The dial policy forbids localhost")
		expect(run.scan?.connections).toBeLessThan(23)
	})

	it("ends when the check is stopped, and says so", async () => {
		const stop = new AbortController()
		const run = await check("mtls-tls13", {
			signal: stop.signal,
			onEvent: (event) => {
				if (event.kind === "scan-progress" && event.connections === 5) stop.abort()
			},
		})
		expect(run.stopped).toBe(true)
		expect(run.scan).toMatchObject({
			stopped: true,
			problems: ["Not everything was asked: the check was stopped."],
		})
	})
})
