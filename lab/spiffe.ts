import { join } from "node:path"
import type { Authority, Issued } from "#pki/issue"
import type { LabCertificates } from "./certificates.ts"
import { startWorkloadApi, type WorkloadBehaviour } from "./workload-api.ts"

const hourMs = 3_600_000

/** The identity that the lab's Workload API gives to whoever may open its socket. */
export const labClientId = "spiffe://lab.test/ns/default/sa/client"

/** An X.509-SVID of one hour, as agents issue them. */
export function issueSvid(certificates: LabCertificates, authority: Authority, id: string): Promise<Issued> {
	return certificates.issue({
		authority,
		subject: "O=Countersign Lab",
		uri: [id],
		notBefore: new Date(Date.now() - 10_000),
		notAfter: new Date(Date.now() + hourMs),
	})
}

/** Starts a Workload API that serves `labClientId` and the bundles of lab.test and, when federated, other.test. */
export async function startLabWorkloadApi(
	certificates: LabCertificates,
	folder: string,
	name: string,
	federated: boolean,
) {
	const path = join(folder, `${name}.sock`)
	const behaviour: WorkloadBehaviour = {
		kind: "identities",
		state: async () => {
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
				federated: new Map(federated ? [["spiffe://other.test", [certificates.otherSpiffe.der]]] : []),
				rotateAfterMs: hourMs / 2,
			}
		},
	}
	const api = await startWorkloadApi(path, behaviour)
	return { address: `unix://${path}`, close: api.close }
}
