import { existsSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { z } from "zod"
import { rulesById } from "../rules.ts"
import { explain } from "./explain.ts"
import type { ExplainedCause } from "./explanation.ts"

const path = "../shared/corpus/errors.jsonl"
const isPresent = existsSync(path)
const row = z.object({
	id: z.string(),
	emitter: z.enum(["client", "server", "proxy", "agent"]),
	text: z.string(),
	cause: z.string(),
	also: z.array(z.string()),
})

describe.skipIf(!isPresent)(
	`real error messages${isPresent ? "" : " (skipped: ../shared is absent)"}`,
	() => {
		const rows = isPresent
			? readFileSync(path, "utf8")
					.trim()
					.split("\n")
					.map((line) => row.parse(JSON.parse(line)))
			: []
		const first = (each: (typeof rows)[number]): ExplainedCause | undefined =>
			explain(each.text, each.emitter).causes[0]

		it("names the confirmed cause first for 95 in 100", () => {
			const right = rows.filter((each) => first(each)?.rule === each.cause)
			expect(right.length / rows.length).toBeGreaterThanOrEqual(0.95)
		})

		it("names a cause that the text allows for 98 in 100", () => {
			const allowed = rows.filter((each) => [each.cause, ...each.also].includes(first(each)?.rule ?? ""))
			expect(allowed.length / rows.length).toBeGreaterThanOrEqual(0.98)
		})

		it("knows a rule for every cause it names", () => {
			const unknown = rows.flatMap((each) =>
				explain(each.text, each.emitter).causes.filter((cause) => !rulesById.has(cause.rule)),
			)
			expect(unknown).toEqual([])
		})
	},
)
