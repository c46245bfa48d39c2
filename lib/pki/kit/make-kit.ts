import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import type { FieldProblem } from "../field-problem.ts"
import { type Authority, type Issued, issueCertificate } from "../issue.ts"
import type { KeyAlgorithm } from "../key-pair.ts"
import { planCertificate } from "../plan-certificate.ts"
import { kubernetesNames, readName } from "../read-name.ts"

/** What mutual TLS on a developer's machine needs. */
export interface KitRequest {
	/** Names and addresses of the server. */
	readonly names: readonly string[]
	/** Kubernetes Services as `service.namespace`, whose four names are added. */
	readonly services?: readonly string[]
	readonly keyAlgorithm: KeyAlgorithm
	/** Of the two leaves, such as `90d`. The CA lives for ten years. */
	readonly lifetime: string
	/** Of the CA; `Development CA` when absent. */
	readonly authorityName?: string
	/** Common name of the client; `client` when absent. */
	readonly clientName?: string
	readonly now: Date
}

/** A CA, a server's and a client's certificate, each with its key. */
export interface Kit {
	readonly authority: Authority
	readonly authorityKey: Secret<Uint8Array>
	readonly server: Issued
	readonly client: Issued
	/** The names that the server's certificate was given, as asked. */
	readonly names: readonly string[]
}

/** Makes the kit in memory, with WebCrypto, in a browser or in Node. Fails field by field; nothing is made then. */
export async function makeKit(request: KitRequest): Promise<Result<Kit, readonly FieldProblem[]>> {
	const { keyAlgorithm, lifetime, now } = request
	const services = (request.services ?? []).map((typed) => kubernetesNames(typed))
	const problems = services.flatMap((each): FieldProblem[] =>
		each.ok ? [] : [{ field: "services", text: each.error }],
	)
	const names = [...request.names, ...services.flatMap((each) => (each.ok ? each.value : []))]
	const base = { keyAlgorithm, names: [] }
	const rootForm = {
		...base,
		profile: "root",
		lifetime: "10y",
		commonName: request.authorityName ?? "Development CA",
	} as const
	const rootPlan = await planCertificate(rootForm, { now })
	if (!rootPlan.ok) return err([...problems, ...rootPlan.error])
	const root = await issueCertificate(rootPlan.value.request)
	const authority: Authority = {
		certificate: root.certificate,
		key: root.key,
		pem: root.pem,
		der: root.der,
		chainPem: "",
	}
	const clientName = request.clientName ?? "client"
	const clientNames = readName(clientName).ok ? [clientName] : []
	const [server, client] = await Promise.all([
		planCertificate({ ...base, profile: "server", names, lifetime }, { authority, now }),
		planCertificate(
			{ ...base, profile: "client", lifetime, commonName: clientName, names: clientNames },
			{ authority, now },
		),
	])
	const told = [...problems, ...(server.ok ? [] : server.error)]
	if (!server.ok || !client.ok || told.length > 0)
		return err(told.length > 0 || client.ok ? told : client.error)
	return ok({
		authority,
		authorityKey: root.privateKeyPkcs8,
		server: await issueCertificate(server.value.request),
		client: await issueCertificate(client.value.request),
		names,
	})
}
