import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import { parseJwksBundle } from "#spiffe/bundle"
import type { FormatFailure } from "#x509/formats/format-failure"
import type { Integrity, Keystore } from "#x509/formats/keystore"
import type { KeyMaterial } from "#x509/formats/private-key-material"
import { type Material, type MaterialItem, readMaterial } from "#x509/formats/read-material"
import type { Lint } from "#x509/lint/lint-rule"
import { certificatesIn, crlsIn } from "./certificates-in.ts"
import { inspectKey, inspectPublicKey, type SeenKey } from "./inspect-key.ts"
import { inspectRequest } from "./inspect-request.ts"
import type { InspectedEntry, InspectedRequest } from "./inspection.ts"

/** Everything that was taken out of an input, before it is described. Holds nothing of a private key. */
export interface Contents {
	readonly format: string
	/** DER. */
	readonly certificates: readonly Uint8Array[]
	readonly keys: readonly SeenKey[]
	readonly requests: readonly { readonly request: InspectedRequest; readonly lints: readonly Lint[] }[]
	/** DER. */
	readonly crls: readonly Uint8Array[]
	readonly problems: readonly FormatFailure[]
	readonly keystore?: { readonly entries: readonly InspectedEntry[]; readonly integrity: Integrity }
}

/** Takes out of bytes of any format what they hold; fails when nothing of them can be read. Never throws. */
export async function readContents(
	input: Uint8Array,
	password?: Secret<string>,
): Promise<Result<Contents, FormatFailure>> {
	const bundle = readJsonBundle(input)
	if (bundle !== undefined) return ok({ ...nothing, format: "SPIFFE JWKS", ...bundle })
	const material = await readMaterial(input, password)
	return material.ok ? ok(await takeOut(material.value)) : err(material.error)
}

const nothing = { certificates: [], keys: [], requests: [], crls: [], problems: [] }

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
	const ders = (kind: "csr" | "public-key") => items.flatMap((item) => (item.kind === kind ? [item.der] : []))
	const requests = await Promise.all(ders("csr").map(inspectRequest))
	return {
		format,
		certificates: certificatesIn(material),
		keys: await Promise.all([
			...only("key").map(({ key }) => inspectKey(key)),
			...ders("public-key").map(inspectPublicKey),
		]),
		requests: requests.flatMap((each) => (each.ok ? [each.value] : [])),
		crls: crlsIn(material),
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
		keystore: { entries, integrity: keystore.integrity },
	}
}
