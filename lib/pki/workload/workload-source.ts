import { createAuthority } from "../authority.ts"
import { type Authority, issueCertificate } from "../issue.ts"
import type { Jwk } from "./jwt-keys.ts"
import { createJwtAuthority, type JwtAuthority, signJwtSvid } from "./jwt-svid.ts"
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

/** An authority of the trust domain, as its bundle holds it. */
export interface WorkloadAuthority {
	/** Counts from 1. */
	readonly number: number
	readonly der: Uint8Array
	readonly pem: string
	/** `next`: published, signs from the next rotation on. `last`: signs no more; what it signed may still be in use. */
	readonly state: "next" | "signs" | "last"
	/** Milliseconds since 1970: the end of what it signed last. Zero while it has signed nothing. */
	readonly signedUntil: number
}

/** What a Workload API hands out until the next rotation. */
export interface WorkloadSnapshot {
	/** Counts rotations from 1. */
	readonly rotation: number
	readonly svids: readonly CurrentSvid[]
	/** The bundle of the trust domain, oldest authority first. */
	readonly authorities: readonly WorkloadAuthority[]
	/** JWKS of the keys that sign JWT-SVIDs, with a sequence number that grows with each change of the bundle. */
	readonly jwks: string
	/** Milliseconds since 1970. */
	readonly issuedAt: number
	readonly rotatesAt: number
}

/** Issues SVIDs for the configured identities; keys are in memory alone. */
export interface WorkloadSource {
	readonly current: () => WorkloadSnapshot
	/** Issues every SVID anew, with new keys, from the newest authority. */
	readonly rotate: () => Promise<WorkloadSnapshot>
	/**
	 * Publishes a new authority and JWT key beside those that sign now. They sign from the next rotation on, so that every
	 * peer knows them before it meets what they signed; the old ones stay in the bundle until what they signed has ended.
	 * Nothing is added while an authority waits for its first rotation.
	 */
	readonly renewAuthority: () => Promise<WorkloadSnapshot>
	/** Signs a JWT-SVID for one of the identities; `ttlMs` counts from now. */
	readonly signJwt: (spiffeId: string, audience: readonly string[], ttlMs: number) => Promise<string>
	/** Public keys of the trust domain's own JWT-SVIDs that may still be valid. */
	readonly jwtKeys: () => readonly Jwk[]
}

/** SVIDs begin a little in the past, for clocks that differ. */
const backdateMs = 10_000
/** Seconds; how often whoever federates asks for the bundle again. */
const refreshHint = 300

interface Signer {
	readonly number: number
	readonly authority: Authority
	readonly jwt: JwtAuthority
	signedUntil: number
}

type SourceConfig = Pick<WorkloadConfig, "trustDomain" | "identities" | "ttlMs">

/** Makes an authority for the trust domain and the first SVIDs. */
export async function openWorkloadSource(
	config: SourceConfig,
	now: () => number = Date.now,
): Promise<WorkloadSource> {
	let signing = await makeSigner(config, 1)
	let signers: readonly Signer[] = [signing]
	let sequence = 1
	let snapshot = await issue(1)
	let turn: Promise<unknown> = Promise.resolve()

	async function issue(rotation: number): Promise<WorkloadSnapshot> {
		const at = now()
		const newest = signers.at(-1) ?? signing
		const kept = signers.filter((each) => each === newest || each.signedUntil > at)
		if (kept.length < signers.length) sequence += 1
		signing = newest
		signers = kept
		signing.signedUntil = Math.max(signing.signedUntil, at + config.ttlMs)
		const svids = await Promise.all(
			config.identities.map((identity) => issueSvid(config, identity, signing.authority, at)),
		)
		return published({ rotation, svids, issuedAt: at, rotatesAt: at + config.ttlMs / 2 })
	}

	function published(
		issued: Pick<WorkloadSnapshot, "rotation" | "svids" | "issuedAt" | "rotatesAt">,
	): WorkloadSnapshot {
		const bundle = signers.map(({ authority }) => authority.der)
		const keys = signers.map(({ jwt }) => jwt.jwk)
		return {
			...issued,
			svids: issued.svids.map((svid) => ({ ...svid, sent: { ...svid.sent, bundle } })),
			authorities: signers.map((each) => authorityOf(each, signing)),
			jwks: JSON.stringify({ keys, spiffe_sequence: sequence, spiffe_refresh_hint: refreshHint }),
		}
	}

	/** One change at a time: a timer and a button may come together. */
	function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
		const next = turn.then(work, work)
		turn = next.catch(() => undefined)
		return next
	}

	return {
		current: () => snapshot,
		rotate: () =>
			inTurn(async () => {
				snapshot = await issue(snapshot.rotation + 1)
				return snapshot
			}),
		renewAuthority: () =>
			inTurn(async () => {
				const newest = signers.at(-1) ?? signing
				if (newest !== signing) return snapshot
				signers = [...signers, await makeSigner(config, newest.number + 1)]
				sequence += 1
				snapshot = published(snapshot)
				return snapshot
			}),
		signJwt: (spiffeId, audience, ttlMs) => {
			const at = now()
			signing.signedUntil = Math.max(signing.signedUntil, at + ttlMs)
			return signJwtSvid(signing.jwt, { spiffeId, audience, ttlMs, now: at })
		},
		jwtKeys: () => signers.map(({ jwt }) => jwt.jwk),
	}
}

function authorityOf(signer: Signer, signing: Signer): WorkloadAuthority {
	const { number, authority, signedUntil } = signer
	const state = signer === signing ? "signs" : signer.number > signing.number ? "next" : "last"
	return { number, der: authority.der, pem: authority.pem, state, signedUntil }
}

async function makeSigner({ trustDomain }: SourceConfig, number: number): Promise<Signer> {
	const count = number === 1 ? "" : ` ${number}`
	const [authority, jwt] = await Promise.all([
		createAuthority({
			commonName: `${trustDomain.slice(0, 64 - 22 - count.length)} development authority${count}`,
			uri: `spiffe://${trustDomain}`,
		}),
		createJwtAuthority(),
	])
	return { number, authority, jwt, signedUntil: 0 }
}

async function issueSvid(
	{ ttlMs, trustDomain }: SourceConfig,
	identity: WorkloadIdentity,
	authority: Authority,
	now: number,
): Promise<CurrentSvid> {
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
}
