import { labScenarios } from "./scenarios.ts"
import { startLab } from "./start-lab.ts"

/** What `countersign lab` and `npm run lab` were asked for. */
export interface LabRequest {
	readonly list: boolean
	readonly json: boolean
	readonly directory: string
	readonly only: readonly string[]
	readonly basePort?: number
	readonly out: (text: string) => void
	readonly talk: (text: string) => void
	/** Ends the lab. */
	readonly signal: AbortSignal
}

/** Lists the scenarios, or starts them and runs until the signal. Returns the exit code: 2 for an unknown scenario. */
export async function runLab(request: LabRequest): Promise<number> {
	const unknown = request.only.find((id) => labScenarios.every((scenario) => scenario.id !== id))
	if (unknown !== undefined) {
		request.talk(`error: there is no scenario ${unknown}\nhint: see --list\n`)
		return 2
	}
	if (request.list) {
		request.out(
			request.json
				? `${JSON.stringify(
						labScenarios.map(({ start: _start, ...facts }) => facts),
						undefined,
						2,
					)}\n`
				: renderList(),
		)
		return 0
	}
	const lab = await startLab({
		directory: request.directory,
		only: request.only,
		...(request.basePort === undefined ? {} : { basePort: request.basePort }),
	})
	const width = Math.max(...lab.scenarios.map((scenario) => scenario.id.length))
	const rows = lab.scenarios.map((scenario) => `${scenario.id.padEnd(width)}  ${scenario.target}`)
	request.out(request.json ? `${JSON.stringify(lab.scenarios)}\n` : `${rows.join("\n")}\n`)
	request.talk(`${lab.scenarios.length} scenarios run on loopback; interrupt to end them\n`)
	await new Promise<void>((resolve) => {
		if (request.signal.aborted) resolve()
		else request.signal.addEventListener("abort", () => resolve(), { once: true })
	})
	await lab.close()
	return 0
}

function renderList(): string {
	return labScenarios
		.map(
			(scenario) =>
				`${scenario.id}: ${scenario.title}\n  ${scenario.explains}\n  first finding: ${scenario.expected.rule}\n`,
		)
		.join("\n")
}
