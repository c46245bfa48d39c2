import { createAuthority } from "../authority.ts"
import { type Authority, issueCertificate } from "../issue.ts"
import { createJwtAuthority, type JwtAuthority } from "./jwt-svid.ts"
import type { SentSvid } from "./workload-answers.ts"
import type { WorkloadConfig, WorkloadIdentity } from "./workload-config.ts"

/** An SVID that is handed out now. */
export interface CurrentSvid {
	readonly identity: WorkloadIdentity
	readonly sent: SentSvid
	readonly serial: string
	readonly notBefore: Date
	readonly notAfter: Date
}

/** What a Workload API hands out until the next rotation. */
export interface WorkloadSnapshot {
	/** Counts rotations from 1. */
	readonly rotation: number
	readonly svids: readonly CurrentSvid[]
	/** Milliseconds since 1970. */
	readonly issuedAt: number
	readonly rotatesAt: number
}

/** Issues SVIDs for the configured identities; keys are in memory alone. */
export interface WorkloadSource {
	readonly authority: Authority
	readonly jwt: JwtAuthority
	readonly current: () => WorkloadSnapshot
	/** Issues every SVID anew, with new keys. */
	readonly rotate: () => Promise<WorkloadSnapshot>
}

/** SVIDs begin a little in the past, for clocks that differ. */
const backdateMs = 10_000

/** Makes an authority for the trust domain and the first SVIDs. */
export async function openWorkloadSource(
	config: Pick<WorkloadConfig, "trustDomain" | "identities" | "ttlMs">,
	now: () => number = Date.now,
): Promise<WorkloadSource> {
	const authority = await createAuthority({
		commonName: `${config.trustDomain} development authority`.slice(0, 64),
		uri: `spiffe://${config.trustDomain}`,
	})
	const jwt = await createJwtAuthority()
	let snapshot = await issueAll(config, authority, now(), 1)
	return {
		authority,
		jwt,
		current: () => snapshot,
		rotate: async () => {
			snapshot = await issueAll(config, authority, now(), snapshot.rotation + 1)
			return snapshot
		},
	}
}

async function issueAll(
	{ identities, ttlMs, trustDomain }: Pick<WorkloadConfig, "trustDomain" | "identities" | "ttlMs">,
	authority: Authority,
	now: number,
	rotation: number,
): Promise<WorkloadSnapshot> {
	const svids = await Promise.all(
		identities.map(async (identity): Promise<CurrentSvid> => {
			const issued = await issueCertificate({
				authority,
				subject: [{ O: trustDomain.slice(0, 64) }],
				uri: [identity.spiffeId],
				dns: identity.dns,
				eku: ["serverAuth", "clientAuth"],
				notBefore: new Date(now - backdateMs),
				notAfter: new Date(now + ttlMs),
			})
			const { notBefore, notAfter, serialNumber } = issued.certificate
			return {
				identity,
				sent: {
					spiffeId: identity.spiffeId,
					chain: [issued.der],
					key: issued.privateKeyPkcs8.reveal(),
					bundle: [authority.der],
					hint: identity.hint ?? "",
				},
				...{ serial: serialNumber, notBefore, notAfter },
			}
		}),
	)
	return { rotation, svids, issuedAt: now, rotatesAt: now + ttlMs / 2 }
}
