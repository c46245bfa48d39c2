import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { LabSettings } from "../scenario.ts"
import { type RunningLab, startLab } from "../start-lab.ts"

/** The whole lab in a folder of its own, for one test file. */
export interface TestLab {
	readonly folder: string
	readonly scenarios: RunningLab["scenarios"]
	/** Throws for a scenario that does not run. */
	readonly settingsOf: (id: string) => LabSettings
	/** Ends the lab and removes the folder. */
	readonly close: () => Promise<void>
}

/** Starts every scenario on free ports. */
export async function startTestLab(): Promise<TestLab> {
	const folder = await mkdtemp(join(tmpdir(), "lab-test-"))
	const lab = await startLab({ directory: folder })
	return {
		folder,
		scenarios: lab.scenarios,
		settingsOf: (id) => {
			const found = lab.scenarios.find((each) => each.id === id)
			if (found === undefined) throw new Error(`${id} does not run`)
			return found.settings
		},
		close: async () => {
			await lab.close()
			await rm(folder, { recursive: true, force: true })
		},
	}
}
