import { Secret } from "#base/secret"
import { describeCertificate, renderPem } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { keyMatchesCertificate } from "#x509/node/key-match"
import { readPrivateKey } from "#x509/node/private-key"
import { parsePemCertificates } from "#x509/pem-certificates"
import type { EndpointSettings, KeySource, PemSource, SettingProblem } from "../endpoint.ts"
import { readTextFile } from "./read-text-file.ts"

/** A file that a setting names, as it was when it was read. */
export interface MaterialFile {
	readonly field: string
	readonly path: string
	readonly modifiedAt?: string
	readonly size?: number
	readonly leaf?: CertificateDescription
}

/** What the settings bring, read and checked. */
export interface Materials {
	/** Everything that cannot be used; when there is any, nothing should be dialled. */
	readonly problems: readonly SettingProblem[]
	readonly files: readonly MaterialFile[]
	readonly ca?: {
		readonly certificates: readonly Uint8Array[]
		readonly pem: string
		readonly source: string
	}
	readonly client?: {
		readonly source: "files" | "pasted"
		readonly chain: readonly Uint8Array[]
		readonly chainPem: string
		/** PKCS#8 PEM, decrypted. */
		readonly key: Secret<string>
		readonly leaf: CertificateDescription
	}
	readonly token?: Secret<string>
}

/** Certificates of one PEM text beyond this number are refused. */
const certificatesMax = 1_000

/**
 * Reads the files and pasted texts of the settings and checks that they can be used together. Expected failures are
 * problems that name the field, the path and the cause. Files are read anew at every call.
 */
export async function loadMaterials(
	settings: EndpointSettings,
	options: { readonly fileRoots?: readonly string[] | undefined },
): Promise<Materials> {
	const desk = new Desk(options.fileRoots)
	const ca = settings.ca === undefined ? undefined : await loadCa(desk, settings.ca)
	const certificate =
		settings.certificate === undefined ? undefined : await loadChain(desk, settings.certificate)
	const key = settings.key === undefined ? undefined : await loadKey(desk, settings.key)
	const client = certificate === undefined || key === undefined ? undefined : joinPair(desk, certificate, key)
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

async function loadCa(desk: Desk, source: PemSource): Promise<Materials["ca"] | undefined> {
	const certificates = await loadCertificates(desk, "ca", source)
	if (certificates === undefined) return undefined
	const count = `${certificates.length} certificate${certificates.length === 1 ? "" : "s"}`
	return {
		certificates,
		pem: certificates.map((der) => renderPem("CERTIFICATE", der)).join(""),
		source: source.kind === "file" ? `${source.path} (${count})` : `pasted CA (${count})`,
	}
}

interface LoadedChain {
	readonly kind: PemSource["kind"]
	readonly chain: readonly Uint8Array[]
	readonly leaf: CertificateDescription
}

async function loadChain(desk: Desk, source: PemSource): Promise<LoadedChain | undefined> {
	const chain = await loadCertificates(desk, "certificate", source)
	const first = chain?.[0]
	if (chain === undefined || first === undefined) return undefined
	const leaf = await describeCertificate(first)
	if (leaf.kind === "unreadable") {
		const text = `The certificate ${where(source)} cannot be read: ${leaf.problem}.`
		return desk.problem("certificate", "bad-pem-or-key", text, "Export the certificate again.")
	}
	desk.noteLeaf("certificate", leaf.description)
	return { kind: source.kind, chain, leaf: leaf.description }
}

async function loadCertificates(
	desk: Desk,
	field: "ca" | "certificate",
	source: PemSource,
): Promise<readonly Uint8Array[] | undefined> {
	const text = source.kind === "file" ? await desk.read(field, source.path) : source.pem
	if (text === undefined) return undefined
	const parsed = parsePemCertificates(text)
	if (!parsed.ok) {
		return desk.problem(
			field,
			"bad-pem-or-key",
			`${capitalised(where(source))}: ${parsed.error.text}`,
			parsed.error.hint,
		)
	}
	if (parsed.value.length <= certificatesMax) return parsed.value
	const said = `${capitalised(where(source))} holds more than ${certificatesMax} certificates.`
	return desk.problem(field, "bad-pem-or-key", said, "Name a smaller bundle.")
}

async function loadKey(desk: Desk, source: KeySource) {
	const text = source.kind === "file" ? await desk.read("key", source.path) : source.pem.reveal()
	if (text === undefined) return undefined
	const key = readPrivateKey(text, source.passphrase)
	if (key.ok) return key.value
	const field = key.error.kind.startsWith("passphrase") ? "passphrase" : "key"
	const place = source.kind === "file" ? source.path : "The pasted key"
	return desk.problem(field, "bad-pem-or-key", `${place}: ${key.error.text}`, key.error.hint)
}

function joinPair(
	desk: Desk,
	loaded: LoadedChain,
	key: NonNullable<Awaited<ReturnType<typeof loadKey>>>,
): Materials["client"] | undefined {
	const [leaf] = loaded.chain
	if (leaf !== undefined && !keyMatchesCertificate(key.key, leaf)) {
		const text = `The private key does not belong to the certificate of ${loaded.leaf.subject || loaded.leaf.sans.uri[0] || "this subject"}.`
		return desk.problem(
			"key",
			"key-cert-mismatch",
			text,
			"Name the key that the certificate was issued for, or have a certificate issued for this key.",
		)
	}
	return {
		source: loaded.kind === "file" ? "files" : "pasted",
		chain: loaded.chain,
		chainPem: loaded.chain.map((der) => renderPem("CERTIFICATE", der)).join(""),
		key: key.pem,
		leaf: loaded.leaf,
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
	return desk.problem(
		"token",
		"partial-config",
		`${source.path} holds characters that no header may carry.`,
		"The file must hold the token alone.",
	)
}

function where(source: PemSource): string {
	return source.kind === "file" ? source.path : "the pasted text"
}

function capitalised(text: string): string {
	return text.startsWith("/") ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
