import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { unzipSync } from "fflate"
import { authorityOf } from "#pki/authority"
import type { CertificateForm, Profile } from "#pki/certificate-form"
import { type Authority, type Issued, issueCertificate } from "#pki/issue"
import type { KeyAlgorithm } from "#pki/key-pair"
import { kitFiles, zipFiles } from "#pki/kit/kit-files"
import { makeKit } from "#pki/kit/make-kit"
import { planCertificate } from "#pki/plan-certificate"

/** Every kind of key that can be chosen. */
export const everyKey = [
	"p256",
	"p384",
	"ed25519",
	"rsa2048",
	"rsa3072",
	"rsa4096",
] as const satisfies readonly KeyAlgorithm[]

/** A folder with the files of a kit, by the names of its README. */
export interface KitFolder {
	/** What the certificates are, in a few words. */
	readonly title: string
	readonly folder: string
	readonly keyAlgorithm: KeyAlgorithm
}

const names = ["localhost", "127.0.0.1", "::1"]

/** A kit of each kind of key, as it is downloaded: zipped, and unpacked again. */
export async function writeKits(parent: string): Promise<readonly KitFolder[]> {
	const kits: KitFolder[] = []
	for (const keyAlgorithm of everyKey) {
		const now = new Date()
		const made = await makeKit({ names, services: ["router.default"], keyAlgorithm, lifetime: "90d", now })
		if (!made.ok) throw new Error(JSON.stringify(made.error))
		const folder = join(parent, `kit-${keyAlgorithm}`)
		await mkdir(folder)
		const unpacked = Object.entries(unzipSync(zipFiles(kitFiles(made.value), "kit", now)))
		for (const [path, bytes] of unpacked)
			await writeFile(join(folder, path.replace("kit/", "")), bytes, { mode: 0o600 })
		kits.push({ title: `${keyAlgorithm}, the kit`, folder, keyAlgorithm })
	}
	return kits
}

/** Each kind of key below an intermediate of its own kind, and certificates for both sides, as files of the same names. */
export async function writeOthers(parent: string): Promise<readonly KitFolder[]> {
	const made: KitFolder[] = []
	const add = async (
		title: string,
		keyAlgorithm: KeyAlgorithm,
		root: Authority,
		[server, client]: readonly [Issued, Issued],
	) => {
		const folder = join(parent, `other-${made.length}`)
		await mkdir(folder)
		const write = (name: string, text: string) => writeFile(join(folder, name), text, { mode: 0o600 })
		await write("ca.pem", root.pem)
		await write("server.pem", server.chainPem)
		await write("server-key.pem", server.privateKeyPem.reveal())
		await write("client.pem", client.chainPem)
		await write("client-key.pem", client.privateKeyPem.reveal())
		made.push({ title, folder, keyAlgorithm })
	}
	for (const keyAlgorithm of everyKey) {
		const root = authorityOf(await issue("root", keyAlgorithm, undefined), undefined)
		const middle = authorityOf(await issue("intermediate", keyAlgorithm, root), root)
		const pair = async (one: Profile, other: Profile, by: Authority) =>
			[await issue(one, keyAlgorithm, by), await issue(other, keyAlgorithm, by)] as const
		await add(
			`${keyAlgorithm}, server and client below an intermediate`,
			keyAlgorithm,
			root,
			await pair("server", "client", middle),
		)
		await add(`${keyAlgorithm}, for both sides`, keyAlgorithm, root, await pair("both", "both", root))
		await add(
			`${keyAlgorithm}, SVIDs below an intermediate`,
			keyAlgorithm,
			root,
			await pair("svid", "svid", middle),
		)
	}
	return made
}

async function issue(
	profile: Profile,
	keyAlgorithm: KeyAlgorithm,
	authority: Authority | undefined,
): Promise<Issued> {
	const isCa = profile === "root" || profile === "intermediate"
	const form = {
		...{
			profile,
			keyAlgorithm,
			lifetime: profile === "root" ? "9d" : isCa ? "8d" : "1d",
			names: isCa ? [] : names,
		},
		...(isCa ? { commonName: `Proof ${profile}` } : {}),
		...(profile === "svid" ? { spiffeId: "spiffe://example.org/ns/a/sa/b" } : {}),
	}
	return issueForm(form, authority)
}

/** Issues what a form asks for; self-signed without an authority. Throws where the form is refused. */
export async function issueForm(form: CertificateForm, authority: Authority | undefined): Promise<Issued> {
	const plan = await planCertificate(form, {
		now: new Date(),
		...(authority === undefined ? {} : { authority }),
	})
	if (!plan.ok) throw new Error(JSON.stringify(plan.error))
	return issueCertificate(plan.value.request)
}

/** The code of a section of a kit's README as it stands, but for the port. Throws where there is none. */
export async function fenceOf({ folder }: KitFolder, title: string, port: number): Promise<string> {
	const readme = await readFile(join(folder, "README.md"), "utf8")
	const section = readme.split(/^## /m).find((each) => each.startsWith(`${title}\n`))
	const code = /^```\w+\n([\s\S]*?)^```$/m.exec(section ?? "")?.[1]
	if (code === undefined) throw new Error(`no code for ${title} in the README`)
	return code.replaceAll("9091", String(port))
}
