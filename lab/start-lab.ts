import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { type LabCertificates, makeLabCertificates, makePrivateFolder, writePrivate } from "./certificates.ts"
import type { LabExpectation, LabScenario, LabSettings, RunningScenario } from "./scenario.ts"
import { labScenarios } from "./scenarios.ts"
import { listen } from "./servers/listen.ts"

/** A scenario that runs, as the manifest lists it. */
export interface LabEndpoint {
	readonly id: string
	readonly title: string
	readonly explains: string
	readonly target: string
	readonly settings: LabSettings
	readonly expected: LabExpectation
}

/** The lab while it runs. */
export interface RunningLab {
	readonly scenarios: readonly LabEndpoint[]
	/** Ends every server and removes the sockets. Certificates stay in the directory until the next start. */
	readonly close: () => Promise<void>
}

/** How to start. */
export interface LabOptions {
	/** Where certificates and the manifest `lab.json` are written. */
	readonly directory: string
	/** First port; scenario n gets `basePort + n` unless it is taken. Absent: any free port. */
	readonly basePort?: number
	/** Ids of the scenarios to start. Absent or empty: all of them. */
	readonly only?: readonly string[]
	/** Told one line when something is not as asked, such as a port that is taken. */
	readonly log?: (line: string) => void
}

/** A socket address holds 107 bytes and a final zero; the longest socket name of the lab has less than 30. */
const socketFolderMax = 75

/** Starts real servers on loopback, all at once. Rejects when a scenario does not exist or cannot start. */
export async function startLab(options: LabOptions): Promise<RunningLab> {
	const chosen = chooseScenarios(options.only)
	const directory = resolve(options.directory)
	await makePrivateFolder(directory)
	const certificates = await makeLabCertificates(join(directory, "shared"))
	const sockets = await makeSocketFolder(directory)
	const started = await Promise.allSettled(
		chosen.map((scenario) => startScenario(scenario, { ...options, directory }, certificates, sockets)),
	)
	const running = started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []))
	const close = async () => {
		await Promise.allSettled(running.map((scenario) => scenario.close()))
		await rm(sockets, { recursive: true, force: true })
	}
	const failed = started.find((each) => each.status === "rejected")
	if (failed !== undefined) {
		await close()
		throw failed.reason
	}
	const endpoints = running.map(({ endpoint }) => endpoint)
	await writePrivate(join(directory, "lab.json"), `${JSON.stringify(endpoints, undefined, "\t")}\n`)
	return { scenarios: endpoints, close }
}

function chooseScenarios(only: readonly string[] | undefined): readonly LabScenario[] {
	if (only === undefined || only.length === 0) return labScenarios
	const unknown = only.find((id) => labScenarios.every((each) => each.id !== id))
	if (unknown !== undefined) throw new Error(`there is no scenario ${unknown}; --list names them`)
	return labScenarios.filter((scenario) => only.includes(scenario.id))
}

/** Sockets lie beside the certificates; below a long directory they would not fit and get a short folder instead. */
async function makeSocketFolder(directory: string): Promise<string> {
	const beside = join(directory, "sockets")
	if (Buffer.byteLength(beside) > socketFolderMax) return mkdtemp(join(tmpdir(), "cs-lab-"))
	await rm(beside, { recursive: true, force: true })
	await makePrivateFolder(beside)
	return beside
}

async function startScenario(
	scenario: LabScenario,
	options: LabOptions,
	certificates: LabCertificates,
	sockets: string,
): Promise<{ readonly endpoint: LabEndpoint; readonly close: () => Promise<void> }> {
	const folder = join(options.directory, scenario.id)
	await makePrivateFolder(folder)
	const port = await choosePort(scenario, options)
	const running = await scenario.start({ certificates, folder, sockets, port })
	return { endpoint: endpointOf(scenario, running), close: running.close }
}

/** A port that somebody else holds is no reason to fail: the scenario then takes any free one. */
async function choosePort(scenario: LabScenario, options: LabOptions): Promise<number> {
	if (options.basePort === undefined) return 0
	const wanted = options.basePort + labScenarios.indexOf(scenario)
	try {
		await (await listen(createServer(), { port: wanted })).close()
		return wanted
	} catch (cause) {
		options.log?.(
			`${scenario.id} takes a free port: ${cause instanceof Error ? cause.message : String(cause)}`,
		)
		return 0
	}
}

function endpointOf(scenario: LabScenario, running: RunningScenario): LabEndpoint {
	const settings: LabSettings = {
		name: scenario.id,
		labels: "lab",
		mode: "auto",
		ca: "",
		certificate: "",
		key: "",
		passphrase: "",
		serverName: "",
		skipVerify: false,
		spiffeSocket: "",
		expectSpiffeId: "",
		trustDomain: "",
		token: "",
		healthService: "",
		method: "",
		timeoutMs: 5_000,
		...running.settings,
	}
	const { id, title, explains, expected } = scenario
	return { id, title, explains, target: settings.target, settings, expected }
}
