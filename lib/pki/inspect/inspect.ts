import type { Secret } from "#base/secret"
import { parseJwksBundle } from "#spiffe/bundle"
import { pathOf } from "#spiffe/id"
import { svidChecklist } from "#spiffe/svid-checklist"
import { spiffeIdOf } from "#spiffe/svid-rules"
import { readCertificate } from "#x509/certificate"
import { describeCertificate, fingerprint } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import type { FormatFailure } from "#x509/formats/format-failure"
import type { Keystore } from "#x509/formats/keystore"
import type { KeyMaterial } from "#x509/formats/private-key-material"
import { type Material, type MaterialItem, readMaterial } from "#x509/formats/read-material"
import { type LintOptions, lintCertificates } from "#x509/lint/lint-certificates"
import type { Lint } from "#x509/lint/lint-rule"
import { inspectKey, inspectPublicKey, type SeenKey } from "./inspect-key.ts"
import { inspectRequest } from "./inspect-request.ts"
import type {
	InspectedCertificate,
	InspectedEntry,
	InspectedKey,
	InspectedRequest,
	Inspection,
} from "./inspection.ts"
import { sentenceFor } from "./inspection-sentence.ts"

/** What to look at, besides the bytes. */
export interface InspectOptions extends LintOptions {
	/** Of an encrypted key or a keystore. */
	readonly password?: Secret<string>
}

/** Certificates beyond this are counted and not described. */
const certificatesMax = 500

/** Everything that was taken out of the input, before it is described. */
interface Contents {
	readonly format: string
	readonly certificates: readonly Uint8Array[]
	readonly keys: readonly SeenKey[]
	readonly requests: readonly { readonly request: InspectedRequest; readonly lints: readonly Lint[] }[]
	readonly crls: number
	readonly problems: readonly FormatFailure[]
	readonly keystore?: { readonly entries: readonly InspectedEntry[]; readonly integrity: string }
}

/**
 * Looks into certificates, keys, requests, bundles and keystores of any format: what it is, what it holds, what is
 * wrong with it. Runs in Node and in a browser. Never throws; nothing of a private key is in the answer.
 */
export async function inspect(input: Uint8Array, options: InspectOptions): Promise<Inspection> {
	const bundle = readJsonBundle(input)
	if (bundle !== undefined) return describeContents({ ...nothing, format: "SPIFFE JWKS", ...bundle }, options)
	const material = await readMaterial(input, options.password)
	if (!material.ok) return unreadable(material.error)
	return describeContents(await takeOut(material.value), options)
}

const nothing = { certificates: [], keys: [], requests: [], crls: 0, problems: [] }

function unreadable(problem: FormatFailure): Inspection {
	const base = { certificates: [], keys: [], requests: [], crls: 0, lints: [] }
	return {
		schema: "countersign.inspect/v1",
		kind: "unreadable",
		sentence: problem.text,
		...base,
		problems: [problem],
	}
}

/** A SPIFFE bundle is JSON; undefined for everything that does not begin like it. */
function readJsonBundle(input: Uint8Array): Pick<Contents, "certificates" | "problems"> | undefined {
	const text = new TextDecoder().decode(input.subarray(0, 64)).trimStart()
	if (!text.startsWith("{")) return undefined
	const bundle = parseJwksBundle(new TextDecoder().decode(input))
	if (bundle.ok) return { certificates: bundle.value.authorities, problems: [] }
	const hint = "A SPIFFE bundle has a list of keys: spire-server bundle show -format spiffe"
	return { certificates: [], problems: [{ kind: "unknown-format", text: bundle.error.text, hint }] }
}

async function takeOut(material: Material): Promise<Contents> {
	if (material.kind === "keystore") return takeOutKeystore(material.format, material.keystore)
	const { format, items } = material
	const only = <Kind extends MaterialItem["kind"]>(kind: Kind) =>
		items.filter((item): item is Extract<MaterialItem, { kind: Kind }> => item.kind === kind)
	const ders = (kind: "certificate" | "csr" | "crl" | "public-key") =>
		items.flatMap((item) => (item.kind === kind ? [item.der] : []))
	const requests = await Promise.all(ders("csr").map(inspectRequest))
	return {
		format,
		certificates: ders("certificate"),
		keys: await Promise.all([
			...only("key").map(({ key }) => inspectKey(key)),
			...ders("public-key").map(inspectPublicKey),
		]),
		requests: requests.flatMap((each) => (each.ok ? [each.value] : [])),
		crls: ders("crl").length,
		problems: [
			...only("unreadable").map(({ problem }) => problem),
			...requests.flatMap((each) => (each.ok ? [] : [each.error])),
		],
	}
}

async function takeOutKeystore(format: string, keystore: Keystore): Promise<Contents> {
	const certificates: Uint8Array[] = []
	const found: KeyMaterial[] = []
	const entries = keystore.entries.map(({ kind, alias, key, certificates: chain, createdAt }) => {
		const first = certificates.length
		certificates.push(...chain)
		const keyAt = key === undefined ? undefined : found.push(key) - 1
		return {
			kind,
			...(alias === undefined ? {} : { alias }),
			...(createdAt === undefined ? {} : { createdAt: new Date(createdAt).toISOString() }),
			certificates: chain.map((_, index) => first + index),
			...(keyAt === undefined ? {} : { key: keyAt }),
		}
	})
	return {
		...nothing,
		format,
		certificates,
		keys: await Promise.all(found.map(inspectKey)),
		problems: keystore.problems,
		keystore: { entries, integrity: keystore.integrity.kind },
	}
}

async function describeContents(contents: Contents, options: InspectOptions): Promise<Inspection> {
	const { format, keystore, crls } = contents
	const certificates = await Promise.all(contents.certificates.slice(0, certificatesMax).map(describe))
	const [leaf] = certificates.flatMap((each) => (each.kind === "certificate" ? [each.description] : []))
	const spiffe = leaf === undefined ? undefined : describeSvid(leaf)
	const facts = {
		kind: kindOf(contents, spiffe !== undefined),
		format,
		certificates,
		keys: matched(contents.keys, certificates),
		requests: contents.requests.map(({ request }) => request),
		...(keystore === undefined
			? {}
			: { entries: keystore.entries, integrity: integrityOf(keystore.integrity) }),
		crls,
		...spiffe,
		lints: lintsOf(contents, options),
		problems: [...contents.problems, ...leftOut(contents.certificates.length)],
	} as const
	return { schema: "countersign.inspect/v1", sentence: sentenceFor(facts), ...facts }
}

function leftOut(count: number): readonly FormatFailure[] {
	if (count <= certificatesMax) return []
	const text = `It holds ${count} certificates; the first ${certificatesMax} of them are described.`
	return [{ kind: "too-large", text, hint: "Give the others by themselves." }]
}

function integrityOf(kind: string): "verified" | "not-checked" | "absent" {
	return kind === "verified" || kind === "absent" ? kind : "not-checked"
}

async function describe(der: Uint8Array): Promise<InspectedCertificate> {
	const observed = await describeCertificate(der)
	const parsed = readCertificate(der)
	if (observed.kind === "certificate" && parsed.ok)
		return { ...observed, spkiSha256: await fingerprint(parsed.value.publicKey.spki) }
	const problem = observed.kind === "unreadable" ? observed.problem : "cannot be read"
	return { kind: "unreadable", sha256: await fingerprint(der), problem }
}

function describeSvid(leaf: CertificateDescription): Pick<Inspection, "checklist" | "spiffeId"> | undefined {
	if (!leaf.sans.uri.some((uri) => /^spiffe:/i.test(uri))) return undefined
	const id = spiffeIdOf(leaf)
	// The certificate of a trust domain's own authority; with a path it means to be a workload's (X509-SVID section 4.2).
	if (leaf.isCa && id !== undefined && pathOf(id) === "") return undefined
	return { checklist: svidChecklist(leaf), ...(id === undefined ? {} : { spiffeId: id }) }
}

function kindOf({ keystore, certificates, keys, requests, crls, format }: Contents, isSvid: boolean) {
	if (keystore !== undefined) return "keystore"
	if (format === "SPIFFE JWKS") return certificates.length > 0 ? "bundle" : "unreadable"
	if (isSvid) return "svid"
	if (certificates.length > 0) return certificates.length > 1 ? "bundle" : "certificate"
	if (requests.length > 0) return "csr"
	if (keys.length > 0) return "key"
	return crls > 0 ? "crl" : "unreadable"
}

/** A keystore's chains are judged each by itself. */
function lintsOf({ keystore, certificates, keys, requests }: Contents, options: InspectOptions): Lint[] {
	const groups = keystore?.entries.map((entry) => entry.certificates) ?? [
		certificates.map((_, index) => index),
	]
	const ofChains = groups.flatMap((positions) => {
		const chain = positions.flatMap((position) => certificates[position] ?? [])
		return lintCertificates(chain, options).map((lint) => {
			const at = lint.certificate === undefined ? undefined : positions[lint.certificate]
			return { ...lint, ...(at === undefined ? {} : { certificate: at }) }
		})
	})
	return [...ofChains, ...requests.flatMap(({ lints }) => lints), ...keys.flatMap(({ lints }) => lints)]
}

/** Keys with the positions of the certificates that carry their public half. */
function matched(keys: readonly SeenKey[], certificates: readonly InspectedCertificate[]): InspectedKey[] {
	const positions = new Map<string, number[]>()
	for (const [index, each] of certificates.entries()) {
		if (each.kind !== "certificate") continue
		const known = positions.get(each.spkiSha256)
		if (known === undefined) positions.set(each.spkiSha256, [index])
		else known.push(index)
	}
	return keys.map(({ key }) => ({
		...key,
		matches: key.spkiSha256 === undefined ? [] : (positions.get(key.spkiSha256) ?? []),
	}))
}
