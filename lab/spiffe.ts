import { join } from "node:path"
import type { Authority, Issued } from "#pki/issue"
import type { LabCertificates } from "./certificates.ts"
import type { LabContext } from "./scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "./servers/grpc-server.ts"
import type { Listening } from "./servers/listen.ts"
import { type RunningWorkloadApi, startWorkloadApi } from "./workload-api.ts"

const hourMs = 3_600_000

/** The identity that the lab's Workload API gives to whoever may open its socket. */
export const labClientId = "spiffe://lab.test/ns/default/sa/client"
/** The identity of most SPIFFE servers of the lab. */
export const labServerId = "spiffe://lab.test/ns/default/sa/server"
/** The identity of servers in the other trust domain. */
export const otherServerId = "spiffe://other.test/ns/default/sa/server"

/** An X.509-SVID; one hour by default, as agents issue them. */
export function issueSvid(
	certificates: LabCertificates,
	authority: Authority,
	id: string,
	lifetimeMs = hourMs,
): Promise<Issued> {
	return certificates.issue({
		authority,
		subject: [{ O: "Countersign Lab" }],
		uri: [id],
		notBefore: new Date(Date.now() - 10_000),
		notAfter: new Date(Date.now() + lifetimeMs),
	})
}

/**
 * A server with an X.509-SVID of `authority` that requires SVIDs of lab.test or other.test, and renews its own at half
 * of its life.
 */
export async function startSpiffeServer(
	context: LabContext,
	authority: Authority,
	id: string,
): Promise<Listening> {
	const { certificates } = context
	const clients = requireClients([certificates.spiffe.pem, certificates.otherSpiffe.pem])
	const optionsNow = async () => ({
		...identityOptions(await issueSvid(certificates, authority, id)),
		ca: clients.ca,
	})
	const server = await tlsGrpc(context, { ...clients, ...(await optionsNow()) })
	const timer = setInterval(() => {
		optionsNow()
			.then((options) => server.tls.setSecureContext(options))
			.catch((cause: unknown) => process.emitWarning(`lab SVID: ${String(cause)}`))
	}, hourMs / 2)
	timer.unref()
	return {
		port: server.port,
		close: async () => {
			clearInterval(timer)
			await server.close()
		},
	}
}

/** Starts a Workload API that serves `labClientId` and the bundles of lab.test and, when federated, other.test. */
export function startLabWorkloadApi(
	context: LabContext,
	name: string,
	isFederated: boolean,
): Promise<RunningWorkloadApi> {
	const { certificates } = context
	return startWorkloadApi(join(context.sockets, `${name}.sock`), {
		kind: "identities",
		next: async () => {
			const svid = await issueSvid(certificates, certificates.spiffe, labClientId)
			return {
				svids: [
					{
						spiffeId: labClientId,
						chain: svid.der,
						key: svid.privateKeyPkcs8.reveal(),
						bundle: certificates.spiffe.der,
						hint: "client",
					},
				],
				bundle: { trustDomain: "spiffe://lab.test", certificates: [certificates.spiffe.der] },
				federated: new Map(isFederated ? [["spiffe://other.test", [certificates.otherSpiffe.der]]] : []),
				rotateAfterMs: hourMs / 2,
			}
		},
	})
}

/** Closes a server and its Workload API together. */
export function closeAll(
	...running: readonly { readonly close: () => Promise<void> }[]
): () => Promise<void> {
	return async () => {
		await Promise.all(running.map((each) => each.close()))
	}
}
