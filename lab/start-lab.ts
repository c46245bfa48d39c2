import { mkdir, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { makeLabCertificates, writePrivate } from "./certificates.ts"
import type { LabContext, LabExpectation, LabScenario, LabSettings, RunningScenario } from "./scenario.ts"
import { labScenarios } from "./scenarios.ts"

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
	/** Ids of the scenarios to start. Absent: all of them. */
	readonly only?: readonly string[]
}

/** Starts real servers on loopback. Throws when a scenario that was asked for does not exist. */
export async function startLab(options: LabOptions): Promise<RunningLab> {
	const chosen = chooseScenarios(options.only)
	await mkdir(options.directory, { recursive: true, mode: 0o700 })
	const certificates = await makeLabCertificates(join(options.directory, "shared"))
	// A socket path holds 107 bytes at most, so the sockets live in a short folder of their own.
	const sockets = await mkdtemp(join(tmpdir(), "cs-lab-"))
	const running: RunningScenario[] = []
	const endpoints: LabEndpoint[] = []
	const close = async () => {
		await Promise.all(running.map((scenario) => scenario.close()))
		await rm(sockets, { recursive: true, force: true })
	}
	try {
		for (const scenario of chosen) {
			const folder = join(options.directory, scenario.id)
			await mkdir(folder, { recursive: true, mode: 0o700 })
			const port = options.basePort === undefined ? 0 : options.basePort + labScenarios.indexOf(scenario)
			const started = await startScenario(scenario, { certificates, folder, sockets, port })
			running.push(started)
			endpoints.push(endpointOf(scenario, started))
		}
		await writePrivate(join(options.directory, "lab.json"), JSON.stringify(endpoints, undefined, "\t"))
	} catch (cause) {
		await close()
		throw cause
	}
	return { scenarios: endpoints, close }
}

function chooseScenarios(only: readonly string[] | undefined): readonly LabScenario[] {
	if (only === undefined || only.length === 0) return labScenarios
	return only.map((id) => {
		const scenario = labScenarios.find((each) => each.id === id)
		if (scenario === undefined) throw new Error(`there is no scenario ${id}; --list names them`)
		return scenario
	})
}

/** A port that somebody else holds is no reason to fail: the scenario then takes any free one. */
async function startScenario(scenario: LabScenario, context: LabContext): Promise<RunningScenario> {
	try {
		return await scenario.start(context)
	} catch (cause) {
		const isTaken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE"
		if (!isTaken || context.port === 0) throw cause
		return scenario.start({ ...context, port: 0 })
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
