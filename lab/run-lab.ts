import type { LabScenario } from "./scenario.ts"
import { labScenarios } from "./scenarios.ts"
import { type LabEndpoint, startLab } from "./start-lab.ts"

/** What `countersign lab` and `npm run lab` were asked for. */
export interface LabRequest {
	readonly list: boolean
	readonly json: boolean
	readonly directory: string
	readonly only: readonly string[]
	/** First port, 1 to 65,000; anything else is a usage error. */
	readonly basePort?: number
	readonly out: (text: string) => void
	readonly talk: (text: string) => void
	/** Ends the lab. */
	readonly signal: AbortSignal
}

const portMax = 65_000

/** Lists the scenarios, or starts them and runs until the signal. Returns the exit code: 2 for a wrong request. */
export async function runLab(request: LabRequest): Promise<number> {
	const problem = problemOf(request)
	if (problem !== undefined) {
		request.talk(problem)
		return 2
	}
	if (request.list) {
		const chosen = labScenarios.filter(({ id }) => request.only.length === 0 || request.only.includes(id))
		request.out(request.json ? asJson(chosen.map(describe)) : renderList(chosen))
		return 0
	}
	const lab = await startLab({
		directory: request.directory,
		only: request.only,
		log: (line) => request.talk(`${line}\n`),
		...(request.basePort === undefined ? {} : { basePort: request.basePort }),
	})
	request.out(request.json ? asJson(lab.scenarios) : renderTable(lab.scenarios))
	request.talk(`${lab.scenarios.length} scenarios run on loopback; interrupt to end them\n`)
	await aborted(request.signal)
	await lab.close()
	return 0
}

function problemOf({ only, basePort }: LabRequest): string | undefined {
	const unknown = only.find((id) => labScenarios.every((scenario) => scenario.id !== id))
	if (unknown !== undefined) return `error: there is no scenario ${unknown}\nhint: see --list\n`
	if (basePort === undefined || (Number.isInteger(basePort) && basePort >= 1 && basePort <= portMax))
		return undefined
	return `error: --base-port takes a number from 1 to ${portMax}\nhint: leave it out for free ports\n`
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve()
		else signal.addEventListener("abort", () => resolve(), { once: true })
	})
}

function describe({ id, title, explains, expected }: LabScenario) {
	return { id, title, explains, expected }
}

function asJson(value: unknown): string {
	return `${JSON.stringify(value, undefined, "\t")}\n`
}

/** Each scenario in words: id and title, then what happens, then what a diagnosis should say first. */
export function renderList(scenarios: readonly LabScenario[]): string {
	return scenarios
		.map(
			({ id, title, explains, expected }) =>
				`${id}: ${title}\n  ${explains}\n  first finding: ${expected.rule}\n`,
		)
		.join("\n")
}

/** One line for each scenario: id, where it is, and what a diagnosis should say first. */
export function renderTable(endpoints: readonly LabEndpoint[]): string {
	const head = ["scenario", "target", "first finding"]
	const rows = endpoints.map(({ id, target, expected }) => [id, target, expected.rule])
	const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
	const line = (row: readonly string[]) =>
		row
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join("  ")
			.trimEnd()
	return `${[head, ...rows].map(line).join("\n")}\n`
}
