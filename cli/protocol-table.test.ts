import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { rulesById } from "#diagnosis/rules"
import { labScenarios } from "#lab/scenarios"
import { type RunningLab, startLab } from "#lab/start-lab"
import type { Report } from "#report/report"
import { runCli } from "./run-cli.ts"
import { labWords } from "./testing/lab-words.ts"
import { recordingIo } from "./testing/recording-io.ts"

type Verdicts = Readonly<Record<string, "yes" | "no" | "unknown">>

const grpcAlone = { gRPC: "yes", "gRPC-Web": "no", Connect: "no", "browser (CORS)": "no", "HTTP/1.1": "no" }
const clear = "plaintext on the TLS port"

/** What a scan says of scenarios that were not made for it: the stack and every verdict. */
const others: readonly (readonly [
	id: string,
	stack: string | undefined,
	verdicts: Record<string, string>,
])[] = [
	["plaintext", "grpc-js", grpcAlone],
	["tls", "grpc-js", { ...grpcAlone, [clear]: "no" }],
	["mtls-tls12", "grpc-js", { ...grpcAlone, [clear]: "no" }],
	["mtls-tls13", "grpc-js", { ...grpcAlone, [clear]: "no" }],
	["spiffe", "grpc-js", { ...grpcAlone, [clear]: "no" }],
	["untrusted-issuer", "grpc-js", { ...grpcAlone, [clear]: "no" }],
	["unix-plaintext", "grpc-js", grpcAlone],
	["token-required", "grpc-js", { ...grpcAlone, [clear]: "no" }],
	[
		"http1-only",
		undefined,
		{ ...grpcAlone, gRPC: "no", "gRPC-Web": "unknown", Connect: "unknown", "HTTP/1.1": "yes" },
	],
	[
		"http1-over-tls",
		undefined,
		{ ...grpcAlone, gRPC: "no", "gRPC-Web": "unknown", Connect: "unknown", "HTTP/1.1": "yes", [clear]: "no" },
	],
	[
		"client-cert-required",
		undefined,
		{
			...{ gRPC: "unknown", "gRPC-Web": "unknown", Connect: "unknown", "browser (CORS)": "unknown" },
			...{ "HTTP/1.1": "unknown", [clear]: "no" },
		},
	],
]

/** The stack of the scenarios that say themselves which protocols they speak, and who stands in front. */
const stacks: Readonly<Record<string, readonly [stack: string | undefined, front: string | undefined]>> = {
	"connect-cors": ["Node http2", undefined],
	"connect-no-cors": ["Node http2", undefined],
	"mixed-port": ["grpc-js", undefined],
	"http1-proxy": ["lab-proxy", undefined],
}

const ownTable = labScenarios.flatMap(({ id, expected }) =>
	expected.protocols === undefined ? [] : [[id, expected.protocols, expected.scanRules ?? []] as const],
)

let directory = ""
let lab: RunningLab | undefined

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-protocols-"))
	const only = [...others.map(([id]) => id), ...ownTable.map(([id]) => id)]
	lab = await startLab({ directory, only })
}, 60_000)

afterAll(async () => {
	await lab?.close()
	await rm(directory, { recursive: true, force: true })
})

async function scan(id: string): Promise<Report> {
	const running = lab?.scenarios.find((each) => each.id === id)
	if (running === undefined) throw new Error(`${id} does not run`)
	const io = recordingIo()
	await runCli(["check", "--scan", ...(await labWords(id, running.settings, directory))], io)
	return JSON.parse(io.text())
}

function verdictsOf(report: Report): Verdicts {
	return Object.fromEntries(
		(report.protocols?.verdicts ?? []).map(({ protocol, verdict }) => [protocol, verdict]),
	)
}

describe("countersign check --scan says which protocols a port speaks", () => {
	it.each(others)("%s: %s", async (id, stack, expected) => {
		const report = await scan(id)
		expect(verdictsOf(report)).toEqual(expected)
		expect(report.server.stack?.name).toBe(stack)
	})

	it.each(ownTable)("%s", async (id, protocols, scanRules) => {
		const report = await scan(id)
		expect(verdictsOf(report)).toEqual(protocols)
		expect(report.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...scanRules]))
		expect([report.server.stack?.name, report.server.stack?.front?.name]).toEqual(stacks[id])
	})

	it("finds no missing CORS where it is there, or where nothing for browsers is", async () => {
		for (const id of ["connect-cors", "tls", "mixed-port"]) {
			const rules = (await scan(id)).findings.map(({ rule }) => rule)
			expect(rules).not.toContain("cors-missing-for-browsers")
		}
	})

	it("names only rules that exist", () => {
		const named = ownTable.flatMap(([, , scanRules]) => scanRules)
		expect(named.filter((rule) => !rulesById.has(rule))).toEqual([])
	})
})
