import { describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { Secret } from "#base/secret"
import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"
import { makeKeyPair } from "#pki/key-pair"
import { runCheck } from "#probe/node/run-check"
import { makeFreshContext } from "./fresh-context.ts"
import { runTrial } from "./run-trial.ts"

const authority = await createAuthority({ commonName: "Trial CA" })
const server = await issueCertificate({
	authority,
	subject: "CN=api",
	dns: ["api.trial.test"],
	eku: ["serverAuth"],
})
const clientKeys = await makeKeyPair("p256")
const client = await issueCertificate({
	authority,
	keyPair: clientKeys,
	subject: "CN=client",
	dns: ["client"],
	eku: ["clientAuth"],
})
const identity = ({ chainPem, privateKeyPem }: typeof server) => ({ chainPem, keyPem: privateKeyPem })

describe("runTrial", () => {
	it("proves certificates before use: the client gets in, and nobody else", async () => {
		const { context, remove } = await makeFreshContext(Date.now())
		const day = 86_400_000
		const now = Date.now()
		const wrongly = async (more: Parameters<typeof issueCertificate>[0]) =>
			(await issueCertificate({ authority, ...more, keyPair: clientKeys })).chainPem
		const refused = {
			expired: await wrongly({
				subject: "CN=a",
				notBefore: new Date(now - day),
				notAfter: new Date(now - 1),
			}),
			"not-yet-valid": await wrongly({ subject: "CN=b", notBefore: new Date(now + day) }),
			"wrong-eku": await wrongly({ subject: "CN=c", eku: ["serverAuth"] }),
		}
		const tried = await runTrial(
			{ ...context, runCheck, clock: systemClock },
			{
				refused,
				...{ runId: "t1", caPem: authority.pem, name: "api.trial.test" },
				...{ server: identity(server), client: identity(client), signal: AbortSignal.timeout(30_000) },
			},
		)
		if (!tried.ok) throw new Error(tried.error)
		const { report, isStored } = tried.value
		expect(isStored).toBe(true)
		expect(report.verdict.kind).toBe("ok")
		expect(
			report.attempts.filter(({ outcome }) => outcome.kind === "accepted").map(({ posture }) => posture),
		).toEqual(["mtls"])
		expect(report.enforcement?.filter(({ judgement }) => judgement === "gap")).toEqual([])
		expect(report.enforcement?.filter(({ judgement }) => judgement === "as-expected").length).toBeGreaterThan(
			5,
		)
		const byOurs =
			report.enforcement?.filter(({ brings }) => brings.includes("by the CA that was given")) ?? []
		expect(byOurs.map(({ posture, actual }) => [posture, actual])).toEqual([
			["expired", "refused"],
			["not-yet-valid", "refused"],
			["wrong-eku", "refused"],
		])
		expect(JSON.stringify(report)).not.toContain("PRIVATE")
		await remove()
	})

	it("says in words when no server can be started with them", async () => {
		const { context, remove } = await makeFreshContext(Date.now())
		const tried = await runTrial(
			{ ...context, runCheck, clock: systemClock },
			{
				...{ runId: "t2", caPem: authority.pem, name: "api.trial.test", client: identity(client) },
				...{
					server: { chainPem: server.chainPem, keyPem: new Secret("no key") },
					signal: AbortSignal.timeout(30_000),
				},
			},
		)
		expect(tried).toEqual({
			ok: false,
			error: expect.stringMatching(/^No server can be started with these files: .+\.$/),
		})
		await remove()
	})
})
