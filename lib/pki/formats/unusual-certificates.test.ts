import "reflect-metadata"
import { execFileSync, spawnSync } from "node:child_process"
import { generateKeyPairSync } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as x509 from "@peculiar/x509"
import { afterAll, describe, expect, it } from "vitest"
import { describeCertificate } from "#x509/describe"
import { parsePemCertificates } from "#x509/pem-certificates"
import { createAuthority } from "../authority.ts"
import { gatherPieces } from "../gather-pieces.ts"
import { certifyKey } from "../issue.ts"
import { materialOf } from "../material-of.ts"
import { writeFormat } from "./output-formats.ts"

const folder = mkdtempSync(join(tmpdir(), "unusual-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const authority = await createAuthority({ commonName: "Root" })
const keys = {
	secp256k1: generateKeyPairSync("ec", { namedCurve: "secp256k1" }),
	"P-521": generateKeyPairSync("ec", { namedCurve: "P-521" }),
	Ed448: generateKeyPairSync("ed448"),
} as const

async function certified(kind: keyof typeof keys, subject = "CN=unusual") {
	const spki = keys[kind].publicKey.export({ format: "der", type: "spki" })
	return certifyKey(new x509.PublicKey(Uint8Array.from(spki)), {
		...{ authority, subject },
		uri: ["spiffe://example.org/a"],
	})
}

async function textOf(id: "openssl" | "spiffe-jwks", material: Parameters<typeof writeFormat>[1]) {
	const files = await writeFormat(id, material, { name: "odd", at: 0 })
	if (!files.ok) return `${files.error.field}: ${files.error.text}`
	return new TextDecoder().decode(files.value[0]?.bytes)
}

describe("certificates that others made", () => {
	it.each(["secp256k1", "Ed448"] as const)("have no SPIFFE bundle with a key of kind %s", async (kind) => {
		const { der } = await certified(kind)
		expect(await textOf("spiffe-jwks", { chain: [], roots: [der] })).toMatch(/^files: .+kind of key/)
	})

	it("say so when their key is of a kind that nothing is made with", async () => {
		const { privateKey } = generateKeyPairSync("dsa", { modulusLength: 1_024, divisorLength: 160 })
		const key = Uint8Array.from(privateKey.export({ format: "der", type: "pkcs8" }))
		const pieces = await gatherPieces([authority.der, key], undefined)
		expect(pieces.ok && materialOf(pieces.value)).toMatchObject({
			error: { text: expect.stringMatching(/kind that cannot be used here/) },
		})
	})

	it("leave the names of the CA's files to the CA", async () => {
		const material = { chain: [(await certified("P-521")).der], roots: [authority.der] }
		for (const id of ["pem", "der"] as const)
			expect(await writeFormat(id, material, { name: "ca", at: 0 })).toMatchObject({
				error: { field: "name" },
			})
	})

	const hasOpenssl = spawnSync("openssl", ["version"]).status === 0
	it.skipIf(!hasOpenssl).each([
		["secp256k1", "CN=unusual"],
		["P-521", ""],
		["P-521", "CN=one+O=two"],
		["Ed448", ""],
	] as const)("are made again by openssl with a key of kind %s and the subject %j", async (kind, subject) => {
		const material = { chain: [(await certified(kind, subject)).der], roots: [authority.der] }
		const place = mkdtempSync(join(folder, "run-"))
		writeFileSync(join(place, "make.sh"), await textOf("openssl", material))
		execFileSync("sh", ["make.sh"], { cwd: place, stdio: "ignore" })
		const pem = parsePemCertificates(readFileSync(join(place, "odd.pem"), "utf8"))
		const made = await describeCertificate((pem.ok ? pem.value[0] : undefined) ?? new Uint8Array())
		expect(made).toMatchObject({
			description: { subject, keyType: expect.stringMatching(new RegExp(`${kind}$`)) },
		})
	})
})
