import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { authorityOf, createAuthority } from "#pki/authority"
import type { CertificateForm, Profile } from "#pki/certificate-form"
import { type FaultId, faults } from "#pki/faults"
import { type Authority, type Issued, issueCertificate } from "#pki/issue"
import type { KeyAlgorithm } from "#pki/key-pair"
import { planCertificate } from "#pki/plan-certificate"

/** The name that every client of these cases dials. */
export const dialledName = "api.example.org"

/** A server and a client with their certificates in a folder: `{root,server,server-key,client,client-key}.pem`. */
export interface IssuedCase {
	/** What the certificates are, in a few words. */
	readonly title: string
	readonly folder: string
	/** What is wrong on purpose. */
	readonly fault?: FaultId
	/** The CA limits URIs, which is right, and which not every runtime can read. */
	readonly limitsUris?: boolean
}

const keys: readonly KeyAlgorithm[] = ["p256", "p384", "ed25519", "rsa2048", "rsa3072", "rsa4096"]

/** Every kind of key below a root and below an intermediate, every profile, and every fault on both sides. */
export async function writeIssuedCases(parent: string): Promise<readonly IssuedCase[]> {
	const cases: IssuedCase[] = []
	const add = async (
		title: string,
		root: Authority,
		server: Issued,
		client: Issued,
		more: Pick<IssuedCase, "fault" | "limitsUris"> = {},
	) => {
		const folder = join(parent, `${cases.length}`)
		await mkdir(folder)
		const write = (name: string, text: string) => writeFile(join(folder, name), text, { mode: 0o600 })
		await write("root.pem", root.pem)
		for (const [side, issued] of [["server", server] as const, ["client", client] as const]) {
			await write(`${side}.pem`, issued.chainPem)
			await write(`${side}-key.pem`, issued.privateKeyPem.reveal())
		}
		cases.push({ title, folder, ...more })
	}
	for (const keyAlgorithm of keys) {
		const root = await createAuthority({ commonName: `${keyAlgorithm} Root`, keyAlgorithm })
		const pair = (by: Authority) => [
			issue("server", by, { keyAlgorithm }),
			issue("client", by, { keyAlgorithm }),
		]
		const [server, client] = await Promise.all(pair(root))
		if (server !== undefined && client !== undefined)
			await add(`${keyAlgorithm}, below a root`, root, server, client)
		const middle = await issue("intermediate", root, {
			commonName: "Issuing CA",
			keyAlgorithm,
			lifetime: "8d",
		})
		const [lower, asker] = await Promise.all(pair(authorityOf(middle, root)))
		if (lower !== undefined && asker !== undefined)
			await add(`${keyAlgorithm}, below an intermediate`, root, lower, asker)
	}
	const limits = { permittedNames: ["example.org"], excludedNames: ["bad.example.org"] }
	const limited = await issue("root", undefined, { commonName: "Limited Root", lifetime: "9d", ...limits })
	const root = authorityOf(limited, undefined)
	for (const profile of ["both", "svid"] as const)
		await add(
			`${profile} on both sides, name constraints`,
			root,
			await issue(profile, root),
			await issue(profile, root),
		)
	const uris = { commonName: "URI Root", lifetime: "9d", permittedNames: ["spiffe://example.org"] }
	const uriRoot = authorityOf(await issue("root", undefined, uris), undefined)
	const [one, other] = [await issue("svid", uriRoot), await issue("svid", uriRoot)]
	await add("svid on both sides, name constraints on URIs", uriRoot, one, other, { limitsUris: true })
	const plain = await createAuthority({ commonName: "Plain Root" })
	const [goodServer, goodClient] = [await issue("server", plain), await issue("client", plain)]
	for (const { id, profiles } of faults)
		for (const side of ["server", "client"] as const)
			if (profiles.includes(side)) {
				const wrong = await issue(side, plain, { fault: id })
				const [server, client] = side === "server" ? [wrong, goodClient] : [goodServer, wrong]
				await add(`${id}, the ${side}`, plain, server, client, { fault: id })
			}
	return cases
}

async function issue(
	profile: Profile,
	authority: Authority | undefined,
	more: Partial<CertificateForm> = {},
): Promise<Issued> {
	const isCa = profile === "root" || profile === "intermediate"
	const plan = await planCertificate(
		{
			...{ profile, names: isCa ? [] : [dialledName], keyAlgorithm: "p256", lifetime: "1d" },
			...(profile === "svid" ? { spiffeId: "spiffe://example.org/ns/a/sa/b" } : {}),
			...more,
		},
		{ now: new Date(), ...(authority === undefined ? {} : { authority }) },
	)
	if (!plan.ok) throw new Error(JSON.stringify(plan.error))
	return issueCertificate(plan.value.request)
}
