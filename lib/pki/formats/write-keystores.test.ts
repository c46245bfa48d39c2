import { type ExecFileSyncOptionsWithStringEncoding, execFileSync, spawnSync } from "node:child_process"
import { createPrivateKey, X509Certificate } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createSecureContext } from "node:tls"
import { afterAll, describe, expect, it } from "vitest"
import { Secret } from "#base/secret"
import { readMaterial } from "#x509/formats/read-material"
import { createAuthority } from "../authority.ts"
import { issueCertificate } from "../issue.ts"
import type { KeyAlgorithm } from "../key-pair.ts"
import { writeJks } from "./write-jks.ts"
import { writePkcs12 } from "./write-pkcs12.ts"

const folder = mkdtempSync(join(tmpdir(), "keystores-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const passphrase = new Secret("pässwörd 1")
const ascii = new Secret("changeit")
const authority = await createAuthority({ commonName: "Store Root" })
const middle = await createAuthority({ commonName: "Store Middle", parent: authority })
/** A finite program, its output as text and its complaints unheard. */
const quiet: ExecFileSyncOptionsWithStringEncoding = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }
const leafOf = (keyAlgorithm: KeyAlgorithm) =>
	issueCertificate({ authority: middle, subject: "CN=store", dns: ["localhost"], keyAlgorithm })
const keys: readonly KeyAlgorithm[] = ["p256", "p384", "ed25519", "rsa2048"]
const allKeys: readonly KeyAlgorithm[] = [...keys, "rsa3072", "rsa4096"]

async function opened(bytes: Uint8Array, password: Secret<string>) {
	const read = await readMaterial(bytes, password)
	if (!read.ok || read.value.kind !== "keystore") throw new Error(JSON.stringify(read))
	return read.value.keystore
}

describe.each([false, true])("PKCS #12, legacy %s", (isLegacy) => {
	it.each(keys)("holds a %s key with its chain, for us and for Node", async (algorithm) => {
		const leaf = await leafOf(algorithm)
		const contents = {
			name: "store",
			key: leaf.privateKeyPkcs8,
			certificates: [leaf.der, middle.der],
			isLegacy,
		}
		const store = await opened(await writePkcs12({ ...contents, passphrase }), passphrase)
		expect(store.integrity.kind).toBe("verified")
		const [entry] = store.entries
		expect(entry).toMatchObject({ kind: "private-key", alias: "store" })
		expect(entry?.certificates).toEqual([leaf.der, middle.der])
		expect(entry?.key?.outcome.ok && entry.key.outcome.value.pkcs8.reveal()).toEqual(
			leaf.privateKeyPkcs8.reveal(),
		)
		if (!isLegacy) {
			const bytes = Buffer.from(await writePkcs12({ ...contents, passphrase: ascii }))
			expect(() => createSecureContext({ pfx: bytes, passphrase: "changeit" })).not.toThrow()
			expect(() => createSecureContext({ pfx: bytes, passphrase: "wrong" })).toThrow()
		}
	})

	it("is refused with another passphrase", async () => {
		const leaf = await leafOf("p256")
		const bytes = await writePkcs12({
			name: "a",
			key: leaf.privateKeyPkcs8,
			certificates: [leaf.der],
			passphrase,
			isLegacy,
		})
		const read = await readMaterial(bytes, new Secret("wrong"))
		expect(read).toMatchObject({ ok: false, error: { kind: "password-wrong" } })
	})

	it("is a trust store without a key", async () => {
		const bytes = await writePkcs12({
			name: "Roots",
			certificates: [authority.der, middle.der],
			passphrase,
			isLegacy,
		})
		const { entries } = await opened(bytes, passphrase)
		expect(entries.map(({ kind, alias }) => [kind, alias])).toEqual([
			["trusted-certificate", "Roots-1"],
			["trusted-certificate", "Roots-2"],
		])
	})
})

describe("JKS", () => {
	it.each(keys)("holds a %s key with its chain", async (algorithm) => {
		const leaf = await leafOf(algorithm)
		const at = Date.parse("2030-01-01T00:00:00Z")
		const bytes = writeJks({
			alias: "store",
			key: leaf.privateKeyPkcs8,
			certificates: [leaf.der, middle.der],
			passphrase,
			at,
		})
		const store = await opened(bytes, passphrase)
		expect(store.integrity.kind).toBe("verified")
		expect(store.entries[0]).toMatchObject({ kind: "private-key", alias: "store", createdAt: at })
		const key = store.entries[0]?.key?.outcome
		expect(
			key?.ok === true &&
				createPrivateKey({ key: Buffer.from(key.value.pkcs8.reveal()), format: "der", type: "pkcs8" }).equals(
					createPrivateKey(leaf.privateKeyPem.reveal()),
				),
		).toBe(true)
		expect(new X509Certificate(Buffer.from(store.entries[0]?.certificates[1] ?? [])).subject).toContain(
			"Store Middle",
		)
	})

	it("is a trust store without a key", async () => {
		const { entries } = await opened(
			writeJks({ alias: "root", certificates: [authority.der], passphrase, at: 0 }),
			passphrase,
		)
		expect(entries).toMatchObject([{ kind: "trusted-certificate", alias: "root" }])
	})
})

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0
describe.skipIf(!hasOpenssl)(
	`openssl pkcs12${hasOpenssl ? "" : " (skipped: openssl is not installed)"}`,
	() => {
		it.each(allKeys.flatMap((key) => [false, true].map((isLegacy) => [key, isLegacy] as const)))(
			"opens a %s key with its chain, legacy %s",
			async (algorithm, isLegacy) => {
				const leaf = await leafOf(algorithm)
				const file = join(folder, `${algorithm}-${isLegacy}.p12`)
				const contents = { name: "store", key: leaf.privateKeyPkcs8, certificates: [leaf.der, middle.der] }
				writeFileSync(file, await writePkcs12({ ...contents, passphrase: ascii, isLegacy }))
				const words = ["pkcs12", "-in", file, "-passin", "pass:changeit", "-nodes"]
				const text = execFileSync("openssl", [...words, ...(isLegacy ? ["-legacy"] : [])], quiet)
				expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
				expect(createPrivateKey(text).equals(createPrivateKey(leaf.privateKeyPem.reveal()))).toBe(true)
			},
		)
	},
)

const hasKeytool = spawnSync("keytool", ["-help"]).status === 0
describe.skipIf(!hasKeytool)(`keytool${hasKeytool ? "" : " (skipped: no Java is installed)"}`, () => {
	const list = (name: string, bytes: Uint8Array) => {
		const file = join(folder, name)
		writeFileSync(file, bytes)
		return execFileSync("keytool", ["-list", "-keystore", file, "-storepass", "changeit"], quiet)
	}
	const write = (kind: string, key: Secret<Uint8Array> | undefined, certificates: readonly Uint8Array[]) => {
		const base = { certificates, passphrase: ascii, ...(key === undefined ? {} : { key }) }
		return kind === "jks"
			? writeJks({ ...base, alias: "store", at: Date.now() })
			: writePkcs12({ ...base, name: "store", isLegacy: kind.startsWith("legacy") })
	}

	it.each([
		...keys.flatMap(
			(key) =>
				[
					[key, "jks"],
					[key, "p12"],
				] as const,
		),
		["p256", "legacy.p12"] as const,
	])(
		"lists the entry of a %s key in %s",
		async (algorithm, kind) => {
			const leaf = await leafOf(algorithm)
			const bytes = await write(kind, leaf.privateKeyPkcs8, [leaf.der, middle.der])
			expect(list(`${algorithm}.${kind}`, bytes)).toContain("PrivateKeyEntry")
		},
		60_000,
	)

	it.each(["jks", "p12", "legacy.p12"])(
		"lists the trusted certificate of %s",
		async (kind) => {
			expect(list(`trust.${kind}`, await write(kind, undefined, [authority.der]))).toContain(
				"trustedCertEntry",
			)
		},
		60_000,
	)
})
