import { describe, expect, it } from "vitest"
import { exampleReport } from "./example-run.fixture.tsx"
import { historyRow, withFinished } from "./finished-runs.tsx"

describe("the history while checks end on the page", () => {
	it("gives a run the row that its report says", () => {
		const { startedAt, durationMs, verdict } = exampleReport
		expect(historyRow("run-2", exampleReport)).toMatchObject({
			...{ runId: "run-2", startedAt, durationMs, stopped: false },
			...{ verdict: verdict.kind, sentence: verdict.sentence },
		})
	})

	it("puts what was finished since on top, the newest first, and no run twice", () => {
		const row = (runId: string) => historyRow(runId, exampleReport)
		const runs = withFinished([row("b"), row("a")], [row("b"), row("c"), row("d")])
		expect(runs.map(({ runId }) => runId)).toEqual(["d", "c", "b", "a"])
	})
})
