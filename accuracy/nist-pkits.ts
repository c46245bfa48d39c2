import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"
import type { PolicyDemand } from "#x509/path/check-policies"
import { verifyProfile } from "#x509/path/verify-profile"
import type { Measure } from "./figure.ts"

const path = "../shared/suites/nist-pkits/nist-pkits.json"
const suiteSchema = z.object({
	tests: z.array(
		z.object({
			test: z.string(),
			title: z.string(),
			certs: z.array(z.string()),
			crls: z.array(z.string()),
			shouldValidate: z.boolean(),
			setters: z.array(z.tuple([z.string(), z.string()])),
		}),
	),
	certs: z.record(z.string(), z.string()),
	crls: z.record(z.string(), z.string()),
})

/** A moment inside the validity of the suite's certificates. */
const at = Date.UTC(2011, 2, 15)

/** NIST PKITS with its CRLs, by RFC 5280. */
export const measurePkits: Measure = async () => {
	if (!existsSync(path)) return []
	const suite = suiteSchema.parse(JSON.parse(readFileSync(path, "utf8")))
	const failures: { id: string; text: string }[] = []
	for (const { test, title, certs, crls, shouldValidate, setters } of suite.tests) {
		const [root, ...below] = certs.map((name) => fromBase64(suite.certs[name]))
		const [leaf = new Uint8Array(), ...intermediates] = below.reverse()
		const found = await verifyProfile({
			profile: "rfc5280",
			leaf,
			intermediates,
			roots: root === undefined ? [] : [root],
			at,
			usage: "any",
			policies: demandOf(setters),
			crls: crls.map((name) => fromBase64(suite.crls[name])),
		})
		if ((found.verdict === "accepted") === shouldValidate) continue
		const said = found.reasons.map(({ rule, text }) => `${rule}: ${text}`).join(" ")
		failures.push({ id: `${test} ${title}`, text: `${found.verdict} ${said}`.slice(0, 240) })
	}
	const of = suite.tests.length
	const right = of - failures.length
	return [{ suite: "nist-pkits", what: "verdicts, with CRLs", right, of, goal: 240 / 249, failures }]
}

/** The suite's settings as inputs of RFC 5280 section 6.1.1; its policies are arcs of one NIST identifier. */
function demandOf(setters: readonly (readonly [string, string])[]): PolicyDemand {
	const given = new Map(setters)
	const isOn = (name: string) => given.get(name) === "true"
	const acceptable = given.get("SetInitialPolicySet")?.match(/\d+/g)
	return {
		requireExplicit: isOn("SetInitialExplicitPolicy"),
		inhibitMapping: isOn("SetInitialPolicyMappingInhibit"),
		inhibitAny: isOn("SetInitialInhibitAnyPolicy"),
		...(acceptable && { acceptable: acceptable.map((arc) => `2.16.840.1.101.3.2.1.48.${arc}`) }),
	}
}

function fromBase64(text: string | undefined): Uint8Array {
	return Uint8Array.from(Buffer.from(text ?? "", "base64"))
}
