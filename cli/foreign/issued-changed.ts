import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Secret } from "#base/secret"
import { authorityOf } from "#pki/authority"
import type { CertificateForm } from "#pki/certificate-form"
import { crossSign } from "#pki/cross-sign"
import { plainKeyPem } from "#pki/formats/encode-key"
import { writeFormat } from "#pki/formats/output-formats"
import { grantRequest } from "#pki/grant-request"
import { importAuthority } from "#pki/import-authority"
import type { Authority, Issued, Signed } from "#pki/issue"
import { renewCertificate } from "#pki/renew"
import { createRequest } from "#pki/request"
import { issueForm, type KitFolder } from "./issued-kits.ts"

/** A certificate and the PEM of its key. */
type Held = readonly [certificate: Pick<Signed, "chainPem">, keyPem: Secret<string>]

const names = ["localhost", "127.0.0.1"]
const now = new Date()

/**
 * Certificates that came about in another way than by being issued: renewed, granted to a request, issued by an imported
 * CA, and served during the change from one CA to the next, whose certificate no client has yet.
 */
export async function writeChanged(parent: string): Promise<readonly KitFolder[]> {
	const made: KitFolder[] = []
	for (const keyAlgorithm of ["p256", "rsa3072"] as const) {
		const add = async (title: string, ca: Authority, server: Held, client: Held) => {
			const folder = join(parent, `changed-${made.length}`)
			await mkdir(folder)
			const write = (name: string, text: string) => writeFile(join(folder, name), text, { mode: 0o600 })
			await write("ca.pem", ca.pem)
			for (const [side, [certificate, key]] of [["server", server] as const, ["client", client] as const]) {
				await write(`${side}.pem`, certificate.chainPem)
				await write(`${side}-key.pem`, key.reveal())
			}
			made.push({ title: `${keyAlgorithm}, ${title}`, folder, keyAlgorithm })
		}
		const base = { keyAlgorithm, lifetime: "30d", names }
		const rootIssued = await issueForm(
			{ ...base, names: [], profile: "root", lifetime: "1y", commonName: "Old CA" },
			undefined,
		)
		const root = authorityOf(rootIssued, undefined)
		const server = await issueForm({ ...base, profile: "server" }, root)
		const client = await issueForm({ ...base, names: [], profile: "client" }, root)
		for (const keepsKey of [true, false]) {
			const renewed = await Promise.all([server, client].map((each) => renew(each, root, keepsKey)))
			const [one, other] = renewed
			if (one !== undefined && other !== undefined)
				await add(`renewed with ${keepsKey ? "the same key" : "a new key"}`, root, one, other)
		}
		await add(
			"granted to requests",
			root,
			await grant({ ...base, profile: "server" }, root),
			await grant({ ...base, profile: "client" }, root),
		)
		const imported = await importedFrom(rootIssued)
		await add(
			"issued by an imported CA",
			root,
			held(await issueForm({ ...base, profile: "server" }, imported)),
			held(await issueForm({ ...base, profile: "client" }, imported)),
		)
		await add("in a change of CA", root, await underNext(base, root), held(client))
	}
	return made
}

function held(issued: Issued): Held {
	return [issued, issued.privateKeyPem]
}

async function renew(issued: Issued, authority: Authority, keepsKey: boolean): Promise<Held> {
	const renewed = await renewCertificate({ certificate: issued.der, authority, now, keepsKey })
	if (!renewed.ok) throw new Error(JSON.stringify(renewed.error))
	const key = renewed.value.privateKeyPkcs8
	return [renewed.value, key === undefined ? issued.privateKeyPem : plainKeyPem(key)]
}

async function grant(form: CertificateForm, authority: Authority): Promise<Held> {
	const request = await createRequest(form)
	if (!request.ok) throw new Error(JSON.stringify(request.error))
	const { profile, lifetime } = form
	if (profile !== "server" && profile !== "client") throw new Error("a request is for a leaf here")
	const granted = await grantRequest(request.value.der, { profile, lifetime, authority, now })
	if (!granted.ok) throw new Error(JSON.stringify(granted.error))
	return [await granted.value.sign(), plainKeyPem(request.value.privateKeyPkcs8)]
}

/** The CA, written as PKCS #12 and taken up again. */
async function importedFrom(root: Issued): Promise<Authority> {
	const passphrase = new Secret("open sesame")
	const material = { chain: [root.der], roots: [], key: root.privateKeyPkcs8 }
	const written = await writeFormat("pkcs12", material, { name: "ca", passphrase, at: now.getTime() })
	if (!written.ok) throw new Error(written.error.text)
	const imported = await importAuthority({ files: written.value.map(({ bytes }) => bytes), passphrase })
	if (!imported.ok) throw new Error(JSON.stringify(imported.error))
	return imported.value
}

/** A server's certificate by a new CA, for which the old one vouches. */
async function underNext(
	base: Pick<CertificateForm, "keyAlgorithm" | "lifetime" | "names">,
	old: Authority,
): Promise<Held> {
	const next = await issueForm(
		{ ...base, names: [], profile: "root", lifetime: "1y", commonName: "New CA" },
		undefined,
	)
	const vouched = await crossSign({ certificate: next.der, authority: old, now })
	if (!vouched.ok) throw new Error(JSON.stringify(vouched.error))
	const leaf = await issueForm({ ...base, profile: "server" }, authorityOf(next, undefined))
	return [{ chainPem: leaf.chainPem + vouched.value.pem }, leaf.privateKeyPem]
}
