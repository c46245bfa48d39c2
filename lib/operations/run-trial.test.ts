import { describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { Secret } from "#base/secret"
import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"
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
const client = await issueCertificate({
	authority,
	subject: "CN=client",
	dns: ["client"],
	eku: ["clientAuth"],
})
const identity = ({ chainPem, privateKeyPem }: typeof server) => ({ chainPem, keyPem: privateKeyPem })

describe("runTrial", () => {
	it("proves certificates before use: the client gets in, and nobody else", async () => {
		const { context, remove } = await makeFreshContext(Date.now())
		const tried = await runTrial(
			{ ...context, runCheck, clock: systemClock },
			{
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
