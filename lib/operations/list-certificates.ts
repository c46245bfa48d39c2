import { ok, type Result } from "#base/result"
import {
	byUrgency,
	type CertificateFacts,
	type CertificateStatus,
	type CertificateUse,
	judgeCertificate,
} from "#pki/certificate-status"
import { type IssuedCertificate, listIssued } from "#store/issued"
import { listRemembered } from "#store/remembered"
import type { StoreFailure } from "#store/store-failure"
import { listWatched, type WatchedCertificate } from "#store/watched"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { parsePemCertificates } from "#x509/pem-certificates"
import type { OperationContext } from "./context.ts"
import { listAuthorities } from "./list-authorities.ts"

/** Every certificate that is kept, was issued here, is remembered, or is watched at an endpoint. JSON-safe, no secrets. */
export interface CertificateOverview {
	readonly schema: "countersign.certificates/v1"
	/** ISO 8601: the moment that it speaks of. */
	readonly at: string
	readonly needsRenewal: number
	/** The most urgent first, at most `certificatesMax`. */
	readonly certificates: readonly CertificateStatus[]
	/** How many there are beyond that. */
	readonly leftOut: number
}

/** Certificates of one overview. */
const certificatesMax = 1_000

/**
 * Judges every certificate of the workspace at this moment; `given` are those that a Workload API of our own gives now,
 * DER.
 */
export async function listCertificates(
	context: OperationContext,
	given: readonly Uint8Array[] = [],
): Promise<Result<CertificateOverview, StoreFailure>> {
	const [authorities, issued, remembered, watched] = await Promise.all([
		listAuthorities(context),
		listIssued(context.store, undefined, context.clock.now()),
		listRemembered(context.store),
		listWatched(context.store),
	])
	if (!authorities.ok) return authorities
	if (!issued.ok) return issued
	if (!remembered.ok) return remembered
	if (!watched.ok) return watched
	const now = context.clock.now()
	const seen = await describeWatched(watched.value)
	const usesOf = (sha256: string) => seen.get(sha256)?.uses ?? []
	const facts = new Map<string, CertificateFacts>()
	for (const { certificate, uses } of seen.values())
		if (uses.some(({ role }) => role !== "chain"))
			facts.set(certificate.sha256, { certificate, uses, origin: "watched" })
	for (const described of await Promise.all(given.map(describeCertificate))) {
		if (described.kind === "unreadable") continue
		const certificate = described.description
		facts.set(certificate.sha256, { certificate, origin: "workload", uses: usesOf(certificate.sha256) })
	}
	const wanted = new Set(remembered.value.map(({ sha256 }) => sha256))
	const isRemembered = (sha256: string) => (wanted.has(sha256) ? { isRemembered: true } : {})
	const ofIssued = (await Promise.all(issued.value.map(({ pem }) => describeAll(pem)))).flat()
	const ofRemembered = (await Promise.all(remembered.value.map(({ pem }) => describeAll(pem)))).flat()
	const later = laterLeaves([...ofIssued, ...ofRemembered], now)
	const replaced = replacements(issued.value)
	for (const certificate of ofRemembered) {
		const { sha256 } = certificate
		const entry = { certificate, origin: "remembered", isRemembered: true, uses: usesOf(sha256) } as const
		facts.set(sha256, { ...entry, ...replacedWith(later.get(sha256)) })
	}
	for (const certificate of ofIssued) {
		const { sha256 } = certificate
		const entry = { certificate, origin: "issued", uses: usesOf(sha256), ...isRemembered(sha256) } as const
		facts.set(sha256, { ...entry, ...replacedWith(replaced.get(sha256)) })
	}
	for (const { certificate } of authorities.value) {
		const { sha256 } = certificate
		const issuedValid = issued.value.filter(
			({ authority, notAfter }) => authority === sha256 && Date.parse(notAfter) > now,
		).length
		const kept = { certificate, origin: "kept", uses: usesOf(sha256), issuedValid } as const
		facts.set(sha256, { ...kept, ...isRemembered(sha256) })
	}
	const all = [...facts.values()].map((each) => judgeCertificate(each, now)).toSorted(byUrgency)
	return ok({
		schema: "countersign.certificates/v1",
		at: new Date(now).toISOString(),
		needsRenewal: all.filter(({ needsRenewal }) => needsRenewal).length,
		certificates: all.slice(0, certificatesMax),
		leftOut: Math.max(0, all.length - certificatesMax),
	})
}

interface Seen {
	readonly certificate: CertificateDescription
	readonly uses: CertificateUse[]
}

async function describeWatched(watched: readonly WatchedCertificate[]): Promise<ReadonlyMap<string, Seen>> {
	const seen = new Map<string, Seen>()
	const read = new Map<string, readonly CertificateDescription[]>()
	for (const { pem, role, ...endpoint } of watched) {
		// Hundreds of endpoints may trust one file.
		const described = read.get(pem) ?? (await describeAll(pem))
		read.set(pem, described)
		// A CA file may hold many; of a client's chain only the leaf is ours to renew.
		for (const certificate of role === "ca" ? described : described.slice(0, 1)) {
			const entry = seen.get(certificate.sha256) ?? { certificate, uses: [] }
			const isKnown = entry.uses.some((use) => use.endpointId === endpoint.endpointId && use.role === role)
			if (!isKnown) entry.uses.push({ ...endpoint, role })
			seen.set(certificate.sha256, entry)
		}
	}
	return seen
}

async function describeAll(pem: string): Promise<readonly CertificateDescription[]> {
	const ders = parsePemCertificates(pem)
	if (!ders.ok) return []
	const described = await Promise.all(ders.value.slice(0, 100).map(describeCertificate))
	return described.flatMap((each) => (each.kind === "certificate" ? [each.description] : []))
}

function replacedWith(sha256: string | undefined): { readonly replacedBy?: string } {
	return sha256 === undefined ? {} : { replacedBy: sha256 }
}

/**
 * Of leaves with the same issuer, subject, names and usages, the one that began last has taken the others' place; one
 * that has ended takes nobody's who has not.
 */
function laterLeaves(all: readonly CertificateDescription[], now: number): ReadonlyMap<string, string> {
	const leaves = all.filter(({ isCa }) => !isCa)
	const keyOf = ({ issuer, subject, sans, eku }: CertificateDescription) =>
		JSON.stringify([issuer, subject, sans, eku])
	const rankOf = ({ notBefore, notAfter }: CertificateDescription) =>
		`${Date.parse(notAfter) > now ? "valid" : "ended"} ${notBefore}`
	const newest = new Map<string, CertificateDescription>()
	for (const leaf of leaves) {
		const first = newest.get(keyOf(leaf))
		if (first === undefined || rankOf(leaf) > rankOf(first)) newest.set(keyOf(leaf), leaf)
	}
	return new Map(
		leaves.flatMap((leaf) => {
			const last = newest.get(keyOf(leaf))
			return last === undefined || rankOf(last) === rankOf(leaf) ? [] : [[leaf.sha256, last.sha256]]
		}),
	)
}

/** Valid before ended, newest first: the first of the same CA, subject, profile and names has taken the place of all that follow. */
function replacements(issued: readonly IssuedCertificate[]): ReadonlyMap<string, string> {
	const newest = new Map<string, string>()
	const replaced = new Map<string, string>()
	for (const { sha256, authority, subject, profile, names } of issued) {
		const key = JSON.stringify([authority, subject, profile, names.toSorted()])
		const first = newest.get(key)
		if (first === undefined) newest.set(key, sha256)
		else replaced.set(sha256, first)
	}
	return replaced
}
