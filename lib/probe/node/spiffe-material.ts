import type { Clock } from "#base/clock"
import type { Deadline } from "#base/deadline"
import { Secret } from "#base/secret"
import { type DialPolicy, decideDial } from "#endpoints/dial-policy"
import type { EndpointSettings } from "#endpoints/endpoint"
import { parseEndpointSocket } from "#spiffe/endpoint-socket"
import { fetchX509Context } from "#spiffe/node/workload-api"
import type { X509Context } from "#spiffe/x509-context"
import { describeCertificate, renderPem } from "#x509/describe"
import type { WorkloadApiObservation } from "../observation.ts"
import type { ClientIdentity, Trust } from "./material.ts"

/** At most this many certificates of our own chain are described. */
const describedMax = 20

/** What the Workload API gave us: our own identity and the bundles, or why it did not. */
export interface SpiffeMaterial {
	readonly observation: WorkloadApiObservation
	readonly identity?: ClientIdentity
	readonly trust?: Trust
}

/**
 * Asks the Workload API that the settings name for our SVIDs and bundles. Undefined when they name none. The default
 * identity is the first SVID (SPIFFE Workload API, section 5.2.1).
 */
export async function fetchSpiffeMaterial(
	settings: EndpointSettings,
	policy: DialPolicy,
	deadline: Deadline,
	clock: Clock,
): Promise<SpiffeMaterial | undefined> {
	const address = settings.spiffeSocket
	if (address === undefined) return undefined
	const begun = clock.monotonic()
	const failed = (reason: string, text: string, grpcStatus?: string): SpiffeMaterial => ({
		observation: {
			address,
			ms: clock.monotonic() - begun,
			outcome: { kind: "failed", reason, text, ...(grpcStatus === undefined ? {} : { grpcStatus }) },
		},
	})
	const refusal = policyRefusal(address, policy)
	if (refusal !== undefined) return failed("permission", refusal)
	const fetched = await fetchX509Context(address, {
		signal: deadline.signal,
		timeoutMs: deadline.remainingMs(),
	})
	if (!fetched.ok) return failed(fetched.error.reason, fetched.error.text, fetched.error.grpcStatus)
	return describeContext(address, fetched.value, clock.monotonic() - begun)
}

function policyRefusal(address: string, policy: DialPolicy): string | undefined {
	const parsed = parseEndpointSocket(address)
	if (!parsed.ok) return undefined
	const where = parsed.value
	const decision =
		where.kind === "unix"
			? decideDial(policy, { kind: "unix", path: where.path })
			: decideDial(policy, { kind: "tcp", host: where.host, address: where.host, port: where.port })
	return decision.allowed ? undefined : decision.text
}

async function describeContext(address: string, context: X509Context, ms: number): Promise<SpiffeMaterial> {
	const svid = context.svids[0]
	const leafDer = svid?.certificates[0]
	if (svid === undefined || leafDer === undefined) {
		const text = "The Workload API answered without an SVID."
		return { observation: { address, ms, outcome: { kind: "failed", reason: "bad-response", text } } }
	}
	const leaf = await describeCertificate(leafDer)
	const rest = await Promise.all(
		svid.certificates.slice(1, describedMax).map((der) => describeCertificate(der)),
	)
	const described = [leaf, ...rest].flatMap((each) => (each.kind === "certificate" ? [each.description] : []))
	const pems = (certificates: readonly Uint8Array[]) =>
		certificates.map((der) => renderPem("CERTIFICATE", der)).join("")
	const domains = [...context.bundles.keys()]
	return {
		observation: {
			address,
			ms,
			outcome: {
				kind: "identity",
				spiffeId: svid.spiffeId,
				trustDomains: domains,
				svids: context.svids.length,
				expiresAt: leaf.kind === "certificate" ? leaf.description.notAfter : "",
			},
		},
		identity: {
			source: "workload-api",
			chainPem: pems(svid.certificates),
			chainLength: svid.certificates.length,
			keyPem: new Secret(renderPem("PRIVATE KEY", svid.key.reveal())),
			spiffeId: svid.spiffeId,
			described,
			...(leaf.kind === "certificate" ? { leaf: leaf.description } : {}),
		},
		trust: {
			kind: "spiffe",
			bundles: context.bundles,
			pem: pems([...context.bundles.values()].flat()),
			source: `SPIFFE bundles of ${domains.join(", ")}`,
		},
	}
}
