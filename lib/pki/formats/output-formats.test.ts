import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { parse, parseAllDocuments } from "yaml"
import { Secret } from "#base/secret"
import { parseDerBundle, parseJwksBundle } from "#spiffe/bundle"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { readMaterial } from "#x509/formats/read-material"
import { createAuthority } from "../authority.ts"
import { type IssueRequest, issueCertificate } from "../issue.ts"
import { type OutputFormatId, outputFormats } from "./format-list.ts"
import type { CertificateMaterial, FormatOptions } from "./material.ts"
import { writeFormat } from "./output-formats.ts"

const folder = mkdtempSync(join(tmpdir(), "formats-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const root = await createAuthority({ commonName: "Format Root", organization: "Comma, Inc. $(id)" })
const middle = await createAuthority({ commonName: "Format Middle", parent: root })
const passphrase = new Secret("open sesame")

async function materialOf(more: Partial<IssueRequest> = {}, isBelow = true): Promise<CertificateMaterial> {
	const names = {
		dns: ["api.example.org", "*.example.org"],
		ip: ["10.0.0.1", "::1"],
		uri: ["spiffe://example.org/a"],
		email: ["a@example.org"],
	}
	const leaf = await issueCertificate({
		authority: isBelow ? middle : root,
		subject: [{ CN: "api" }],
		...names,
		...more,
	})
	return {
		chain: isBelow ? [leaf.der, middle.der] : [leaf.der],
		roots: [root.der],
		key: leaf.privateKeyPkcs8,
	}
}

async function written(id: OutputFormatId, material: CertificateMaterial, more: object = {}) {
	const files = await writeFormat(id, material, { name: "api", passphrase, at: 0, ...more })
	if (!files.ok) throw new Error(files.error.text)
	return new Map(files.value.map((file) => [file.name, file]))
}

/** Words that YAML, a shell or openssl would read as their own syntax, among any others. */
const hostile = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				"\n",
				"\r",
				"'",
				'"',
				"`id`",
				"$(id)",
				"\nEND_OF_FILE\n",
				"- ",
				": ",
				"#",
				"\\",
				"%",
				"&a",
			),
			fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }),
		),
		{ minLength: 1, maxLength: 6 },
	)
	.map((parts) => parts.join(""))

const textOf = (files: Awaited<ReturnType<typeof written>>, name: string) =>
	new TextDecoder().decode(files.get(name)?.bytes)

async function described(der: Uint8Array | undefined): Promise<CertificateDescription> {
	const observed = await describeCertificate(der ?? new Uint8Array())
	if (observed.kind !== "certificate") throw new Error(observed.problem)
	return observed.description
}

describe("writeFormat", () => {
	it("writes every format, marks what holds a key, and is read again by our own readers", async () => {
		const material = await materialOf()
		for (const { id, needsKey } of outputFormats) {
			const files = [...(await written(id, material)).values()]
			expect(files.length).toBeGreaterThan(0)
			const holds = needsKey || id === "pem" || id === "der"
			expect([id, files.some(({ secret }) => secret)]).toEqual([id, holds])
			for (const file of files.filter(
				({ name }) => /\.(?:pem|der|p12|jks)$/.test(name) && name !== "bundle.der",
			)) {
				const read = await readMaterial(file.bytes, passphrase)
				expect([file.name, read.ok]).toEqual([file.name, true])
			}
		}
	})

	it("keeps chain, full chain and key apart, and encrypts the key when asked", async () => {
		const files = await written("pem", await materialOf())
		expect([...files.keys()]).toEqual(["api.pem", "api-fullchain.pem", "ca.pem", "api-key.pem"])
		expect(textOf(files, "api.pem").match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
		expect(textOf(files, "api-fullchain.pem").match(/BEGIN CERTIFICATE/g)).toHaveLength(3)
		expect(textOf(files, "api-key.pem")).toContain("BEGIN ENCRYPTED PRIVATE KEY")
		const old = await written("pem", await materialOf(), { passphrase: undefined, keyForm: "traditional" })
		expect(textOf(old, "api-key.pem")).toContain("BEGIN EC PRIVATE KEY")
	})

	it("writes bundles that SPIFFE readers take", async () => {
		for (const keyAlgorithm of ["p256", "ed25519", "rsa2048"] as const) {
			const authority = await createAuthority({
				commonName: "Bundle",
				keyAlgorithm,
				uri: "spiffe://example.org",
			})
			const material = { chain: [], roots: [authority.der, root.der] }
			const jwks = parseJwksBundle(textOf(await written("spiffe-jwks", material), "bundle.json"))
			expect(jwks.ok && jwks.value.authorities).toEqual(material.roots)
			const der = parseDerBundle(
				(await written("bundle-der", material)).get("bundle.der")?.bytes ?? new Uint8Array(),
			)
			expect(der.ok && der.value).toEqual(material.roots)
		}
	})

	it("writes YAML of Kubernetes and cert-manager with the same names, usages, key and life", async () => {
		const material = await materialOf({ keyAlgorithm: "p384" })
		const secret = parse(textOf(await written("kubernetes-secret", material), "api-secret.yaml"))
		expect(secret).toMatchObject({ kind: "Secret", type: "kubernetes.io/tls", metadata: { name: "api-tls" } })
		expect(Object.keys(secret.stringData)).toEqual(["tls.crt", "tls.key", "ca.crt"])
		const [issuer, certificate] = parseAllDocuments(
			textOf(await written("cert-manager", material), "api-cert-manager.yaml"),
		).map((each) => each.toJS())
		expect(issuer).toMatchObject({ kind: "Issuer" })
		expect(certificate.spec).toMatchObject({
			commonName: "api",
			dnsNames: ["api.example.org", "*.example.org"],
			ipAddresses: ["10.0.0.1", "::1"],
			uris: ["spiffe://example.org/a"],
			emailAddresses: ["a@example.org"],
			usages: ["digital signature", "server auth", "client auth"],
			duration: "2160h",
			privateKey: { algorithm: "ECDSA", size: 384 },
		})
		expect(
			parse(textOf(await written("compose", material), "compose.yaml")).services.permguard.environment
				.PERMGUARD_SERVER_TLS_MODE,
		).toBe("mtls")
	})

	it("quotes whatever stands in a subject", async () => {
		await fc.assert(
			fc.asyncProperty(hostile, async (text) => {
				const material = await materialOf({ subject: [{ CN: text }], uri: [`urn:${encodeURI(text)}`] })
				const [, certificate] = parseAllDocuments(
					textOf(await written("cert-manager", material), "api-cert-manager.yaml"),
				).map((each) => each.toJS())
				const { commonName, sans } = await described(material.chain[0])
				expect([certificate.spec.commonName, certificate.spec.uris]).toEqual([commonName, sans.uri])
				writeFileSync(join(folder, "check.sh"), textOf(await written("openssl", material), "api-openssl.sh"))
				expect(spawnSync("sh", ["-n", join(folder, "check.sh")]).status).toBe(0)
			}),
			{ numRuns: 30 },
		)
	})

	it.each<
		readonly [
			OutputFormatId,
			Partial<Pick<CertificateMaterial, "chain" | "roots">> & { key?: undefined },
			Partial<FormatOptions>,
			RegExp,
		]
	>([
		["pkcs12", { key: undefined }, {}, /^key: /],
		["pkcs12", {}, { passphrase: new Secret("") }, /^passphrase: /],
		["jks", {}, { passphrase: new Secret("12345") }, /^passphrase: .+six characters/],
		[
			"pkcs12",
			{},
			{ passphrase: new Secret("pässwörd") },
			/^passphrase: Java opens no PKCS #12 .+ beyond ASCII/,
		],
		["truststore-pkcs12", {}, { passphrase: new Secret("passwor\n") }, /^passphrase: .+ beyond ASCII/],
		["pem", {}, { name: "../x" }, /^name: /],
		["pem", {}, { keyForm: "traditional" }, /^keyForm: .+encrypted as PKCS #8 only/],
		["der", { chain: [], roots: [] }, {}, /^files: /],
		...(
			[
				...(["truststore-pkcs12", "truststore-jks", "spiffe-jwks", "bundle-der"] as const),
				"kubernetes-configmap",
			] as const
		).map((id) => [id, { roots: [] }, {}, /^files: .+no root/] as const),
		["der", {}, { passphrase: new Secret("1234567") }, /^passphrase: .+8 characters/],
	])("refuses %s with %j %j", async (id, lacks, more, expected) => {
		const { key, ...material } = { ...(await materialOf()), ...lacks }
		const given = key === undefined ? material : { ...material, key }
		const files = await writeFormat(id, given, { name: "api", passphrase, at: 0, ...more })
		expect(!files.ok && `${files.error.field}: ${files.error.text}`).toMatch(expected)
	})
})

/** What a certificate of equal meaning has in common with ours. */
const keptFields = [
	...(["subject", "sans", "keyType", "keyBits", "isCa"] as const),
	...(["eku", "keyUsage", "keyUsageCritical"] as const),
]

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0
describe.skipIf(!hasOpenssl)(
	`the openssl commands${hasOpenssl ? "" : " (skipped: openssl is not installed)"}`,
	() => {
		it.each(["p256", "p384", "ed25519", "rsa2048"] as const)(
			"make a certificate of equal meaning with a %s key",
			async (keyAlgorithm) => {
				const material = await materialOf(
					{
						keyAlgorithm,
						subject: [{ O: "Comma, Inc. $(id) #1" }, { CN: "api; \"x\" = 'y' \\ é" }],
						uri: ["https://example.org/$(id)?a='b';c,d#e", "urn:x:$HOME\\y"],
						email: ["o'neil#$1@example.org"],
					},
					false,
				)
				const place = mkdtempSync(join(folder, "run-"))
				writeFileSync(join(place, "make.sh"), textOf(await written("openssl", material), "api-openssl.sh"))
				execFileSync("sh", ["make.sh"], { cwd: place, stdio: ["ignore", "ignore", "pipe"] })
				expect(
					execFileSync("openssl", ["verify", "-CAfile", "ca.pem", "api.pem"], {
						cwd: place,
						encoding: "utf8",
					}),
				).toContain("OK")
				const pem = readFileSync(join(place, "api.pem"), "utf8").replace(/-----[^-]+-----|\s/g, "")
				const [ours, theirs] = await Promise.all([
					described(material.chain[0]),
					described(new Uint8Array(Buffer.from(pem, "base64"))),
				])
				const meaning = (given: CertificateDescription) => keptFields.map((field) => given[field])
				expect(meaning(theirs)).toEqual(meaning(ours))
				expect(theirs.issuer).toBe(ours.issuer)
				const life = ({ notBefore, notAfter }: CertificateDescription) =>
					Math.round((Date.parse(notAfter) - Date.parse(notBefore)) / 86_400_000)
				expect(life(theirs)).toBe(life(ours))
			},
		)
	},
)

const hasPython = spawnSync("python3", ["-c", "import ssl"]).status === 0
describe.skipIf(!hasPython)(`Python's ssl${hasPython ? "" : " (skipped: no Python is installed)"}`, () => {
	const load =
		"import ssl,sys;c=ssl.create_default_context(cafile=sys.argv[3]);c.load_cert_chain(sys.argv[1],sys.argv[2],sys.argv[4] or None)"
	it.each(["p256", "p384", "ed25519", "rsa2048"] as const)(
		"loads the PEM files of a %s key in each of its forms",
		async (keyAlgorithm) => {
			const material = await materialOf({ keyAlgorithm })
			const forms = [
				{ passphrase: undefined },
				{},
				...(keyAlgorithm === "ed25519" ? [] : [{ passphrase: undefined, keyForm: "traditional" }]),
			]
			for (const [index, form] of forms.entries()) {
				const place = mkdtempSync(join(folder, "python-"))
				for (const [name, { bytes }] of await written("pem", material, form))
					writeFileSync(join(place, name), bytes)
				const password = index === 1 ? passphrase.reveal() : ""
				const names = ["api.pem", "api-key.pem", "ca.pem"].map((name) => join(place, name))
				const { status, stderr } = spawnSync("python3", ["-c", load, ...names, password], {
					encoding: "utf8",
				})
				expect([status, stderr]).toEqual([0, ""])
			}
		},
	)
})
