import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { authorityOf } from "#pki/authority"
import type { CertificateForm } from "#pki/certificate-form"
import { writeFormat } from "#pki/formats/output-formats"
import { type Issued, issueCertificate } from "#pki/issue"
import { planCertificate } from "#pki/plan-certificate"
import { readCertificate } from "#x509/certificate"
import { describeCertificate } from "#x509/describe"
import { parsePemCertificates } from "#x509/pem-certificates"
import { buildCertManager } from "./issued-cert-manager.ts"
import { everyKey } from "./issued-kits.ts"
import { isInstalled, outputOf } from "./process.ts"

/** A certificate of ours, and the folder with what asks for one of equal meaning. */
interface Asked {
	readonly title: string
	readonly folder: string
	readonly issued: Issued
	readonly root: Issued
}

let parent = ""
const asked: Asked[] = []

const names = [
	"localhost",
	"*.example.org",
	"10.0.0.1",
	"::1",
	"https://example.org/$(id)?a='b'",
	"o'neil@example.org",
]
const limits = {
	permittedNames: ["example.org", "10.0.0.0/8", "2001:db8::/32", "@example.org", "https://example.org"],
	excludedNames: ["bad.example.org", "192.168.0.0/16"],
}
const forms: readonly (readonly [title: string, form: Omit<CertificateForm, "keyAlgorithm">])[] = [
	["server", { profile: "server", names, lifetime: "90d" }],
	[
		"client with an organization",
		{
			profile: "client",
			names: [],
			lifetime: "30d",
			commonName: 'alice: "a" #1',
			organization: "Comma, Inc.",
		},
	],
	["both", { profile: "both", names, lifetime: "7d", commonName: "both" }],
	[
		"SVID of an hour",
		{ profile: "svid", names: ["localhost"], spiffeId: "spiffe://example.org/ns/a/sa/b", lifetime: "1h" },
	],
	[
		"SVID of ninety minutes",
		{ profile: "svid", names: [], spiffeId: "spiffe://example.org/x", lifetime: "90m" },
	],
	["intermediate", { profile: "intermediate", names: [], lifetime: "1y", commonName: "Issuing CA" }],
	[
		"intermediate with limits",
		{ profile: "intermediate", names: [], lifetime: "1y", commonName: "Limited CA", ...limits },
	],
]

async function issue(form: CertificateForm, by?: Issued): Promise<Issued> {
	const authority = by === undefined ? {} : { authority: authorityOf(by, undefined) }
	const plan = await planCertificate(form, { now: new Date(), ...authority })
	if (!plan.ok) throw new Error(JSON.stringify(plan.error))
	return issueCertificate(plan.value.request)
}

beforeAll(async () => {
	parent = await mkdtemp(join(tmpdir(), "countersign-meaning-"))
	for (const keyAlgorithm of everyKey) {
		const root = await issue({
			profile: "root",
			names: [],
			keyAlgorithm,
			lifetime: "5y",
			commonName: "Meaning Root",
			excludedNames: ["bad.example.net"],
		})
		for (const [title, form] of forms) {
			const issued = await issue({ ...form, keyAlgorithm }, root)
			const folder = join(parent, `${asked.length}`)
			await mkdir(folder)
			await writeFile(join(folder, "ca.pem"), root.pem)
			await writeFile(join(folder, "ca-key.pem"), root.privateKeyPem.reveal(), { mode: 0o600 })
			const material = { chain: [issued.der], roots: [root.der], key: issued.privateKeyPkcs8 }
			for (const format of ["cert-manager", "openssl"] as const) {
				const files = await writeFormat(format, material, { name: "asked", at: Date.now() })
				if (!files.ok) throw new Error(files.error.text)
				for (const file of files.value) await writeFile(join(folder, file.name), file.bytes)
			}
			asked.push({ title: `${keyAlgorithm}, ${title}`, folder, issued, root })
		}
	}
}, 120_000)

afterAll(() => rm(parent, { recursive: true, force: true }))

const minuteMs = 60_000
const dayMinutes = 1_440

/** What a certificate means: all but its serial, its keys, its moment, and the order of what has none. */
async function meaningOf(der: Uint8Array, unit: number) {
	const [observed, read] = [await describeCertificate(der), readCertificate(der)]
	if (observed.kind !== "certificate" || !read.ok) throw new Error("a certificate cannot be read")
	const { issuer, sans, keyType, keyBits, isCa, pathLength, notBefore, notAfter, extensions, ...more } =
		observed.description
	const minutes = (Date.parse(notAfter) - Date.parse(notBefore)) / minuteMs
	const { nameConstraints, subjectAltName, basicConstraints, keyUsage } = read.value.extensions
	return {
		...{ issuer, sans, keyType, keyBits, isCa, pathLength },
		subject: read.value.subject.rdns
			.flat()
			.map(({ oid, value }) => `${oid} ${value}`)
			.sort(),
		eku: [...(more.eku ?? [])].sort(),
		keyUsage: [...(more.keyUsage ?? [])].sort(),
		critical: extensions
			.filter(({ critical }) => critical)
			.map(({ oid }) => oid)
			.sort(),
		has: [nameConstraints, subjectAltName, basicConstraints, keyUsage].map((each) => each !== undefined),
		limits: [nameConstraints?.permitted, nameConstraints?.excluded].map((side) =>
			side?.map((each) => JSON.stringify(each)).sort(),
		),
		life: Math.round(minutes / unit),
	}
}

/** Compares what lies at the path with ours. From two days on, a life is rounded to the unit, in minutes. */
async function compare(
	{ title }: Asked,
	path: string,
	ours: Issued,
	unit: number,
	left: readonly string[] = [],
) {
	const pem = parsePemCertificates(await readFile(path, "utf8"))
	const der = pem.ok ? pem.value[0] : undefined
	if (der === undefined) throw new Error(`${title}: nothing was made`)
	const { notBefore, notAfter } = ours.certificate
	const isShort = notAfter.getTime() - notBefore.getTime() < 2 * dayMinutes * minuteMs
	const meanings = await Promise.all([der, ours.der].map((each) => meaningOf(each, isShort ? 1 : unit)))
	const [found, wanted] = meanings.map((each) => [
		title,
		Object.entries(each).filter(([key]) => !left.includes(key)),
	])
	expect(found).toEqual(wanted)
}

const hasGo = process.env.COUNTERSIGN_FOREIGN === "1" && isInstalled("go", ["version"])

describe("cert-manager", () => {
	it.skipIf(!hasGo)(
		`takes every manifest and makes a certificate of equal meaning${hasGo ? "" : " (skipped: needs Go and COUNTERSIGN_FOREIGN=1, because it fetches cert-manager)"}`,
		async () => {
			const program = await buildCertManager(parent)
			const folders = asked.map(({ folder }) => folder)
			const said = await outputOf(program, folders, { cwd: parent, limitMs: 200_000 })
			expect(said.split("\n").filter((line) => !line.endsWith("\tok"))).toEqual([])
			// cert-manager has no words for a path length, and the manifest says so.
			for (const each of asked)
				await compare(each, join(each.folder, "made.pem"), each.issued, 60, ["pathLength"])
		},
		900_000,
	)
})

const hasOpenssl = isInstalled("openssl", ["version"])

describe("the openssl commands", () => {
	it.skipIf(!hasOpenssl)(
		`make a certificate of equal meaning for every profile and kind of key${hasOpenssl ? "" : " (skipped: openssl is not installed)"}`,
		async () => {
			for (const each of asked) {
				const place = join(each.folder, "empty")
				await mkdir(place)
				const said = await outputOf("sh", ["-c", "sh ../asked-openssl.sh && echo made"], {
					cwd: place,
					limitMs: 60_000,
				})
				expect([each.title, said.slice(-4) === "made" ? "made" : said]).toEqual([each.title, "made"])
				await compare(each, join(place, "ca.pem"), each.root, dayMinutes)
				await compare(each, join(place, "asked.pem"), each.issued, dayMinutes)
			}
		},
		200_000,
	)
})
