import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"
import { readCertificate } from "#x509/certificate"
import { matchProfileName, nameRules } from "#x509/path/match-profile-name"
import { parsePemCertificates } from "#x509/pem-certificates"
import type { AccuracyFigure, Measure } from "./figure.ts"

const path = "../shared/suites/hostname/hostname-vectors.json"
const answer = z.union([z.boolean(), z.string(), z.tuple([z.boolean(), z.string()]), z.null()])
const caseSchema = z.object({
	host: z.string(),
	stack: z.string(),
	expected: z.boolean(),
	cert: z.string(),
	local: z.record(z.string(), answer).nullish(),
})
type Case = z.infer<typeof caseSchema>

const locals = {
	"go1.19.8": "go",
	java17: "java",
	"node20.checkServerIdentity": "node",
	"openssl3.0.19": "openssl",
} as const

/** Names as the source stack and as the stacks of one machine matched them. */
export const measureHostname: Measure = async () => {
	if (!existsSync(path)) return []
	const { cases } = z.object({ cases: z.array(caseSchema) }).parse(JSON.parse(readFileSync(path, "utf8")))
	const own = cases.map((item) => ({ item, expected: item.expected, stack: item.stack }))
	const figures = [figure("answers of the stack that the case is from", 1, own)]
	for (const [key, stack] of Object.entries(locals)) {
		const rows = cases.flatMap((item) => {
			const said = item.local?.[key]
			if (said === undefined || said === null) return []
			return [{ item, stack, expected: Array.isArray(said) ? said[0] : Boolean(said) }]
		})
		figures.push(figure(`answers of ${key}`, 0.95, rows))
	}
	return figures
}

function figure(
	what: string,
	goal: number,
	rows: readonly { item: Case; expected: boolean; stack: string }[],
): AccuracyFigure {
	const failures = rows.flatMap(({ item, expected, stack }) => {
		const got = decide(item, stack)
		if (got === expected) return []
		return [{ id: `${stack} ${JSON.stringify(item.host)}`, text: `${got} where ${expected} was expected` }]
	})
	return { suite: "hostname", what, right: rows.length - failures.length, of: rows.length, goal, failures }
}

function decide({ cert, host }: Case, stack: string): boolean {
	const pem = parsePemCertificates(cert)
	const parsed = readCertificate(pem.ok ? (pem.value[0] ?? new Uint8Array()) : new Uint8Array())
	if (!parsed.ok) return false
	const rules = stack in nameRules ? Object.entries(nameRules).find(([key]) => key === stack)?.[1] : undefined
	return matchProfileName({ certificate: parsed.value, wanted: host, ...(rules && { rules }) }).isMatch
}
