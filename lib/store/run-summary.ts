import { z } from "zod"

const verdictKinds = ["ok", "attention", "broken", "unknown"] as const
const serverModes = ["none", "tls", "mtls", "spiffe", "unknown"] as const

const runSummarySchema = z.object({
	verdict: z.enum(verdictKinds),
	/** The verdict's first sentence. */
	sentence: z.string(),
	serverMode: z.enum(serverModes),
	/** Who the peer proved to be. */
	identity: z.string().optional(),
	/** `1.3` */
	tlsVersion: z.string().optional(),
	/** Of the leaf, ISO 8601. */
	notBefore: z.string().optional(),
	notAfter: z.string().optional(),
})

/** What a list shows of a run; at most about a kilobyte as JSON. */
export type RunSummary = z.infer<typeof runSummarySchema>

const textMax = 300

/** Summary → JSON text for a row; long texts are cut at 300 characters. */
export function writeRunSummary(summary: RunSummary): string {
	const { identity } = summary
	return JSON.stringify({
		...summary,
		sentence: summary.sentence.slice(0, textMax),
		...(identity === undefined ? {} : { identity: identity.slice(0, textMax) }),
	})
}

/** Reads a summary from a row. Throws when the row is not what we wrote. */
export function readRunSummary(json: string): RunSummary {
	return runSummarySchema.parse(JSON.parse(json))
}
