import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"
import { type ProfileQuestion, verifyProfile } from "#x509/path/verify-profile"
import { parsePem } from "#x509/pem"
import type { Measure } from "./figure.ts"

const path = "../shared/suites/openssl-verify/verify-cases.json"
const caseSchema = z.object({
	cert: z.string(),
	purpose: z.string(),
	trusted: z.array(z.string()),
	untrusted: z.array(z.string()),
	opts: z.array(z.string()),
	description: z.string(),
	openssl3019: z.object({ ok: z.boolean(), error: z.number().nullable(), depth: z.number().nullable() }),
})
type Case = z.infer<typeof caseSchema>
const suiteSchema = z.object({ cases: z.array(caseSchema), certs: z.record(z.string(), z.string()) })

/** Verdict, error number and depth of `openssl verify`, as it printed them. */
export const measureOpenssl: Measure = async () => {
	if (!existsSync(path)) return []
	const { cases, certs } = suiteSchema.parse(JSON.parse(readFileSync(path, "utf8")))
	const failures: { id: string; text: string }[] = []
	for (const item of cases) {
		const found = await verifyProfile(questionOf(item, certs))
		const { ok, error, depth } = item.openssl3019
		const said = found.opensslError
		const isSame = (said?.code ?? null) === error && (said?.depth ?? null) === depth
		if ((found.verdict === "accepted") === ok && isSame) continue
		const wanted = ok ? "accepted" : `${error} at depth ${depth}`
		const reasons = found.reasons.map(({ rule, text }) => `${rule}: ${text}`).join(" ")
		const text = `${said === undefined ? found.verdict : `${said.code} at depth ${said.depth}`} where ${wanted}: ${reasons}`
		failures.push({ id: `${item.cert}: ${item.description}`, text: text.slice(0, 240) })
	}
	const what = "verdicts with OpenSSL's error and depth"
	return [
		{
			suite: "openssl-verify",
			what,
			right: cases.length - failures.length,
			of: cases.length,
			goal: 1,
			failures,
		},
	]
}

function questionOf(
	{ cert, purpose, trusted, untrusted, opts }: Case,
	certs: Readonly<Record<string, string>>,
) {
	const read = (name: string) => {
		const parsed = parsePem(certs[name] ?? "")
		return parsed.ok ? parsed.value.map(({ der }) => der) : []
	}
	const option = (name: string) => {
		const at = opts.indexOf(name)
		return at < 0 ? undefined : opts[at + 1]
	}
	const policy = option("-policy")
	const question: ProfileQuestion = {
		profile: "openssl",
		leaf: read(cert)[0] ?? new Uint8Array(),
		intermediates: untrusted.flatMap(read),
		roots: trusted.flatMap(read),
		at: Date.now(),
		usage: purpose === "sslserver" ? "server" : purpose === "sslclient" ? "client" : "any",
		securityLevel: Number(option("-auth_level") ?? "1"),
		allowsPartialChain: opts.includes("-partial_chain"),
		...(opts.includes("-policy_check") || policy !== undefined
			? {
					policies: {
						requireExplicit: opts.includes("-explicit_policy"),
						...(policy && { acceptable: [policy] }),
					},
				}
			: {}),
	}
	return question
}
