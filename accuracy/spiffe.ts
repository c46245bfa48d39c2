import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"
import { inspect } from "#pki/inspect/inspect"
import type { Inspection } from "#pki/inspect/inspection"
import { parseJwksBundle } from "#spiffe/bundle"
import { signingChecklist, svidChecklist } from "#spiffe/svid-checklist"
import type { Measure } from "./figure.ts"

const folder = "../shared/suites/spiffe"
const svidSchema = z.object({
	name: z.string(),
	key: z.string(),
	certs: z.string(),
	id: z.string().nullable(),
	errorContains: z.string().nullable(),
})
const bundleSchema = z.object({ file: z.string(), errorContains: z.string().nullable() })
const suiteSchema = z.object({ svidParse: z.array(svidSchema), bundleParse: z.array(bundleSchema) })
type SvidCase = z.infer<typeof svidSchema>

/** What go-spiffe complains about, and the problem that ours has to name. */
const reasons: readonly (readonly [RegExp, string])[] = [
	[/no certificates found|PEM encoded certificate/, "no-certificate"],
	[/no private key found|PEM encoded private key/, "no-key"],
	[/does not match private key/, "key-mismatch"],
	[/no URI SAN/, "svid-uri-count"],
	[/must not have CA flag/, "svid-leaf-no-ca"],
	[/'digitalSignature'/, "svid-digital-signature"],
	[/must not have '(?:keyCertSign|cRLSign)'/, "svid-no-signing-usage"],
	[/signing certificate must have CA flag/, "svid-signer-ca"],
	[/signing certificate must have 'keyCertSign'/, "svid-signer-key-usage"],
]

/** SVID files of go-spiffe: opened with the same ID, or refused for the same reason. */
export const measureSpiffe: Measure = async () => {
	const path = `${folder}/expected-go-spiffe.json`
	if (!existsSync(path)) return []
	const { svidParse, bundleParse } = suiteSchema.parse(JSON.parse(readFileSync(path, "utf8")))
	const outcomes = await Promise.all(svidParse.map(async (each) => ({ each, got: await openSvid(each) })))
	const failures = outcomes.flatMap(({ each, got }) => {
		const wanted = wantedOf(each)
		return got.includes(wanted) ? [] : [{ id: each.name, text: `${got.join(", ")} where ${wanted}` }]
	})
	const bundles = bundleParse.filter(({ file }) => existsSync(`${folder}/${file}`))
	const wrong = bundles.flatMap(({ file, errorContains }) => {
		const read = parseJwksBundle(readFileSync(`${folder}/${file}`, "utf8"))
		return read.ok === (errorContains === null)
			? []
			: [{ id: file, text: read.ok ? "read" : read.error.text }]
	})
	const figure = { suite: "spiffe", goal: 1 }
	return [
		{
			...figure,
			what: "SVID files opened or refused as go-spiffe does, for its reason",
			right: svidParse.length - failures.length,
			of: svidParse.length,
			failures,
		},
		...(bundles.length === 0
			? []
			: [
					{
						...figure,
						what: "bundles read or refused as go-spiffe does",
						right: bundles.length - wrong.length,
						of: bundles.length,
						failures: wrong,
					},
				]),
	]
}

function wantedOf({ id, errorContains }: SvidCase): string {
	if (errorContains === null) return id ?? ""
	return reasons.find(([pattern]) => pattern.test(errorContains))?.[1] ?? errorContains
}

/** The ID, or every problem of the two files. */
async function openSvid({ certs, key }: SvidCase): Promise<readonly string[]> {
	const at = Date.now()
	const open = (name: string) => inspect(readFileSync(`${folder}/x509svid-testdata/${name}`), { at })
	const [certificates, keys] = await Promise.all([open(certs), open(key)])
	const problems = [...certificateProblems(certificates), ...keyProblems(certificates, keys)]
	return problems.length > 0 ? problems : [certificates.spiffeId ?? "no SPIFFE ID"]
}

function certificateProblems({ certificates }: Inspection): readonly string[] {
	const [leaf, ...issuers] = certificates
	if (leaf === undefined || leaf.kind === "unreadable") return ["no-certificate"]
	const ofIssuers = issuers.flatMap((each) =>
		each.kind === "certificate" ? signingChecklist(each.description) : [],
	)
	return [...svidChecklist(leaf.description), ...ofIssuers]
		.filter(({ verdict }) => verdict === "fail")
		.map(({ rule }) => rule)
}

function keyProblems({ certificates }: Inspection, { keys }: Inspection): readonly string[] {
	const key = keys.find(({ spkiSha256 }) => spkiSha256 !== undefined)
	if (key === undefined) return ["no-key"]
	const [leaf] = certificates
	return leaf?.kind === "certificate" && leaf.spkiSha256 !== key.spkiSha256 ? ["key-mismatch"] : []
}
