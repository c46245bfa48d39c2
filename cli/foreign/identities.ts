import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"

/** Paths of the PEM files that foreign servers and our client use. */
export interface ForeignFiles {
	readonly folder: string
	readonly ca: string
	readonly serverCert: string
	readonly serverKey: string
	readonly clientCert: string
	readonly clientKey: string
	/** A client certificate by a CA that no server knows. */
	readonly strangerCert: string
	readonly strangerKey: string
}

/** Makes a CA, a server certificate for localhost and client certificates in a folder of their own. */
export async function makeForeignFiles(): Promise<ForeignFiles> {
	const folder = await mkdtemp(join(tmpdir(), "cs-foreign-"))
	const authority = await createAuthority({ commonName: "Foreign Test CA" })
	const server = await issueCertificate({
		authority,
		subject: "CN=foreign",
		dns: ["localhost"],
		ip: ["127.0.0.1"],
		eku: ["serverAuth"],
	})
	const client = await issueCertificate({ authority, subject: "CN=caller", eku: ["clientAuth"] })
	const unknown = await createAuthority({ commonName: "Stranger CA" })
	const stranger = await issueCertificate({ authority: unknown, subject: "CN=stranger", eku: ["clientAuth"] })
	const write = async (name: string, text: string) => {
		await writeFile(join(folder, name), text, { mode: 0o600 })
		return join(folder, name)
	}
	return {
		folder,
		ca: await write("ca.pem", authority.pem),
		serverCert: await write("server.pem", server.chainPem),
		serverKey: await write("server-key.pem", server.privateKeyPem.reveal()),
		clientCert: await write("client.pem", client.chainPem),
		clientKey: await write("client-key.pem", client.privateKeyPem.reveal()),
		strangerCert: await write("stranger.pem", stranger.chainPem),
		strangerKey: await write("stranger-key.pem", stranger.privateKeyPem.reveal()),
	}
}
