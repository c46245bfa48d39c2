import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"
import type { AnchorTrust } from "#x509/path/anchor-trust"
import type { KeyPurpose } from "#x509/path/check-purpose"
import { type ProfileQuestion, verifyProfile } from "#x509/path/verify-profile"
import type { Measure } from "./figure.ts"

const path = "../shared/suites/boringssl-pki/verify-certificate-chain.json"
const caseSchema = z.object({
	id: z.string(),
	chain: z.string(),
	utc_time: z.string(),
	key_purpose: z.string(),
	last_cert_trust: z.string(),
	valid: z.boolean(),
	errors: z.array(z.object({ cert: z.number().nullable(), severity: z.string() })),
})
type Case = z.infer<typeof caseSchema>
const suiteSchema = z.object({
	chains: z.record(z.string(), z.array(z.string())),
	cases: z.array(caseSchema),
})

/** Verdict and blamed certificate of BoringSSL's path validation, by RFC 5280 section 6. */
export const measureBoringssl: Measure = async () => {
	if (!existsSync(path)) return []
	const { chains, cases } = suiteSchema.parse(JSON.parse(readFileSync(path, "utf8")))
	const failures: { id: string; text: string }[] = []
	for (const item of cases) {
		const ders = (chains[item.chain] ?? []).map((text) => Uint8Array.from(Buffer.from(text, "base64")))
		const found = await verifyProfile(questionOf(item, ders))
		const blamed = item.errors.filter(({ severity }) => severity === "ERROR").map(({ cert }) => cert)
		const isBlamed = found.reasons.some(({ certificate = ders.length - 1 }) => blamed.includes(certificate))
		if ((found.verdict === "accepted") === item.valid && (item.valid || isBlamed)) continue
		const said = found.reasons
			.map(({ rule, certificate }) => `${rule} at ${certificate ?? "the anchor"}`)
			.join(", ")
		const wanted = item.valid ? "accepted" : `rejected at ${blamed.join(", ")}`
		failures.push({ id: item.id, text: `${found.verdict} ${said} where ${wanted}` })
	}
	const right = cases.length - failures.length
	return [
		{
			suite: "boringssl-pki",
			what: "verdicts with the certificate blamed",
			right,
			of: cases.length,
			goal: 1,
			failures,
		},
	]
}

function questionOf(item: Case, ders: readonly Uint8Array[]): ProfileQuestion {
	const time = item.utc_time === "DEFAULT" ? "211005120000Z" : item.utc_time
	const [leaf = new Uint8Array(), ...others] = ders
	const { key_purpose: purpose, last_cert_trust: trust } = item
	const strict = purposes[purpose]
	const anchorTrust = trustOf(trust)
	return {
		profile: "rfc5280",
		isPathOnly: true,
		leaf,
		intermediates: others.slice(0, -1),
		roots: ders.slice(-1),
		at: Date.parse(time.replace(/^(..)(..)(..)(..)(..)(..)Z$/, "20$1-$2-$3T$4:$5:$6Z")),
		usage: purpose.startsWith("SERVER") ? "server" : purpose.startsWith("CLIENT") ? "client" : "any",
		anchorTrust,
		...(strict === undefined ? {} : { purpose: strict }),
		...(anchorTrust.constrains ? { policies: { anchorConstrains: true } } : {}),
	}
}

/** The suite's words for purposes that are more than a usage. */
const purposes: Readonly<Record<string, KeyPurpose>> = {
	SERVER_AUTH_STRICT: "server-strict",
	SERVER_AUTH_STRICT_LEAF: "server-strict-leaf",
	CLIENT_AUTH_STRICT: "client-strict",
	CLIENT_AUTH_STRICT_LEAF: "client-strict-leaf",
	C2PA_MANIFEST: "c2pa-manifest",
	C2PA_TIMESTAMPING: "c2pa-time-stamping",
	RCS_MLS_CLIENT_AUTH: "rcs-mls-client",
}

/** The suite's words for trust, joined by underscores. */
function trustOf(words: string): AnchorTrust {
	const isLeaf = /LEAF/.test(words)
	return {
		issues: words.startsWith("TRUSTED_ANCHOR"),
		constrains: words.includes("WITH_CONSTRAINTS"),
		expires: words.includes("WITH_EXPIRATION"),
		needsBasicConstraints: words.includes("REQUIRE_BASIC_CONSTRAINTS"),
		...(isLeaf ? { leaf: words.includes("REQUIRE_SELF_SIGNED") ? "self-signed" : "any" } : {}),
	}
}
