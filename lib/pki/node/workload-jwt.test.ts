import { generateKeyPairSync, type KeyObject, sign } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { WorkloadConfig } from "../workload/workload-config.ts"
import { callWorkload, routerId as id, jwtRequest, startApi, tokenOf } from "./testing/workload-calls.ts"
import type { RunningWorkloadApi } from "./workload-api-server.ts"

let folder: string
const running: RunningWorkloadApi[] = []
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "workload-jwt-"))
})
afterEach(async () => {
	for (const api of running.splice(0)) await api.close()
	await rm(folder, { recursive: true, force: true })
})

const address = () => `unix://${join(folder, "api.sock")}`

async function started(federated: WorkloadConfig["federated"] = new Map()) {
	const api = await startApi(address(), { federated })
	running.push(api)
	return api
}

const validate = (token: string, audience = "api") =>
	callWorkload(address(), "ValidateJWTSVID", jwtRequest([audience], token))

describe("JWT-SVIDs of the development Workload API", () => {
	it("signs JWT-SVIDs and validates them for their audience alone", async () => {
		await started()
		const token = tokenOf(await callWorkload(address(), "FetchJWTSVID", jwtRequest(["api"])))
		const [, body = ""] = token.split(".")
		expect(JSON.parse(Buffer.from(body, "base64url").toString())).toMatchObject({ sub: id, aud: ["api"] })
		const validated = await callWorkload(address(), "ValidateJWTSVID", jwtRequest(["api"], token))
		expect(validated.toString("latin1")).toContain(id)
		await expect(callWorkload(address(), "ValidateJWTSVID", jwtRequest(["other"], token))).rejects.toThrow(
			/another audience/,
		)
		const changed = `${token.slice(0, -3)}AAA`
		await expect(callWorkload(address(), "ValidateJWTSVID", jwtRequest(["api"], changed))).rejects.toThrow(
			/does not hold/,
		)
		await expect(callWorkload(address(), "FetchJWTSVID", jwtRequest([]))).rejects.toThrow(/audience/)
		await expect(
			callWorkload(address(), "FetchJWTSVID", jwtRequest(["api"], "spiffe://dev.local/none")),
		).rejects.toThrow(/no identity/)
		await expect(callWorkload(address(), "FetchJWTSVID", Uint8Array.of(0xff, 0xff))).rejects.toThrow(
			/audience/,
		)
	})

	it("keeps validating what the JWT key before signed, and numbers the changes of its JWKS", async () => {
		const api = await started()
		const token = async () => tokenOf(await callWorkload(address(), "FetchJWTSVID", jwtRequest(["api"])))
		const keyOf = (jwt: string) =>
			JSON.parse(Buffer.from(jwt.split(".")[0] ?? "", "base64url").toString()).kid
		const jwks = () => JSON.parse(api.current().jwks)
		const old = await token()
		await api.renewAuthority()
		expect(keyOf(await token())).toBe(keyOf(old))
		await api.rotateNow()
		const young = await token()
		expect(keyOf(young)).not.toBe(keyOf(old))
		expect(jwks()).toMatchObject({ spiffe_sequence: 2, keys: [{ kid: keyOf(old) }, { kid: keyOf(young) }] })
		for (const each of [old, young]) {
			const validated = await callWorkload(address(), "ValidateJWTSVID", jwtRequest(["api"], each))
			expect(validated.toString("latin1")).toContain(id)
		}
	})
})

const partner = "spiffe://partner.example/api"

/** Signs as another trust domain would, with Node's own crypto. */
function tokenBy(
	key: KeyObject,
	{
		alg,
		kid = "k1",
		sub = partner,
		exp = Date.now() / 1_000 + 60,
	}: Partial<Record<"kid" | "sub", string>> & {
		readonly alg: string
		readonly exp?: number
	},
): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
	const text = `${part({ alg, kid, typ: "JWT" })}.${part({ sub, aud: ["api"], exp: Math.floor(exp) })}`
	const options = alg.startsWith("ES")
		? ({ dsaEncoding: "ieee-p1363" } as const)
		: alg.startsWith("PS")
			? { padding: 6, saltLength: Number(alg.slice(2)) / 8 }
			: {}
	const signature = sign(`sha${alg.slice(2)}`, Buffer.from(text), { key, ...options })
	return `${text}.${signature.toString("base64url")}`
}

function keyFor(alg: string): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
	const curves = new Map([
		["ES256", "P-256"],
		["ES384", "P-384"],
		["ES512", "P-521"],
	])
	const namedCurve = curves.get(alg)
	return namedCurve === undefined
		? generateKeyPairSync("rsa", { modulusLength: 2_048 })
		: generateKeyPairSync("ec", { namedCurve })
}

function federatedWith(publicKey: KeyObject): WorkloadConfig["federated"] {
	const jwtKeys = [{ ...publicKey.export({ format: "jwk" }), kid: "k1", use: "jwt-svid" }]
	return new Map([["partner.example", { authorities: [], jwtKeys }]])
}

describe("JWT-SVIDs of a federated trust domain", () => {
	it.each(["ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])(
		"are validated when signed with %s",
		async (alg) => {
			const { privateKey, publicKey } = keyFor(alg)
			await started(federatedWith(publicKey))
			const token = tokenBy(privateKey, { alg })
			expect((await validate(token)).toString("latin1")).toContain(partner)
			const [head = "", , signature = ""] = token.split(".")
			const other = Buffer.from(JSON.stringify({ sub: partner, aud: ["api"], exp: 4e9 })).toString(
				"base64url",
			)
			await expect(validate(`${head}.${other}.${signature}`)).rejects.toThrow(/does not hold/)
		},
	)

	it("are refused for each thing that is wrong with them", async () => {
		const { privateKey, publicKey } = keyFor("ES256")
		await started(federatedWith(publicKey))
		const token = (more: object) => tokenBy(privateKey, { alg: "ES256", ...more })
		await expect(validate(token({}), "other")).rejects.toThrow(/another audience/)
		await expect(validate(token({ exp: 1 }))).rejects.toThrow(/expired/)
		await expect(validate(token({ kid: "k2" }))).rejects.toThrow(/no bundle here has/)
		await expect(validate(token({ sub: id }))).rejects.toThrow(/no SPIFFE ID of partner\.example/)
		await expect(validate(token({ sub: "partner" }))).rejects.toThrow(/no SPIFFE ID of partner\.example/)
		const none = Buffer.from('{"alg":"none","kid":"k1"}').toString("base64url")
		await expect(validate(token({}).replace(/^[^.]+/, none))).rejects.toThrow(/may not have/)
		const confused = Buffer.from('{"alg":"RS256","kid":"k1"}').toString("base64url")
		await expect(validate(token({}).replace(/^[^.]+/, confused))).rejects.toThrow(/does not hold/)
	})

	it("have their keys beside ours in the JWT bundles", async () => {
		await started(federatedWith(keyFor("ES256").publicKey))
		const bundles = (await callWorkload(address(), "FetchJWTBundles", new Uint8Array())).toString("latin1")
		expect(bundles).toContain("spiffe://dev.local")
		expect(bundles).toContain("spiffe://partner.example")
		expect(bundles).toContain('"kid":"k1"')
		expect(bundles).not.toContain('"d":')
	})
})
