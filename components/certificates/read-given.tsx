import { Secret } from "#base/secret"
import type { FormatFailure } from "#x509/formats/format-failure"
import type { KeyMaterial } from "#x509/formats/private-key-material"
import { type Material, materialBytesMax, readMaterial } from "#x509/formats/read-material"
import type { FileFacts, GivenFile } from "./inspection.tsx"

/** A piece of DER with the file it came from. */
export interface GivenDer {
	readonly file: string
	readonly isTrusted: boolean
	readonly der: Uint8Array
}

/** A private key with the file it came from. Stays in the worker. */
export interface GivenKey {
	readonly file: string
	readonly alias?: string
	readonly key: KeyMaterial
}

/** Everything that was given, sorted by kind, nothing of it judged. */
export interface GivenParts {
	readonly files: readonly FileFacts[]
	readonly certificates: readonly GivenDer[]
	readonly keys: readonly GivenKey[]
	readonly requests: readonly GivenDer[]
	readonly revocations: readonly GivenDer[]
	readonly publicKeys: readonly GivenDer[]
}

/** Reads every file. What cannot be read is told of in its `problems`. Never rejects for what is in a file. */
export async function readGiven(given: readonly GivenFile[], password?: string): Promise<GivenParts> {
	const secret = password === undefined ? undefined : new Secret(password)
	const files: FileFacts[] = []
	const keys: GivenKey[] = []
	const lists = { certificate: [], csr: [], crl: [], "public-key": [] } as Record<DerKind, GivenDer[]>
	for (const { id, name, blob, isTrusted } of given) {
		const read = await readMaterial(await bytesOf(blob), secret)
		if (!read.ok) {
			files.push({ id, name, isTrusted, problems: [read.error] })
			continue
		}
		const parts = partsOf(read.value)
		for (const { kind, der } of parts.ders) lists[kind].push({ file: name, isTrusted, der })
		keys.push(...parts.keys.map((key) => ({ file: name, ...key })))
		const what = contentWords(read.value, parts)
		files.push({ id, name, isTrusted, what, problems: problemsOf(parts), ...integrityOf(read.value) })
	}
	const { certificate, csr, crl } = lists
	return {
		files,
		keys,
		certificates: certificate,
		requests: csr,
		revocations: crl,
		publicKeys: lists["public-key"],
	}
}

type DerKind = "certificate" | "csr" | "crl" | "public-key"

/** A file above the limit is cut one byte beyond it, so that the reader says so without reading it whole. */
async function bytesOf(blob: Blob): Promise<Uint8Array> {
	return new Uint8Array(await blob.slice(0, materialBytesMax + 1).arrayBuffer())
}

interface Parts {
	readonly ders: readonly { readonly kind: DerKind; readonly der: Uint8Array }[]
	readonly keys: readonly { readonly alias?: string; readonly key: KeyMaterial }[]
	readonly problems: readonly FormatFailure[]
}

function partsOf(material: Material): Parts {
	if (material.kind === "keystore") {
		const { entries, problems } = material.keystore
		return {
			ders: entries.flatMap(({ certificates }) =>
				certificates.map((der) => ({ kind: "certificate", der }) as const),
			),
			keys: entries.flatMap(({ alias, key }) =>
				key === undefined ? [] : [{ key, ...(alias === undefined ? {} : { alias }) }],
			),
			problems,
		}
	}
	const { items } = material
	return {
		ders: items.flatMap((item) => ("der" in item ? [{ kind: item.kind, der: item.der }] : [])),
		keys: items.flatMap((item) => (item.kind === "key" ? [{ key: item.key }] : [])),
		problems: items.flatMap((item) => (item.kind === "unreadable" ? [item.problem] : [])),
	}
}

/** The problems of the file and of its keys; the same sentence is said once. */
function problemsOf({ problems, keys }: Parts): readonly FormatFailure[] {
	const ofKeys = keys.flatMap(({ key: { outcome } }) => (outcome.ok ? [] : [outcome.error]))
	const byText = new Map([...ofKeys, ...problems].map((problem) => [problem.text, problem]))
	return [...byText.values()]
}

function contentWords(material: Material, { ders, keys }: Parts): string {
	const count = (kind: DerKind) => ders.filter((each) => each.kind === kind).length
	const words = [
		counted(keys.length, "private key"),
		counted(count("certificate"), "certificate"),
		counted(count("csr"), "certificate request"),
		counted(count("crl"), "revocation list"),
		counted(count("public-key"), "public key"),
	].filter((word) => word !== "")
	const content = words.length === 0 ? "nothing that is read here" : words.join(", ")
	return `${material.format}${material.kind === "keystore" ? " keystore" : ""}: ${content}`
}

/** `2 certificates`, or nothing when there is none. */
export function counted(count: number, noun: string): string {
	if (count === 0) return ""
	return count === 1 ? `1 ${noun}` : `${count.toLocaleString("en")} ${noun}s`
}

function integrityOf(material: Material): Pick<FileFacts, "integrity"> {
	if (material.kind !== "keystore") return {}
	const { integrity } = material.keystore
	if (integrity.kind === "absent") return { integrity: "It carries nothing to check it by." }
	if (integrity.kind === "not-checked")
		return { integrity: "Whether it was changed is not checked without its password." }
	const by = { given: "the password is right", empty: "its password is empty", absent: "it has no password" }
	return { integrity: `It is as it was written: ${by[integrity.password]}.` }
}
