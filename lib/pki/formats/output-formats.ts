import { concatBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import type { FieldProblem } from "../field-problem.ts"
import { writeCertManager } from "./cert-manager.ts"
import { writeCompose, writeEnv } from "./compose.ts"
import { encryptedKeyPem, encryptKey, plainKeyPem, traditionalKeyPem } from "./encode-key.ts"
import { writeConfigMap, writeKubernetesSecret } from "./kubernetes.ts"
import type { CertificateMaterial, FormatOptions } from "./material.ts"
import { writeOpensslCommands } from "./openssl-commands.ts"
import type { OutputFile } from "./output-file.ts"
import { writeSpiffeJwks } from "./spiffe-jwks.ts"
import { toPem } from "./to-pem.ts"
import { writeJks } from "./write-jks.ts"
import { writePkcs12 } from "./write-pkcs12.ts"

/** A format in which a certificate, its key, or what to trust can be had. */
export interface OutputFormat {
	readonly id: OutputFormatId
	readonly label: string
	/** Who wants it, as a sentence. */
	readonly purpose: string
	readonly needsKey: boolean
	readonly needsPassphrase: boolean
}

/** Every format, in the order of the menu. */
export const outputFormats = [
	{
		id: "pem",
		label: "PEM",
		purpose: "Chain, full chain, key and CA in files of their own: what most programs read.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "der",
		label: "DER",
		purpose: "Each certificate and the key in binary form.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "pkcs12",
		label: "PKCS #12",
		purpose: "Key and chain in one encrypted file: Java 17, .NET, Windows, macOS.",
		needsKey: true,
		needsPassphrase: true,
	},
	{
		id: "pkcs12-legacy",
		label: "PKCS #12, old encryption",
		purpose: "For programs that read no AES in PKCS #12, such as Java before 8u301.",
		needsKey: true,
		needsPassphrase: true,
	},
	{
		id: "jks",
		label: "Java keystore (JKS)",
		purpose: "Key and chain for old Java programs. Its protection is weak: prefer PKCS #12.",
		needsKey: true,
		needsPassphrase: true,
	},
	{
		id: "truststore-pkcs12",
		label: "Trust store, PKCS #12",
		purpose: "The CA for Java and .NET.",
		needsKey: false,
		needsPassphrase: true,
	},
	{
		id: "truststore-jks",
		label: "Trust store, JKS",
		purpose: "The CA for old Java programs.",
		needsKey: false,
		needsPassphrase: true,
	},
	{
		id: "spiffe-jwks",
		label: "SPIFFE bundle (JWKS)",
		purpose: "The CA as the trust bundle of a trust domain, for federation.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "bundle-der",
		label: "Bundle, concatenated DER",
		purpose: "The CA as the Workload API sends it.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "kubernetes-secret",
		label: "Kubernetes Secret",
		purpose: "kubernetes.io/tls with tls.crt, tls.key and ca.crt.",
		needsKey: true,
		needsPassphrase: false,
	},
	{
		id: "kubernetes-configmap",
		label: "Kubernetes ConfigMap",
		purpose: "The CA for clients that mount it.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "cert-manager",
		label: "cert-manager",
		purpose: "An Issuer and a Certificate that give a certificate of equal meaning.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "compose",
		label: "Docker Compose",
		purpose: "A Permguard server that mounts these files.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "env",
		label: ".env",
		purpose: "Permguard's variables for server and client.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "openssl",
		label: "openssl commands",
		purpose: "Commands that make a certificate of equal meaning.",
		needsKey: false,
		needsPassphrase: false,
	},
] as const satisfies readonly (Omit<OutputFormat, "id"> & { readonly id: string })[]

/** One of the formats. */
export type OutputFormatId = (typeof outputFormats)[number]["id"]

const nameMax = 60

/**
 * Writes the files of one format. Fails when the format needs a key or a passphrase that is not there, when the key has
 * no form of the kind that is asked for, and on a name that is none for a file.
 */
export async function writeFormat(
	id: OutputFormatId,
	material: CertificateMaterial,
	options: FormatOptions,
): Promise<Result<readonly OutputFile[], FieldProblem>> {
	const format = outputFormats.find((each) => each.id === id)
	if (!/^[a-z0-9][a-z0-9.-]*$/.test(options.name) || options.name.length > nameMax)
		return refuse("name", "The name has to do for files and entries: small letters, digits, dots and dashes.")
	if (format?.needsKey === true && material.key === undefined)
		return refuse(
			"key",
			`${format.label} holds a private key, and there is none here. Choose another format, or give the key.`,
		)
	const secret = options.passphrase
	if (format?.needsPassphrase === true && (secret === undefined || secret.reveal().length < 6))
		return refuse(
			"passphrase",
			`${format.label} is opened with a passphrase of six characters or more. Give one.`,
		)
	if (material.chain.length === 0 && material.roots.length === 0)
		return refuse("files", "There is no certificate to write.")
	return writers[id](material, options)
}

type Written = Promise<Result<readonly OutputFile[], FieldProblem>>
type Writer = (material: CertificateMaterial, options: FormatOptions) => Written

const writers: Readonly<Record<OutputFormatId, Writer>> = {
	pem: writePem,
	der: async (material, options) => ok(await derFiles(material, options)),
	pkcs12: (material, options) => keystore(material, options, false),
	"pkcs12-legacy": (material, options) => keystore(material, options, true),
	jks: async ({ chain, key }, { name, passphrase, at }) =>
		passphrase === undefined || key === undefined
			? ok([])
			: ok([file(`${name}.jks`, writeJks({ alias: name, passphrase, key, certificates: chain, at }), true)]),
	"truststore-pkcs12": async ({ roots }, { passphrase }) =>
		passphrase === undefined
			? ok([])
			: ok([file("truststore.p12", await writePkcs12({ name: "ca", passphrase, certificates: roots }))]),
	"truststore-jks": async ({ roots }, { passphrase, at }) =>
		passphrase === undefined
			? ok([])
			: ok([file("truststore.jks", writeJks({ alias: "ca", passphrase, certificates: roots, at }))]),
	"spiffe-jwks": async ({ roots }) => ok([file("bundle.json", await writeSpiffeJwks(roots))]),
	"bundle-der": async ({ roots }) => ok([file("bundle.der", concatBytes(roots))]),
	"kubernetes-secret": async (material, options) =>
		ok([file(`${options.name}-secret.yaml`, writeKubernetesSecret(material, options), true)]),
	"kubernetes-configmap": async (material, options) =>
		ok([file(`${options.name}-ca-configmap.yaml`, writeConfigMap(material, options))]),
	"cert-manager": async (material, options) =>
		ok([file(`${options.name}-cert-manager.yaml`, await writeCertManager(material, options))]),
	compose: async (_, options) => ok([file("compose.yaml", writeCompose(options))]),
	env: async (_, options) => ok([file("permguard.env", writeEnv(options))]),
	openssl: async (material, options) =>
		ok([file(`${options.name}-openssl.sh`, await writeOpensslCommands(material, options))]),
}

async function writePem({ chain, roots, key }: CertificateMaterial, options: FormatOptions): Written {
	const { name, passphrase, keyForm } = options
	const files = [
		...(chain.length === 0
			? []
			: [file(`${name}.pem`, pems(chain)), file(`${name}-fullchain.pem`, pems([...chain, ...roots]))]),
		...(roots.length === 0 ? [] : [file("ca.pem", pems(roots))]),
	]
	if (key === undefined) return ok(files)
	if (keyForm === "traditional") {
		if (passphrase !== undefined)
			return refuse(
				"keyForm",
				"A key is encrypted as PKCS #8 only: its older forms have weak encryption. Choose PKCS #8, or leave the passphrase out.",
			)
		const old = traditionalKeyPem(key)
		return old.ok
			? ok([...files, file(`${name}-key.pem`, old.value.reveal(), true)])
			: refuse("keyForm", old.error)
	}
	const pem = passphrase === undefined ? plainKeyPem(key).reveal() : await encryptedKeyPem(key, passphrase)
	return ok([...files, file(`${name}-key.pem`, pem, true)])
}

async function derFiles(
	{ chain, roots, key }: CertificateMaterial,
	{ name, passphrase }: FormatOptions,
): Promise<readonly OutputFile[]> {
	const numbered = (base: string, ders: readonly Uint8Array[]) =>
		ders.map((der, index) => file(index === 0 ? `${base}.der` : `${base}-${index + 1}.der`, der))
	const secret =
		key === undefined
			? []
			: [
					file(
						`${name}-key.der`,
						passphrase === undefined ? key.reveal() : await encryptKey(key, passphrase),
						true,
					),
				]
	return [...numbered(name, chain), ...numbered("ca", roots), ...secret]
}

async function keystore(
	{ chain, key }: CertificateMaterial,
	{ name, passphrase }: FormatOptions,
	isLegacy: boolean,
): Written {
	if (key === undefined || passphrase === undefined) return ok([])
	return ok([
		file(`${name}.p12`, await writePkcs12({ name, passphrase, key, certificates: chain, isLegacy }), true),
	])
}

/** Certificates one after the other as PEM. */
function pems(ders: readonly Uint8Array[]): string {
	return ders.map((der) => toPem("CERTIFICATE", der)).join("")
}

function file(name: string, content: string | Uint8Array, secret = false): OutputFile {
	return { name, bytes: typeof content === "string" ? new TextEncoder().encode(content) : content, secret }
}

function refuse(field: string, text: string): Result<never, FieldProblem> {
	return err({ field, text })
}
