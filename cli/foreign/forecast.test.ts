import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { RuntimeForecast } from "#diagnosis/finding"
import { type RunningLab, startLab } from "#lab/start-lab"
import type { Report } from "#report/report"
import { runCli } from "../run-cli.ts"
import { labWords } from "../testing/lab-words.ts"
import { recordingIo } from "../testing/recording-io.ts"
import type { ClientSettings } from "./client-settings.ts"
import { askGo, buildGoClient, goEras } from "./go-client.ts"
import { askNode } from "./node-client.ts"
import { isInstalled } from "./process.ts"
import { askPython, installPythonClient, pythonEras } from "./python-client.ts"
import { type StrictServer, startStrictServers, strictIds } from "./strict-servers.ts"

const mayDownload = process.env.COUNTERSIGN_FOREIGN === "1"
const hasGo = mayDownload && isInstalled("go", ["version"])
const hasPython = mayDownload && isInstalled("python3", ["-m", "pip", "--version"])

/** Scenarios of the lab whose settings a plain client can have. */
const scenarios = [
	...["plaintext", "tls", "mtls-tls12", "mtls-tls13", "mtls-optional", "tls12-only", "tls13-only"],
	...["no-alpn", "cn-only", "ip-dialled", "wrong-host", "expired", "not-yet-valid", "untrusted-issuer"],
	...["self-signed", "missing-intermediate", "trust-bundle-stale", "server-cert-wrong-eku"],
	...["client-cert-required", "client-cert-required-tls12", "late-client-auth", "protocol-version"],
	...["no-shared-cipher", "plaintext-dialled-as-tls", "tls-dialled-as-plaintext", "http1-only"],
	...["http1-over-tls", "http1-proxy", "connection-refused", "weak-ciphers", "ca-name-only"],
] as const

let directory = ""
let lab: RunningLab | undefined
let servers: readonly StrictServer[] = []

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-forecast-"))
	lab = await startLab({ directory, only: scenarios })
	servers = await startStrictServers(join(directory, "strict"))
}, 60_000)

afterAll(async () => {
	await Promise.all(servers.map((server) => server.close()))
	await lab?.close()
	await rm(directory, { recursive: true, force: true })
})

interface Case {
	readonly words: readonly string[]
	readonly client: ClientSettings
}

async function caseOf(id: string): Promise<Case> {
	const server = servers.find((each) => each.id === id)
	if (server !== undefined) {
		const client = { target: `localhost:${server.port}`, ca: server.ca, certificate: "", key: "" }
		return { words: [`grpcs://${client.target}`, "--json", "--ca", server.ca], client }
	}
	const settings = lab?.scenarios.find((each) => each.id === id)?.settings
	if (settings === undefined) throw new Error(`${id} does not run`)
	const ca = settings.mode === "none" ? "plaintext" : settings.ca
	const target = settings.target.replace(/^grpcs?:\/\//, "")
	const { certificate, key } = settings
	return { words: await labWords(id, settings, directory), client: { target, ca, certificate, key } }
}

async function forecastOf(words: readonly string[], runtime: string): Promise<RuntimeForecast> {
	const io = recordingIo()
	await runCli(["check", ...words, "--scan"], io)
	const report: Report = JSON.parse(io.text())
	const found = report.forecast.find((each) => each.runtime === runtime)
	if (found === undefined) throw new Error(`no forecast for ${runtime}`)
	return found
}

/**
 * The words of an error that a person would search for: times, ports and what a race decides are left out. A connection
 * that ends while a client writes is seen as its end, as a reset or as a broken pipe.
 */
function keyWords(text: string): string {
	return text
		.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
		.replace(/:\d{4,5}\b/g, ":PORT")
		.replace(/(lookup \S+) on \S+:/, "$1:")
		.replace(/[0-9A-F]{16}:error:[0-9A-F]{8}:/g, "")
		.replace(/:\.\.\/deps\/\S+?:\d+:/g, ": ")
		.replace(/; if the root CA is installed locally.*$/, "")
		.replace(/\s*\.?\s*Resolution note:\s*$/, "")
		.replace(/Last error: Error: /, "Last error: ")
		.replace(/\s+/g, " ")
		.replace(/[:\s.]+$/, "")
		.trim()
}

/**
 * Where the server closes while the client writes: after a late refusal in TLS 1.3, and on plaintext to a TLS port. The
 * kernel decides whether the client reads the alert, the end, a reset or a broken pipe.
 */
const races = new Set(["client-cert-required", "tls-dialled-as-plaintext"])
const closing = /broken pipe|connection reset by peer|EOF|Socket closed|Failed to connect/i

async function proveForecast(
	id: string,
	runtime: string,
	call: (settings: ClientSettings) => Promise<string>,
): Promise<void> {
	const { words, client } = await caseOf(id)
	const forecast = await forecastOf(words, runtime)
	const said = await call(client)
	const hasConnected = said.startsWith("connected")
	expect(`${id}: ${forecast.verdict}`).toBe(`${id}: ${hasConnected ? "connects" : "fails"}`)
	const expected = hasConnected ? "connected" : keyWords(forecast.error ?? "no text was forecast")
	const isRaced = races.has(id) && closing.test(said)
	expect(isRaced ? expected : keyWords(said)).toContain(expected)
}

describe("grpc-js as it is here", () => {
	it.each([...scenarios, ...strictIds])("%s", (id) => proveForecast(id, "grpc-js", askNode))
})

for (const era of ["grpc-go-before-1.67", "grpc-go-1.67"] as const) {
	describe.skipIf(!hasGo)(
		`grpc-go ${goEras[era].version}${hasGo ? "" : " (skipped: needs Go and COUNTERSIGN_FOREIGN=1, because it fetches modules)"}`,
		() => {
			let path = ""
			beforeAll(async () => {
				path = await buildGoClient(era, directory)
			}, 420_000)

			it.each([...scenarios, ...strictIds])("%s", (id) =>
				proveForecast(id, era, (settings) => askGo(path, settings)),
			)
		},
	)
}

for (const era of ["c-core-before-1.83", "c-core-1.83"] as const) {
	describe.skipIf(!hasPython)(
		`grpcio ${pythonEras[era]}${hasPython ? "" : " (skipped: needs Python with pip and COUNTERSIGN_FOREIGN=1)"}`,
		() => {
			let installed = { program: "", packages: "" }
			beforeAll(async () => {
				installed = await installPythonClient(era, directory)
			}, 240_000)

			it.each([...scenarios, ...strictIds])("%s", (id) =>
				proveForecast(id, era, (settings) => askPython(installed, settings)),
			)
		},
	)
}
