import { Secret } from "#base/secret"
import { describeCertificate, renderPem } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { keyMatchesCertificate } from "#x509/node/key-match"
import { type PrivateKey, readPrivateKey } from "#x509/node/private-key"
import type { EndpointSettings, KeySource, PemSource, SettingProblem } from "../endpoint.ts"
import { readCertificates } from "./read-certificates.ts"
import { readTextFile } from "./read-text-file.ts"

/** At most this many certificates of the client's own chain are described. */
const describedMax = 20

/** A file that a setting names, as it was when it was read. */
export interface MaterialFile {
	readonly field: string
	readonly path: string
	/** ISO 8601; absent when the file could not be read. */
	readonly modifiedAt?: string
	/** Bytes. */
	readonly size?: number
	/** The first certificate of the client's own chain. */
	readonly leaf?: CertificateDescription
}

/** What the settings bring, read and checked. */
export interface Materials {
	/** Everything that cannot be used; when there is any, nothing should be dialled. Holds no key material. */
	readonly problems: readonly SettingProblem[]
	readonly files: readonly MaterialFile[]
	/** DER and PEM of the trust anchors, and where they come from in words. */
	readonly ca?: {
		readonly certificates: readonly Uint8Array[]
		readonly pem: string
		readonly source: string
	}
	readonly client?: {
		readonly source: "files" | "pasted"
		/** DER, leaf first. */
		readonly chain: readonly Uint8Array[]
		readonly chainPem: string
		/** PKCS #8 PEM, decrypted. */
		readonly key: Secret<string>
		readonly leaf: CertificateDescription
		/** The certificates of `chain` that can be read, in its order. */
		readonly described: readonly CertificateDescription[]
	}
	readonly token?: Secret<string>
}

/**
 * Reads the files and pasted texts of the settings and checks that they can be used together: PEM of the right kind, a
 * key that opens and belongs to its certificate. Expected failures are problems that name the field, the path and the
 * cause. Files are read anew at every call; an expired certificate is no problem here. With `fileRoots` only files
 * below them are read.
 */
export async function loadMaterials(
	settings: EndpointSettings,
	options: { readonly fileRoots?: readonly string[] | undefined },
): Promise<Materials> {
	const desk = new Desk(options.fileRoots)
	noteHalfPair(desk, settings)
	const ca = settings.ca === undefined ? undefined : await loadCa(desk, settings.ca)
	const chain = settings.certificate === undefined ? undefined : await loadChain(desk, settings.certificate)
	const key = settings.key === undefined ? undefined : await loadKey(desk, settings.key)
	const client = chain === undefined || key === undefined ? undefined : joinPair(desk, chain, key)
	const token = settings.token === undefined ? undefined : await loadToken(desk, settings.token)
	return {
		problems: desk.problems,
		files: desk.files,
		...(ca === undefined ? {} : { ca }),
		...(client === undefined ? {} : { client }),
		...(token === undefined ? {} : { token }),
	}
}

/** Where the problems and file facts of one load are collected. */
class Desk {
	readonly problems: SettingProblem[] = []
	readonly files: MaterialFile[] = []
	readonly #roots: readonly string[] | undefined

	constructor(roots: readonly string[] | undefined) {
		this.#roots = roots
	}

	problem(field: string, rule: string, text: string, hint: string): undefined {
		this.problems.push({ field, rule, text, hint })
		return undefined
	}

	async read(field: string, path: string): Promise<string | undefined> {
		const file = await readTextFile(path, this.#roots)
		if (!file.ok) {
			this.files.push({ field, path })
			return this.problem(field, "file-unreadable", file.error.text, file.error.hint)
		}
		this.files.push({ field, path, modifiedAt: file.value.modifiedAt, size: file.value.size })
		return file.value.text
	}

	noteLeaf(field: string, leaf: CertificateDescription): void {
		const at = this.files.findIndex((file) => file.field === field)
		const file = this.files[at]
		if (file !== undefined) this.files[at] = { ...file, leaf }
	}
}

/** Stored settings were coherent when they were saved; whoever calls without that check is told too. */
function noteHalfPair(desk: Desk, { certificate, key }: EndpointSettings): void {
	if (certificate !== undefined && key === undefined) {
		const hint = "Add the key that belongs to the certificate, or remove the certificate."
		desk.problem("key", "partial-config", "There is a client certificate, but no private key.", hint)
	}
	if (key !== undefined && certificate === undefined) {
		const hint = "Add the certificate that belongs to the key, or remove the key."
		desk.problem("certificate", "partial-config", "There is a private key, but no client certificate.", hint)
	}
}

async function loadCa(desk: Desk, source: PemSource): Promise<Materials["ca"] | undefined> {
	const certificates = await loadCertificates(desk, "ca", source)
	if (certificates === undefined) return undefined
	const count = `${certificates.length} certificate${certificates.length === 1 ? "" : "s"}`
	return {
		certificates,
		pem: chainPem(certificates),
		source: source.kind === "file" ? `${source.path} (${count})` : `pasted CA (${count})`,
	}
}

interface LoadedChain {
	readonly source: PemSource
	readonly chain: readonly Uint8Array[]
	readonly leaf: CertificateDescription
	readonly described: readonly CertificateDescription[]
}

async function loadChain(desk: Desk, source: PemSource): Promise<LoadedChain | undefined> {
	const chain = await loadCertificates(desk, "certificate", source)
	const [first] = chain ?? []
	if (chain === undefined || first === undefined) return undefined
	const leaf = await describeCertificate(first)
	if (leaf.kind === "unreadable") {
		const text = `${placeOf(source)}: the first certificate cannot be read: ${leaf.problem}.`
		return desk.problem("certificate", "bad-pem-or-key", text, "Export the certificate again.")
	}
	desk.noteLeaf("certificate", leaf.description)
	const rest = await Promise.all(chain.slice(1, describedMax).map((der) => describeCertificate(der)))
	const described = [leaf, ...rest].flatMap((each) => (each.kind === "certificate" ? [each.description] : []))
	return { source, chain, leaf: leaf.description, described }
}

async function loadCertificates(
	desk: Desk,
	field: "ca" | "certificate",
	source: PemSource,
): Promise<readonly Uint8Array[] | undefined> {
	const text = source.kind === "file" ? await desk.read(field, source.path) : source.pem
	if (text === undefined) return undefined
	const read = readCertificates(text)
	if (read.ok) return read.value
	return desk.problem(field, "bad-pem-or-key", `${placeOf(source)}: ${read.error.text}`, read.error.hint)
}

async function loadKey(desk: Desk, source: KeySource): Promise<PrivateKey | undefined> {
	const text = source.kind === "file" ? await desk.read("key", source.path) : source.pem.reveal()
	if (text === undefined) return undefined
	const key = readPrivateKey(text, source.passphrase)
	if (key.ok) return key.value
	const field = key.error.kind.startsWith("passphrase") ? "passphrase" : "key"
	return desk.problem(field, "bad-pem-or-key", `${placeOf(source)}: ${key.error.text}`, key.error.hint)
}

function joinPair(
	desk: Desk,
	loaded: LoadedChain,
	{ key, pem }: PrivateKey,
): Materials["client"] | undefined {
	const matching = loaded.chain.findIndex((der) => keyMatchesCertificate(key, der))
	if (matching > 0) {
		const text = `${placeOf(loaded.source)}: the private key belongs to certificate ${matching + 1} of the file, not to the first.`
		const hint = "Put the client's own certificate first and its issuers behind it."
		return desk.problem("certificate", "key-cert-mismatch", text, hint)
	}
	if (matching < 0) {
		const { subject, sans } = loaded.leaf
		const text = `The private key does not belong to the certificate of ${subject || sans.uri[0] || sans.dns[0] || "this subject"}.`
		const hint =
			"Name the key that the certificate was issued for, or have a certificate issued for this key."
		return desk.problem("key", "key-cert-mismatch", text, hint)
	}
	return {
		source: loaded.source.kind === "file" ? "files" : "pasted",
		chain: loaded.chain,
		chainPem: chainPem(loaded.chain),
		key: pem,
		leaf: loaded.leaf,
		described: loaded.described,
	}
}

async function loadToken(
	desk: Desk,
	source: NonNullable<EndpointSettings["token"]>,
): Promise<Secret<string> | undefined> {
	if (source.kind === "pasted") return source.text
	const text = await desk.read("token", source.path)
	if (text === undefined) return undefined
	const token = text.trim()
	if (/^[\x21-\x7e]+$/.test(token)) return new Secret(token)
	const said = `${source.path} holds white space or characters that no header may carry.`
	return desk.problem(
		"token",
		"partial-config",
		said,
		"The file must hold the token alone, without the word Bearer.",
	)
}

function chainPem(certificates: readonly Uint8Array[]): string {
	return certificates.map((der) => renderPem("CERTIFICATE", der)).join("")
}

function placeOf(source: PemSource | KeySource): string {
	return source.kind === "file" ? source.path : "The pasted text"
}
