import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { Secret } from "#base/secret"
import { verifyChain } from "#x509/path/verify-chain"
import type { CertificateForm, Profile } from "./certificate-form.ts"
import { type FaultId, faults } from "./faults.ts"
import { importAuthority } from "./import-authority.ts"
import type { Authority } from "./issue.ts"
import type { KeyAlgorithm } from "./key-pair.ts"
import { createRequest } from "./request.ts"
import { formOf, issuePlanned } from "./testing/planned.ts"

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0
const folder = mkdtempSync(join(tmpdir(), "countersign-openssl-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0

function file(content: string | Uint8Array): string {
	count += 1
	const path = join(folder, `${count}`)
	writeFileSync(path, content, { mode: 0o600 })
	return path
}

/** What OpenSSL says of a chain, leaf first: `OK`, or its first error. */
function opensslVerify(chainPem: string, rootPem: string, ...more: readonly string[]): string {
	const chain = file(chainPem)
	const words = ["verify", "-x509_strict", ...more, "-CAfile", file(rootPem), "-untrusted", chain, chain]
	const { stdout, stderr } = spawnSync("openssl", words, { encoding: "utf8" })
	return /: OK\s*$/.test(stdout) ? "OK" : (/error \d+ at .*: (.+)/.exec(stdout + stderr)?.[1] ?? stderr)
}

const names = ["api.example.org", "10.0.0.1", "::1", "team@example.org"]
const subject = { commonName: 'Dévelopment CA, "one"', organization: "Example + Sons" }

async function made(form: CertificateForm, above?: Authority): Promise<Authority> {
	const own = above === undefined ? { lifetime: "9d" } : { lifetime: "8d", commonName: "Îssuing CA" }
	const ca = await issuePlanned({ ...form, ...subject, ...own }, above)
	return { ...ca, chainPem: above === undefined ? "" : ca.chainPem }
}

const keys: readonly KeyAlgorithm[] = ["p256", "p384", "ed25519", "rsa2048", "rsa3072", "rsa4096"]

describe.skipIf(!hasOpenssl)("openssl verify -x509_strict", () => {
	it.each(keys)(
		"accepts every profile with a %s key, below a CA with such a key and an intermediate",
		async (key) => {
			const root = await made(
				formOf("root", {
					keyAlgorithm: key,
					permittedNames: ["example.org", "10.0.0.0/8", "::/0", "@example.org", "spiffe://example.org"],
				}),
			)
			const lower = await made(formOf("intermediate"), root)
			const leaf = (profile: Profile) =>
				issuePlanned(formOf(profile, { keyAlgorithm: key, ...(profile === "svid" ? {} : { names }) }), lower)
			const named = ["-verify_hostname", "api.example.org"]
			const chain = async (profile: Profile) => (await leaf(profile)).chainPem
			expect(opensslVerify(await chain("server"), root.pem, "-purpose", "sslserver", ...named)).toBe("OK")
			expect(opensslVerify(await chain("client"), root.pem, "-purpose", "sslclient")).toBe("OK")
			expect(
				opensslVerify(await chain("both"), root.pem, "-purpose", "sslserver", "-verify_ip", "10.0.0.1"),
			).toBe("OK")
			expect(opensslVerify(await chain("svid"), root.pem, "-purpose", "sslclient")).toBe("OK")
		},
		60_000,
	)

	it("issues below CAs that OpenSSL made: other string types, and a key identifier of their own", async () => {
		const config = file(
			"[req]\ndistinguished_name=dn\nprompt=no\nstring_mask=default\nx509_extensions=ca\n[dn]\nC=DE\nO=Example\nOU=T\u00e9st\nCN=OpenSSL CA\nemailAddress=ca@example.org\n[ca]\nbasicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=01:02:03:04:05\n",
		)
		for (const key of ["ec:secp384r1", "ec:secp521r1", "rsa:2048", "ed25519"]) {
			const [kind = "", size = ""] = key.split(":")
			const [keyPath, caPath] = [file(""), file("")]
			const size2 =
				kind === "ec"
					? ["-pkeyopt", `ec_paramgen_curve:${size}`]
					: kind === "rsa"
						? ["-pkeyopt", `rsa_keygen_bits:${size}`]
						: []
			execFileSync(
				"openssl",
				["genpkey", "-algorithm", kind, ...size2, "-aes256", "-pass", "pass:open sesame", "-out", keyPath],
				{ stdio: "pipe" },
			)
			execFileSync(
				"openssl",
				[
					"req",
					"-x509",
					"-new",
					"-utf8",
					"-key",
					keyPath,
					"-passin",
					"pass:open sesame",
					"-config",
					config,
					"-days",
					"9",
					"-out",
					caPath,
				],
				{ stdio: "pipe" },
			)
			const authority = await importAuthority({
				files: [readFileSync(caPath), readFileSync(keyPath)],
				passphrase: new Secret("open sesame"),
			})
			if (!authority.ok) throw new Error(JSON.stringify(authority.error))
			for (const fault of [undefined, "sha1"] as const) {
				if (fault === "sha1" && kind === "ed25519") continue
				const leaf = await issuePlanned(
					formOf("server", fault === undefined ? {} : { fault }),
					authority.value,
				)
				const said = opensslVerify(
					leaf.chainPem,
					authority.value.pem,
					"-purpose",
					"sslserver",
					"-auth_level",
					fault === undefined ? "1" : "0",
				)
				expect([key, fault, said]).toEqual([key, fault, "OK"])
				const question = {
					chain: [leaf.der],
					roots: [authority.value.der],
					at: Date.now(),
					trustSource: "given",
				}
				const { reasons } = await verifyChain({ ...question, usage: "server", name: "api.example.org" })
				expect(reasons.map(({ rule }) => rule)).toEqual(fault === undefined ? [] : ["weak-signature-or-key"])
			}
		}
	})

	it.each<[FaultId, Profile, string]>([
		["expired", "server", "certificate has expired"],
		["not-yet-valid", "client", "certificate is not yet valid"],
		["wrong-eku", "server", "unsuitable certificate purpose"],
		["wrong-eku", "client", "unsuitable certificate purpose"],
		["wrong-host", "server", "hostname mismatch"],
		["self-signed", "both", "self-signed certificate"],
		["sha1", "server", "CA signature digest algorithm too weak"],
		["weak-key", "server", "EE certificate key too weak"],
		["broken-chain", "client", "unable to get local issuer certificate"],
	])("refuses %s, as %s, with its own word for it", async (fault, profile, word) => {
		expect(faults.map(({ id }) => id)).toContain(fault)
		const root = await made(formOf("root"))
		const leaf = await issuePlanned(formOf(profile, { fault }), root)
		const purpose = ["-purpose", profile === "client" ? "sslclient" : "sslserver", "-auth_level", "2"]
		const host = profile === "client" ? [] : ["-verify_hostname", "api.example.org"]
		expect(opensslVerify(leaf.chainPem, root.pem, ...purpose, ...host)).toBe(word)
	})

	it("hands over CAs as PKCS #12, old and new, and with keys of kinds that cannot sign here", async () => {
		const { key, ca } = caOf("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")
		for (const way of [["-legacy"], [], ["-nokeys"]]) {
			const store = file("")
			const words = ["-in", ca, "-inkey", key, "-passout", "pass:open sesame", "-out", store]
			execFileSync("openssl", ["pkcs12", "-export", ...way, ...words], { stdio: "pipe" })
			const isWhole = way[0] !== "-nokeys"
			expect(await taken([store], "open sesame")).toMatch(
				isWhole ? /^CN=Given CA$/ : /^The private key of CN=Given CA is missing/,
			)
			expect(await taken([store], "wrong")).toMatch(/password is wrong, or the file was changed/)
			expect(await taken([file(readFileSync(store).subarray(0, 500))], "open sesame")).toMatch(/is damaged/)
		}
		const strange = caOf("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1")
		expect(await taken([strange.ca, strange.key])).toMatch(
			/^A key of kind EC secp256k1 cannot sign here\. Give a CA/,
		)
	})

	it.each(keys)(
		"reads a request with a %s key, and its signature holds",
		async (keyAlgorithm) => {
			const request = await createRequest(formOf("server", { keyAlgorithm, names }))
			if (!request.ok) throw new Error(JSON.stringify(request.error))
			const words = ["req", "-in", file(request.value.pem), "-noout", "-verify", "-text"]
			const { stdout, stderr } = spawnSync("openssl", words, { encoding: "utf8" })
			expect(stdout + stderr).toMatch(/verify OK/i)
			expect(stdout).toContain("DNS:api.example.org, IP Address:10.0.0.1")
		},
		60_000,
	)
})

function caOf(...kind: readonly string[]) {
	const [key, ca] = [file(""), file("")]
	execFileSync("openssl", ["genpkey", ...kind, "-out", key], { stdio: "pipe" })
	const more = ["-addext", "basicConstraints=critical,CA:true", "-days", "9", "-out", ca]
	const words = ["req", "-x509", "-new", "-key", key, "-subj", "/CN=Given CA", ...more]
	execFileSync("openssl", words, { stdio: "pipe" })
	return { key, ca }
}

/** The subject of the CA that was taken up, or why it was not. */
async function taken(paths: readonly string[], passphrase?: string): Promise<string> {
	const read = await importAuthority({
		files: paths.map((path) => readFileSync(path)),
		...(passphrase === undefined ? {} : { passphrase: new Secret(passphrase) }),
	})
	return read.ok ? read.value.certificate.subject : read.error.map(({ text }) => text).join(" ")
}
