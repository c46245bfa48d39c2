import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { systemClock } from "#base/clock"
import { openDialPolicy } from "#endpoints/dial-policy"
import { parseEndpointInput } from "#endpoints/parse-input"
import { startLab } from "#lab/start-lab"
import { runCheck } from "#probe/node/run-check"
import { median } from "./rounds.ts"

const scenarios = ["plaintext", "tls-private-ca", "mtls-tls13", "spiffe"]
const times = 9

/** Times a check of all modes beside its slowest necessary wait: the quiet wait where a CertificateRequest came. */
export async function benchChecks(): Promise<void> {
	const directory = await mkdtemp(join(tmpdir(), "cs-bench-"))
	const lab = await startLab({ directory, only: scenarios })
	console.log(
		"\nA check of all modes, median of 9\n\nscenario         check ms   slowest wait ms   ratio   slowest lane ms",
	)
	try {
		for (const scenario of lab.scenarios) {
			const parsed = parseEndpointInput(scenario.settings)
			if (!parsed.ok) throw new Error(parsed.error.map((problem) => problem.text).join("; "))
			const runs = []
			for (let round = 0; round < times + 2; round += 1) {
				runs.push(
					await runCheck({
						settings: parsed.value.settings,
						policy: openDialPolicy,
						clock: systemClock,
						signal: new AbortController().signal,
						onEvent: () => undefined,
					}),
				)
			}
			const warm = runs.slice(2)
			const lanes = (run: (typeof warm)[number]) => run.attempts.map((attempt) => laneMs(attempt.phases))
			const waits = warm.map((run) =>
				Math.max(
					...run.attempts.map((attempt) => attempt.phases.find((phase) => phase.name === "quiet")?.ms ?? 0),
				),
			)
			const total = median(warm.map((run) => run.durationMs))
			const wait = median(waits)
			const slowest = median(warm.map((run) => Math.max(...lanes(run))))
			const ratio = wait === 0 ? "–" : (total / wait).toFixed(2)
			console.log(
				`${scenario.id.padEnd(16)} ${total.toFixed(1).padStart(8)} ${wait.toFixed(1).padStart(17)} ${ratio.padStart(7)} ${slowest.toFixed(1).padStart(17)}`,
			)
		}
	} finally {
		await lab.close()
		await rm(directory, { recursive: true, force: true })
	}
}

function laneMs(phases: readonly { readonly startMs: number; readonly ms: number }[]): number {
	const last = phases.at(-1)
	return last === undefined ? 0 : last.startMs + last.ms
}
