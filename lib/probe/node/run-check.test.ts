import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { openDialPolicy } from "#endpoints/dial-policy"
import { parseEndpointInput } from "#endpoints/parse-input"
import { type RunningLab, startLab } from "#lab/start-lab"
import type { ProbeEvent } from "../events.ts"
import { runCheck } from "./run-check.ts"

let directory = ""
let lab: RunningLab | undefined

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-run-check-"))
	lab = await startLab({ directory, only: ["mtls-tls13", "blackhole", "plaintext", "mtls-tls12"] })
})

afterAll(async () => {
	await lab?.close()
	await rm(directory, { recursive: true, force: true })
})

function settingsOf(id: string) {
	const scenario = lab?.scenarios.find((each) => each.id === id)
	const parsed = parseEndpointInput(scenario?.settings)
	if (!parsed.ok) throw new Error(parsed.error.map((problem) => problem.text).join("; "))
	return parsed.value.settings
}

async function check(id: string, more: { signal?: AbortSignal; onEvent?: (event: ProbeEvent) => void } = {}) {
	return runCheck({
		settings: settingsOf(id),
		policy: openDialPolicy,
		clock: systemClock,
		signal: more.signal ?? new AbortController().signal,
		onEvent: more.onEvent ?? (() => undefined),
	})
}

describe("runCheck", () => {
	it("shows both sides of a mutual TLS 1.3 handshake, in order, the client's certificate included", async () => {
		const run = await check("mtls-tls13")
		const lane = run.attempts.find((attempt) => attempt.posture === "mtls")
		const names = lane?.transcript.map((entry) => `${entry.from} ${entry.message}`) ?? []
		const handshake = names.filter(
			(name) => !/ChangeCipherSpec|ApplicationData|NewSessionTicket|Alert/.test(name),
		)
		expect(handshake).toEqual([
			"client ClientHello",
			"server ServerHello",
			"server EncryptedExtensions",
			"server CertificateRequest",
			"server Certificate",
			"server CertificateVerify",
			"server Finished",
			"client Certificate",
			"client CertificateVerify",
			"client Finished",
		])
		expect(lane).toMatchObject({ undecryptable: 0, problems: [], rpc: { status: "OK", serving: "SERVING" } })
		expect(lane?.requested?.certificateAuthorities).toEqual(["CN=Lab Root CA,O=Countersign Lab"])
		expect(lane?.sent?.certificate).toBe(lane?.own.certificate?.sha256)
	})

	it("says null for an empty Certificate, and hears the alert that follows it", async () => {
		const run = await check("mtls-tls13")
		const lane = run.attempts.find((attempt) => attempt.posture === "tls")
		expect(lane).toMatchObject({
			sent: { certificate: null },
			outcome: { kind: "refused", by: "server", alert: "certificate_required", phase: "quiet" },
		})
		expect(lane?.alerts).toMatchObject([
			{ from: "server", description: "certificate_required", encrypted: true },
		])
	})

	it("shows CertificateRequest and the keys of TLS 1.2", async () => {
		const run = await check("mtls-tls12")
		const names = run.attempts
			.find((attempt) => attempt.posture === "mtls")
			?.transcript.map((entry) => entry.message)
		expect(names).toEqual(
			expect.arrayContaining([
				"ServerKeyExchange",
				"CertificateRequest",
				"ServerHelloDone",
				"ClientKeyExchange",
				"CertificateVerify",
			]),
		)
	})

	it("tells of every message and every phase while it happens, and ends with the whole run", async () => {
		const events: ProbeEvent[] = []
		const run = await check("mtls-tls13", { onEvent: (event) => events.push(event) })
		for (const attempt of run.attempts) {
			const told = events.flatMap((event) =>
				event.kind === "message" && event.posture === attempt.posture ? [event.entry] : [],
			)
			expect(told.length).toBeGreaterThanOrEqual(attempt.transcript.length)
			const phases = events.flatMap((event) =>
				event.kind === "phase-ended" && event.posture === attempt.posture ? [event.phase] : [],
			)
			expect(phases).toEqual(attempt.phases)
		}
		expect(events[0]?.kind).toBe("planned")
		expect(events.at(-1)).toEqual({ kind: "finished", run })
	})

	it("keeps the first bytes and the SETTINGS of a server that speaks no TLS", async () => {
		const run = await check("plaintext")
		const [plaintext, tls] = run.attempts
		expect(plaintext).toMatchObject({ outcome: { kind: "accepted" }, firstBytes: { kind: "http2-settings" } })
		expect(tls).toMatchObject({
			outcome: { kind: "failed", code: "NOT_TLS" },
			firstBytes: { kind: "http2-settings" },
		})
	})

	it("ends at once when it is stopped, and says so", async () => {
		const stopping = new AbortController()
		const run = await check("blackhole", {
			signal: stopping.signal,
			onEvent: (event) => {
				if (event.kind === "phase-started" && event.phase === "tls") stopping.abort()
			},
		})
		expect(run.stopped).toBe(true)
		expect(
			run.attempts
				.filter((attempt) => attempt.outcome.kind !== "skipped")
				.map((attempt) => attempt.outcome.code),
		).toContain("STOPPED")
	})

	it("writes down no secret, whatever happened", async () => {
		const run = await check("mtls-tls13")
		expect(JSON.stringify(run)).not.toMatch(/PRIVATE KEY|TRAFFIC_SECRET|CLIENT_RANDOM/)
	})

	it("never connects to what the dial policy forbids", async () => {
		const run = await runCheck({
			settings: settingsOf("plaintext"),
			policy: { ...openDialPolicy, denyHosts: ["localhost"] },
			clock: systemClock,
			signal: new AbortController().signal,
			onEvent: () => undefined,
		})
		const tried = run.attempts.filter((attempt) => attempt.outcome.kind !== "skipped")
		expect(tried.map((attempt) => attempt.outcome.code)).toEqual(["POLICY", "POLICY", "POLICY"])
		expect(tried.flatMap((attempt) => attempt.phases.map((phase) => phase.name))).not.toContain("tcp")
	})
})
