import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { lintCertificates } from "#x509/lint/lint-certificates"
import { verifyChain } from "#x509/path/verify-chain"
import { createAuthority } from "./authority.ts"
import { gatherPieces } from "./gather-pieces.ts"
import { grantRequest } from "./grant-request.ts"

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0
const folder = mkdtempSync(join(tmpdir(), "countersign-request-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const authority = await createAuthority({ commonName: "Signer" })
const subject = "/C=DE/O=Example/CN=api.example.org/emailAddress=a@example.org"

/** A request that OpenSSL makes with a key of this kind. */
function opensslRequest(key: readonly string[], ...more: readonly string[]): Uint8Array {
	const path = join(folder, "request.pem")
	const keyPath = join(folder, "key.pem")
	execFileSync("openssl", ["genpkey", ...key, "-out", keyPath], { stdio: "pipe" })
	const words = ["req", "-new", "-key", keyPath, "-subj", subject, "-out", path, ...more]
	execFileSync("openssl", words, { stdio: "pipe" })
	return readFileSync(path)
}

const curve = (name: string) => ["-algorithm", "EC", "-pkeyopt", `ec_paramgen_curve:${name}`]
const names = ["-addext", "subjectAltName=DNS:api.example.org,IP:10.0.0.1,email:a@example.org"]

describe.skipIf(!hasOpenssl)("a request that openssl req makes", () => {
	it.each<[string, readonly string[]]>([
		["P-256", curve("P-256")],
		["P-384", curve("P-384")],
		["P-521", curve("P-521")],
		["Ed25519", ["-algorithm", "ED25519"]],
		["RSA", ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]],
		["RSA-PSS", ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"]],
	])("with a %s key is granted its names and nothing of its subject but the CN", async (_, key) => {
		const grant = await grantRequest(await requestWith(key), {
			authority,
			now: new Date(),
			profile: "server",
		})
		if (!grant.ok) throw new Error(JSON.stringify(grant.error))
		expect(grant.value.leftOut.map(({ what }) => what)).toEqual([
			"C=DE",
			"O=Example",
			"emailAddress=a@example.org",
		])
		const { der } = await grant.value.sign()
		const question = { chain: [der], roots: [authority.der], at: Date.now(), trustSource: "given" }
		const { reasons } = await verifyChain({ ...question, usage: "server", name: "api.example.org" })
		expect(reasons).toEqual([])
		const lints = lintCertificates([der, authority.der], { at: Date.now() })
		expect(lints.filter(({ severity }) => severity === "error" || severity === "warning")).toEqual([])
	})

	it.each<[string, readonly string[]]>([
		["secp256k1", curve("secp256k1")],
		["P-224", curve("P-224")],
		["Ed448", ["-algorithm", "ED448"]],
	])("with a %s key is refused, with the keys that are taken", async (_, key) => {
		const grant = await grantRequest(await requestWith(key), { authority, now: new Date() })
		expect(!grant.ok && grant.error).toEqual([
			{ field: "request", text: expect.stringMatching(/cannot be checked: .+ Use an RSA, P-256, P-384/) },
		])
	})
})

async function requestWith(key: readonly string[]): Promise<Uint8Array> {
	const pieces = await gatherPieces([opensslRequest(key, ...names)], undefined)
	const [der] = pieces.ok ? pieces.value.requests : []
	if (der === undefined) throw new Error("there is no request in it")
	return der
}
