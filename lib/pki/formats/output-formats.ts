import { concatBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import type { FieldProblem } from "../field-problem.ts"
import { keyPassphraseMin } from "../key-passphrase.ts"
import { writeCertManager } from "./cert-manager.ts"
import { writeCompose, writeEnv } from "./compose.ts"
import { encryptedKeyPem, encryptKey, plainKeyPem, traditionalKeyPem } from "./encode-key.ts"
import { type OutputFormatId, outputFormats } from "./format-list.ts"
import { writeConfigMap, writeKubernetesSecret } from "./kubernetes.ts"
import type { CertificateMaterial, FormatOptions } from "./material.ts"
import { writeOpensslCommands } from "./openssl-commands.ts"
import type { OutputFile } from "./output-file.ts"
import { writeSpiffeJwks } from "./spiffe-jwks.ts"
import { toPem } from "./to-pem.ts"
import { writeJks } from "./write-jks.ts"
import { writePkcs12 } from "./write-pkcs12.ts"

const nameMax = 60
/** Java's keytool takes none that is shorter. */
const keystorePassphraseMin = 6

/**
 * Writes the files of one format. Fails when the format needs a key or a passphrase that is not there, when Java could
 * not open it with the passphrase, when the key has no form of the kind that is asked for, and on a name that is none for
 * a file.
 */
export async function writeFormat(
	id: OutputFormatId,
	material: CertificateMaterial,
	options: FormatOptions,
): Promise<Result<readonly OutputFile[], FieldProblem>> {
	const format = outputFormats.find((each) => each.id === id)
	if (!/^[a-z0-9][a-z0-9.-]*$/.test(options.name) || options.name.length > nameMax)
		return refuse("name", "The name has to do for files and entries: small letters, digits, dots and dashes.")
	if (options.name === "ca" && (id === "pem" || id === "der"))
		return refuse("name", `The files of the CA are called ca. Choose another name.`)
	if (format?.needsKey === true && material.key === undefined)
		return refuse(
			"key",
			`${format.label} holds a private key, and there is none here. Choose another format, or give the key.`,
		)
	const secret = options.passphrase
	const length = secret?.reveal().length ?? 0
	if (format?.needsPassphrase === true && length < keystorePassphraseMin)
		return refuse(
			"passphrase",
			`${format.label} is opened with a passphrase of six characters or more. Give one.`,
		)
	const isEncrypted = secret !== undefined && material.key !== undefined && (id === "pem" || id === "der")
	if (isEncrypted && length < keyPassphraseMin)
		return refuse(
			"passphrase",
			`The key is encrypted with a passphrase of ${keyPassphraseMin} characters or more. Give one, or leave it out.`,
		)
	if (id.includes("pkcs12") && /[^\x20-\x7e]/.test(secret?.reveal() ?? ""))
		return refuse(
			"passphrase",
			"Java opens no PKCS #12 file with a passphrase beyond ASCII. Use plain letters, digits and signs.",
		)
	if (material.chain.length === 0 && material.roots.length === 0)
		return refuse("files", "There is no certificate to write.")
	if (material.roots.length === 0 && ofRoots.has(id))
		return refuse("files", "It would hold no CA: there is no root among the certificates. Give ca.pem too.")
	return writers[id](material, options)
}

/** What holds the roots and nothing else. */
const ofRoots: ReadonlySet<OutputFormatId> = new Set([
	...(["truststore-pkcs12", "truststore-jks", "spiffe-jwks", "bundle-der"] as const),
	"kubernetes-configmap",
])

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
	"spiffe-jwks": async ({ roots }) => {
		const bundle = await writeSpiffeJwks(roots)
		return bundle === undefined
			? refuse("files", "The CA has a kind of key that a SPIFFE bundle cannot hold. Use an RSA or EC key.")
			: ok([file("bundle.json", bundle)])
	},
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
