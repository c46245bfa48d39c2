import { readFile, stat } from "node:fs/promises"
import { z } from "zod"
import { describeFailure } from "#base/failure-facts"
import { err, ok, type Result } from "#base/result"

/** What a correct diagnosis of the scenario says, as far as a page shows it. */
const expectationSchema = z.object({
	mode: z.enum(["none", "tls", "mtls", "spiffe", "unknown"]),
	clientAuth: z.enum(["none", "requested", "required", "unknown"]),
	rule: z.string(),
})

const manifestSchema = z.array(
	z.object({
		id: z.string().min(1).max(100),
		title: z.string(),
		explains: z.string(),
		target: z.string(),
		settings: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])),
		expected: expectationSchema.optional().catch(undefined),
	}),
)

/** One scenario that the lab serves right now. `settings` holds fields of the flat endpoint input. */
export type LabScenario = z.infer<typeof manifestSchema>[number]

const bytesMax = 4 * 1024 * 1024

/** Reads the manifest of a running lab, at most 4 MiB. The error is a sentence that names the path. */
export async function readLabManifest(path: string): Promise<Result<readonly LabScenario[], string>> {
	try {
		if ((await stat(path)).size > bytesMax) return err(`The lab's manifest ${path} is larger than 4 MiB.`)
		const parsed = manifestSchema.safeParse(JSON.parse(await readFile(path, "utf8")))
		if (parsed.success) return ok(parsed.data)
		return err(`The lab's manifest ${path} is not one: ${z.prettifyError(parsed.error)}`)
	} catch (cause) {
		return err(`The lab's manifest ${path} cannot be read: ${describeFailure(cause).message}.`)
	}
}
