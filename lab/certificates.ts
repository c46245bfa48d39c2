import { chmod, mkdir, rename, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { createAuthority } from "#pki/authority"
import { type Authority, type Issued, type IssueRequest, issueCertificate } from "#pki/issue"

const dayMs = 86_400_000
const organization = "Countersign Lab"

/** Authorities and leaves of the lab, made anew at every start, and the files that settings point to. */
export interface LabCertificates {
	/** The private CA that most servers use. */
	readonly ca: Authority
	/** An intermediate below `ca`. */
	readonly intermediate: Authority
	/** A CA that nobody was told of. */
	readonly stranger: Authority
	/** SPIFFE authorities of `lab.test` and `other.test`. */
	readonly spiffe: Authority
	readonly otherSpiffe: Authority
	/** Leaf for localhost, 127.0.0.1 and ::1 by `ca`. */
	readonly server: Issued
	/** Client certificate by `ca`. */
	readonly client: Issued
	/** Paths of PEM files: CA and its key, client certificate and key, and the key of another certificate. */
	readonly files: {
		readonly ca: string
		readonly caKey: string
		readonly client: string
		readonly clientKey: string
		readonly otherKey: string
	}
	readonly issue: (request: IssueRequest) => Promise<Issued>
}

/** Makes the lab's certificates and writes the shared files below `folder`. */
export async function makeLabCertificates(folder: string): Promise<LabCertificates> {
	await makePrivateFolder(folder)
	const [ca, stranger, spiffe, otherSpiffe] = await Promise.all([
		createAuthority({ commonName: "Lab Root CA", organization }),
		createAuthority({ commonName: "Stranger CA", organization: "Nobody You Know" }),
		createAuthority({ commonName: "lab.test authority", uri: "spiffe://lab.test" }),
		createAuthority({ commonName: "other.test authority", uri: "spiffe://other.test" }),
	])
	const [intermediate, server, client, other] = await Promise.all([
		createAuthority({ commonName: "Lab Issuing CA", organization, parent: ca, pathLength: 0 }),
		issueCertificate({
			authority: ca,
			subject: "CN=lab server",
			dns: ["localhost"],
			ip: ["127.0.0.1", "::1"],
			eku: ["serverAuth"],
		}),
		issueCertificate({
			authority: ca,
			subject: "CN=lab client",
			dns: ["client.lab.test"],
			eku: ["clientAuth"],
		}),
		issueCertificate({ authority: ca, subject: "CN=another client", eku: ["clientAuth"] }),
	])
	const files = {
		ca: await writePrivate(join(folder, "ca.pem"), ca.pem),
		caKey: await writePrivate(join(folder, "ca-key.pem"), await keyPem(ca)),
		client: await writePrivate(join(folder, "client.pem"), client.chainPem),
		clientKey: await writePrivate(join(folder, "client-key.pem"), client.privateKeyPem.reveal()),
		otherKey: await writePrivate(join(folder, "other-key.pem"), other.privateKeyPem.reveal()),
	}
	return { ca, intermediate, stranger, spiffe, otherSpiffe, server, client, files, issue: issueCertificate }
}

/** PKCS #8. The lab's CA signs for the lab alone; whoever tries what its servers refuse may issue from it. */
async function keyPem({ key }: Authority): Promise<string> {
	const der = Buffer.from(await crypto.subtle.exportKey("pkcs8", key)).toString("base64")
	return `-----BEGIN PRIVATE KEY-----\n${der.replace(/.{64}(?=.)/g, "$&\n")}\n-----END PRIVATE KEY-----\n`
}

/** Makes a folder that only its owner may enter, also when it was there before. */
export async function makePrivateFolder(path: string): Promise<void> {
	await mkdir(path, { recursive: true, mode: 0o700 })
	await chmod(path, 0o700)
}

/** Writes a file of mode 0600 in one step: readers see the old text or the new, never half of it. Returns its path. */
export async function writePrivate(path: string, text: string): Promise<string> {
	const temporary = `${path}.${process.pid}.tmp`
	await writeFile(temporary, text, { mode: 0o600 })
	await chmod(temporary, 0o600)
	await rename(temporary, path)
	return path
}

/** Writes certificate chain and key into `folder` as settings name them. */
export async function writeIdentity(
	folder: string,
	name: string,
	identity: Pick<Issued, "chainPem" | "privateKeyPem">,
): Promise<{ readonly certificate: string; readonly key: string }> {
	return {
		certificate: await writePrivate(join(folder, `${name}.pem`), identity.chainPem),
		key: await writePrivate(join(folder, `${name}-key.pem`), identity.privateKeyPem.reveal()),
	}
}

/** A moment some days from now; negative for the past. */
export function daysFromNow(days: number): Date {
	return new Date(Date.now() + days * dayMs)
}
