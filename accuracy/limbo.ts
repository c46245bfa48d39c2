import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"
import type { VerifyProfile } from "#x509/path/profiles"
import { type ProfileQuestion, verifyProfile } from "#x509/path/verify-profile"
import { parsePem } from "#x509/pem"
import { parsePemCertificates } from "#x509/pem-certificates"
import type { AccuracyFigure, Measure } from "./figure.ts"

const folder = "../shared/suites/x509-limbo"
const caseSchema = z.object({
	id: z.string(),
	features: z.array(z.string()),
	trusted_certs: z.array(z.string()),
	untrusted_intermediates: z.array(z.string()),
	peer_certificate: z.string(),
	validation_time: z.string().nullable(),
	validation_kind: z.enum(["SERVER", "CLIENT"]),
	expected_result: z.enum(["SUCCESS", "FAILURE"]),
	expected_peer_name: z.object({ kind: z.string(), value: z.string() }).nullable(),
	extended_key_usage: z.array(z.string()),
	max_chain_depth: z.number().nullable(),
	crls: z.array(z.string()),
})
type Case = z.infer<typeof caseSchema>
const suiteSchema = z.object({ testcases: z.array(caseSchema) })
const oraclesSchema = z.object({
	oracles: z.record(z.string(), z.object({ results: z.record(z.string(), z.array(z.string())) })),
})

const stacks = { "openssl-3.0": "openssl", "node-20": "node", "go-1.19": "go", "java-17": "java" } as const

const stackEntries: readonly (readonly [string, VerifyProfile])[] = Object.entries(stacks)

/** Features that the RFC 5280 profile leaves out, and why. */
const leftOut: Readonly<Record<string, string>> = {
	"has-policy-constraints":
		"policyConstraints that are not critical are taken: NIST PKITS has them in paths that must validate",
	"pedantic-public-suffix-wildcard": "needs the public suffix list, which names of a private PKI are not on",
}

/** Verdicts of the RFC 5280 profile, and how well the other profiles foretell what their runtimes said. */
export const measureLimbo: Measure = async () => {
	if (!existsSync(`${folder}/limbo.json`)) return []
	const { testcases } = suiteSchema.parse(JSON.parse(readFileSync(`${folder}/limbo.json`, "utf8")))
	const { oracles } = oraclesSchema.parse(JSON.parse(readFileSync(`${folder}/oracle-results.json`, "utf8")))
	const why = (item: Case) =>
		item.features.map((feature) => leftOut[feature]).find((text) => text !== undefined)
	const counted = testcases.filter((item) => why(item) === undefined)
	const rfc = await figure(
		"verdicts of the RFC 5280 profile",
		1,
		counted.map((item) => ({ item, profile: "rfc5280", expected: item.expected_result === "SUCCESS" })),
	)
	const out = testcases.flatMap((item) => {
		const reason = why(item)
		return reason === undefined ? [] : [{ id: item.id, why: reason }]
	})
	const figures: AccuracyFigure[] = [{ ...rfc, leftOut: out }]
	for (const [oracle, profile] of stackEntries) {
		const rows = testcases.flatMap((item) => {
			const said = oracles[oracle]?.results[item.id]?.[0]
			return said === "S" || said === "F" ? [{ item, profile, expected: said === "S" }] : []
		})
		figures.push(await figure(`recorded answers of ${oracle}`, 0.95, rows))
	}
	return figures
}

interface Row {
	readonly item: Case
	readonly profile: VerifyProfile
	readonly expected: boolean
}

async function figure(what: string, goal: number, rows: readonly Row[]): Promise<AccuracyFigure> {
	const failures: { id: string; text: string }[] = []
	for (const { item, profile, expected } of rows) {
		const found = await verifyProfile(questionOf(item, profile))
		if ((found.verdict === "accepted") === expected) continue
		const said = found.reasons.map(({ rule, text }) => `${rule}: ${text}`).join(" ")
		failures.push({ id: item.id, text: `${found.verdict} ${said}`.slice(0, 240) })
	}
	return { suite: "x509-limbo", what, right: rows.length - failures.length, of: rows.length, goal, failures }
}

function questionOf(item: Case, profile: VerifyProfile): ProfileQuestion {
	const peer = item.expected_peer_name
	const nameKind = peer?.kind === "DNS" ? "dns" : peer?.kind === "IP" ? "ip" : undefined
	// The OpenSSL harness was strict: -x509_strict, authentication level 2, partial chains, no purpose.
	const isStrict = profile === "openssl"
	const usage = item.validation_kind === "CLIENT" ? "client" : "server"
	return {
		profile,
		leaf: certificates(item.peer_certificate)[0] ?? new Uint8Array(),
		intermediates: item.untrusted_intermediates.flatMap(certificates),
		roots: item.trusted_certs.flatMap(certificates),
		at: item.validation_time === null ? Date.now() : Date.parse(item.validation_time),
		usage: isStrict ? "any" : usage,
		...(peer === null || nameKind === undefined ? {} : { name: peer.value, nameKind }),
		...(item.crls.length === 0 ? {} : { crls: item.crls.flatMap(blocks) }),
		...(item.max_chain_depth === null ? {} : { depthMax: item.max_chain_depth }),
		...(isStrict ? { isStrict, allowsPartialChain: true, securityLevel: 2 } : {}),
	}
}

function certificates(pem: string): readonly Uint8Array[] {
	const parsed = parsePemCertificates(pem)
	return parsed.ok ? parsed.value : []
}

function blocks(pem: string): readonly Uint8Array[] {
	const parsed = parsePem(pem)
	return parsed.ok ? parsed.value.map(({ der }) => der) : []
}
