import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"
import { toHex } from "#base/bytes"
import { Secret } from "#base/secret"
import { readCertificate } from "#x509/certificate"
import { fingerprint } from "#x509/describe"
import type { Keystore, KeystoreEntry } from "#x509/formats/keystore"
import { type Material, readMaterial } from "#x509/formats/read-material"
import type { AccuracyFigure, Measure } from "./figure.ts"

const folder = "../shared/suites/keystores"
const opensSchema = z.object({
	password: z.string().nullable(),
	by: z.string(),
	info: z.array(z.string()).optional(),
	key: z.string().nullable().optional(),
	cert: z.string().nullable().optional(),
	others: z.union([z.array(z.string()), z.number()]).optional(),
	entries: z.array(z.tuple([z.string(), z.string()])).optional(),
	aliases: z.array(z.string()).optional(),
	entryTypes: z.array(z.string()).optional(),
	chainLengths: z.array(z.string()).optional(),
	sha256: z.array(z.string()).optional(),
})
type Opens = z.infer<typeof opensSchema>
const suiteSchema = z.object({
	files: z.array(z.object({ file: z.string(), type: z.string(), opens: z.array(opensSchema) })),
})

/** Keystores and encrypted keys: what each password opens, and why each wrong one and each damage is refused. */
export const measureKeystores: Measure = async () => {
	if (!existsSync(`${folder}/expected.json`)) return []
	const { files } = suiteSchema.parse(JSON.parse(readFileSync(`${folder}/expected.json`, "utf8")))
	const opened = newTally()
	const refused = newTally()
	for (const { file, opens } of files) {
		const bytes = new Uint8Array(readFileSync(`${folder}/${file}`))
		for (const each of opens) {
			opened.of += 1
			const text = await compare(bytes, each)
			if (text !== undefined) opened.failures.push({ id: `${file} with ${each.password}, ${each.by}`, text })
		}
		for (const [what, reason, expected] of await refusals(bytes, opens)) {
			refused.of += 1
			if (!expected.includes(reason)) {
				refused.failures.push({ id: `${file} ${what}`, text: `${reason} where ${expected.join(" or ")}` })
			}
		}
	}
	return [
		figure("files opened as others open them", opened),
		figure("refusals with the right reason", refused),
	]
}

function figure(
	what: string,
	{ of, failures }: { of: number; failures: AccuracyFigure["failures"] },
): AccuracyFigure {
	return { suite: "keystores", what, right: of - failures.length, of, goal: 1, failures }
}

async function compare(bytes: Uint8Array, opens: Opens): Promise<string | undefined> {
	const secret = opens.password === null ? undefined : new Secret(opens.password)
	const read = await readMaterial(bytes, secret)
	if (!read.ok) return `${read.error.kind}: ${read.error.text}`
	if (read.value.kind === "items") {
		const locked = reasonOf(read.value)
		return locked === "opened" ? undefined : locked
	}
	const { keystore } = read.value
	const checks = [asPyca, asJava, asKeytool, asOpenssl]
	for (const check of checks) {
		const text = await check(keystore, opens)
		if (text !== undefined) return text
	}
	return undefined
}

/** pyca tells the type of the key and the subjects of the certificates. */
function asPyca(keystore: Keystore, { by, key, cert, others }: Opens): string | undefined {
	if (by !== "pyca48") return undefined
	const types = keystore.entries.flatMap((entry) =>
		entry.key?.outcome.ok ? [entry.key.outcome.value.keyType] : [],
	)
	const wanted = key === null || key === undefined ? "" : key.replace("PrivateKey", "")
	if (wanted !== "" && types[0]?.startsWith(wanted) !== true) return `key ${types[0]} where ${key}`
	if (wanted === "" && types.length > 0) return `key ${types[0]} where none`
	const subjects = keystore.entries.flatMap(({ certificates }) => certificates.map(subjectOf))
	if (typeof others === "number") {
		const count = others + (cert === null ? 0 : 1)
		return subjects.length === count ? undefined : `${subjects.length} certificates where ${count}`
	}
	return sameList(subjects, [...(cert ? [cert] : []), ...(others ?? [])], "subjects")
}

/** Java lists the entries of a PKCS #12 file; an alias of digits is its own where the file has none. */
function asJava(keystore: Keystore, { by, entries = [] }: Opens): string | undefined {
	if (by !== "java17") return undefined
	const found = keystore.entries.map(({ kind, alias }) => `${kind} ${alias?.toLowerCase() ?? ""}`)
	const missing = entries
		.map(([alias, type]) => `${kindOf(type)} ${/^\d+$/.test(alias) ? "" : alias.toLowerCase()}`)
		.filter((each) => !found.includes(each))
	return missing.length === 0 ? undefined : `${missing.join(", ")} missing among ${found.join(", ")}`
}

async function asKeytool(keystore: Keystore, opens: Opens): Promise<string | undefined> {
	const { aliases, entryTypes = [], chainLengths = [], sha256 = [] } = opens
	if (aliases === undefined) return undefined
	const { entries } = keystore
	const leaves = await Promise.all(
		entries.map(({ certificates: [leaf] }) => fingerprint(leaf ?? new Uint8Array())),
	)
	const chains = entries
		.filter(({ kind }) => kind === "private-key")
		.map(({ certificates }) => `${certificates.length}`)
	return (
		sameList(
			entries.map(({ alias = "" }) => alias),
			aliases,
			"aliases",
		) ??
		sameList(
			entries.map(({ kind }) => kind),
			entryTypes.map(kindOf),
			"entries",
		) ??
		sameList(chains, chainLengths, "chain lengths") ??
		sameList(
			leaves,
			sha256.map((text) => text.replaceAll(":", "").toLowerCase()),
			"fingerprints",
		)
	)
}

/** OpenSSL prints every bag. */
function asOpenssl({ entries, integrity }: Keystore, { by, info }: Opens): string | undefined {
	if (!by.startsWith("openssl") || info === undefined) return undefined
	const bags = (pattern: RegExp) => info.filter((line) => pattern.test(line)).length
	const certificates = entries.flatMap((entry) => entry.certificates).length
	const keys = entries.filter(({ key }) => key !== undefined).length
	if (certificates !== bags(/^Certificate bag/))
		return `${certificates} certificates where ${bags(/^Certificate bag/)}`
	if (keys !== bags(/^(Shrouded Keybag|Key bag)/)) return `${keys} keys`
	const isAbsent = info.some((line) => line.includes("MAC is absent"))
	return (integrity.kind === "absent") === isAbsent ? undefined : `integrity ${integrity.kind}`
}

/** What happens with another password, without one, and to a file whose end is missing. */
async function refusals(bytes: Uint8Array, opens: readonly Opens[]): Promise<readonly Refusal[]> {
	const [first] = opens
	const given = first?.password === null || first === undefined ? undefined : new Secret(first.password)
	const opensWithout =
		opens.some(({ password }) => password === null) || bytes[0] === 0xfe || bytes[0] === 0xce
	const cut = bytes.subarray(0, Math.floor(bytes.length * 0.8))
	const wrong = await reason(bytes, new Secret("another password"))
	const without = await reason(bytes, undefined)
	return [
		["with another password", wrong, ["password-wrong"]],
		["without a password", without, opensWithout ? ["opened", "password-missing"] : ["password-missing"]],
		["cut off", await reason(cut, given), ["damaged"]],
	]
}

type Refusal = readonly [what: string, reason: string, expected: readonly string[]]

async function reason(bytes: Uint8Array, password: Secret<string> | undefined): Promise<string> {
	const read = await readMaterial(bytes, password)
	return read.ok ? reasonOf(read.value) : read.error.kind
}

/** `opened`, or why the first thing of the file that is locked is. */
function reasonOf(material: Material): string {
	const keys =
		material.kind === "items"
			? material.items.flatMap((item) => (item.kind === "key" ? [item.key] : []))
			: material.keystore.entries.flatMap(({ key }) => (key === undefined ? [] : [key]))
	const locked = keys.find(({ outcome }) => !outcome.ok)
	return locked === undefined || locked.outcome.ok ? "opened" : locked.outcome.error.kind
}

function subjectOf(der: Uint8Array): string {
	const read = readCertificate(der)
	return read.ok ? read.value.subject.text : toHex(der.subarray(0, 16))
}

function kindOf(entryType: string): KeystoreEntry["kind"] {
	return entryType === "trustedCertEntry" ? "trusted-certificate" : "private-key"
}

function sameList(found: readonly string[], wanted: readonly string[], what: string): string | undefined {
	const isSame = found.toSorted().join("|") === wanted.toSorted().join("|")
	return isSame ? undefined : `${what} ${found.join(", ")} where ${wanted.join(", ")}`
}

function newTally(): { of: number; failures: { id: string; text: string }[] } {
	return { of: 0, failures: [] }
}
