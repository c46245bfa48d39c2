import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { TlsOptions } from "node:tls"
import { identityOptions, tlsGrpc } from "#lab/servers/grpc-server"
import { createAuthority } from "#pki/authority"
import { type IssueRequest, issueCertificate } from "#pki/issue"

/** A gRPC server on loopback that some runtimes get along with and others do not. */
export interface StrictServer {
	readonly id: string
	readonly port: number
	/** Path of the CA that issued its certificate. */
	readonly ca: string
	readonly close: () => Promise<void>
}

type Made = readonly [id: string, request: Partial<IssueRequest>, options: TlsOptions]

const weak = { ciphers: "DEFAULT@SECLEVEL=0" } as const
const rsa = { keyAlgorithm: "rsa2048" } as const

const kinds: readonly Made[] = [
	["ed25519", { keyAlgorithm: "ed25519" }, {}],
	["rsa-1024", { keyAlgorithm: "rsa1024" }, weak],
	["sha-1", { signatureHash: "SHA-1" }, weak],
	["x25519-only", {}, { ecdhCurve: "X25519" }],
	["p384-only", {}, { ecdhCurve: "P-384" }],
	["cbc-only", rsa, { maxVersion: "TLSv1.2", ciphers: "ECDHE-RSA-AES128-SHA" }],
	["rsa-key-exchange", rsa, { maxVersion: "TLSv1.2", ciphers: "AES128-GCM-SHA256" }],
	["ca-as-leaf", { ca: { pathLength: null }, keyUsage: ["digitalSignature", "keyCertSign"] }, {}],
	["uri-and-cn", { dns: [], uri: ["urn:service:strict"] }, {}],
]

/** Ids of the servers. */
export const strictIds: readonly string[] = kinds.map(([id]) => id)

/** Starts them all with certificates by a CA of their own, whose PEM is written to `folder`. */
export async function startStrictServers(folder: string): Promise<readonly StrictServer[]> {
	await mkdir(folder, { recursive: true, mode: 0o700 })
	const authority = await createAuthority({ commonName: "Strict Test CA" })
	const ca = join(folder, "strict-ca.pem")
	await writeFile(ca, authority.pem, { mode: 0o600 })
	return Promise.all(
		kinds.map(async ([id, request, options]) => {
			const leaf = await issueCertificate({
				authority,
				subject: "CN=localhost",
				dns: ["localhost"],
				eku: ["serverAuth"],
				...request,
			})
			const { port, close } = await tlsGrpc({ port: 0 }, { ...identityOptions(leaf), ...options })
			return { id, port, ca, close }
		}),
	)
}
