import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import { leafOf } from "./read-attempt.ts"

/** One certificate, as far as a rotation is about it. */
export type RotatedCertificate = Pick<CertificateDescription, "sha256" | "serial" | "notBefore" | "notAfter">

/** What one run saw of a provisioned file and of the server that should serve it. */
export interface RotationSighting {
	/** ISO 8601: when the attempt was made. */
	readonly at: string
	readonly path: string
	/** ISO 8601. */
	readonly modifiedAt?: string
	readonly file: RotatedCertificate
	readonly served: RotatedCertificate
}

/** One certificate that the file held, and what became of it on the wire. */
export interface RotationStep {
	readonly certificate: RotatedCertificate
	readonly path: string
	/** ISO 8601: when the file was changed; absent where the file system did not say. */
	readonly changedAt?: string
	/** ISO 8601: the first run that saw it in the file. */
	readonly seenAt: string
	/** ISO 8601: the first run that was served it. The server began at some time before. */
	readonly servedAt?: string
	/** ISO 8601: the last run that found it in the file and was still served another one. */
	readonly notServedAt?: string
	/** At most this many milliseconds passed from the change to being served. */
	readonly gapMs?: number
	/**
	 * `served`: it reached the wire. `waiting`: it did not yet, and there is time. `never`: the file has held it for
	 * longer than a server may take, or has lost it again, and no run was ever served it.
	 */
	readonly state: "served" | "waiting" | "never"
}

/** How long a server may take to serve what its file holds. Milliseconds. */
export const rotationPatienceMs = 5 * 60_000

/**
 * What a run saw of a rotation: the file of its certificate beside the certificate that was served, when both are of
 * one identity. Undefined otherwise: then the file is not the server's.
 */
export function rotationSighting(run: RunObservation): RotationSighting | undefined {
	const attempts = run.attempts.toSorted((a, b) => Number(b.configured) - Number(a.configured))
	for (const attempt of attempts) {
		const served = leafOf(attempt)
		if (served === undefined) continue
		const found = run.files.find(({ field, leaf }) => field === "certificate" && isSameIdentity(leaf, served))
		if (found?.leaf !== undefined)
			return sightingOf(attempt, found.path, found.modifiedAt, found.leaf, served)
	}
	return undefined
}

/** Every certificate that the file was seen to hold, the newest first. What no run saw is not in it. */
export function rotationHistory(
	sightings: readonly RotationSighting[],
	patienceMs = rotationPatienceMs,
): readonly RotationStep[] {
	const inOrder = sightings.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
	const hashes = [...new Set(inOrder.map(({ file }) => file.sha256))]
	return hashes
		.map((sha256) => stepOf(sha256, inOrder, patienceMs))
		.toReversed()
		.flatMap((step) => step ?? [])
}

function stepOf(
	sha256: string,
	sightings: readonly RotationSighting[],
	patienceMs: number,
): RotationStep | undefined {
	const inFile = sightings.filter(({ file }) => file.sha256 === sha256)
	const [first] = inFile
	const last = inFile.at(-1)
	if (first === undefined || last === undefined) return undefined
	const servedAt = sightings.find(({ served }) => served.sha256 === sha256)?.at
	const notServedAt = inFile.findLast(({ served }) => served.sha256 !== sha256)?.at
	const changedAt = first.modifiedAt
	const since = Date.parse(changedAt ?? first.at)
	const isLast = sightings.at(-1)?.file.sha256 === sha256
	const isOverdue = !isLast || Date.parse(last.at) - since > patienceMs
	return {
		certificate: first.file,
		path: first.path,
		seenAt: first.at,
		...(changedAt === undefined ? {} : { changedAt }),
		...(servedAt === undefined ? {} : { servedAt, gapMs: Math.max(0, Date.parse(servedAt) - since) }),
		...(notServedAt === undefined ? {} : { notServedAt }),
		state: servedAt === undefined ? (isOverdue ? "never" : "waiting") : "served",
	}
}

function sightingOf(
	attempt: AttemptObservation,
	path: string,
	modifiedAt: string | undefined,
	file: CertificateDescription,
	served: CertificateDescription,
): RotationSighting {
	return {
		at: attempt.startedAt,
		path,
		...(modifiedAt === undefined ? {} : { modifiedAt }),
		file: rotated(file),
		served: rotated(served),
	}
}

function rotated({ sha256, serial, notBefore, notAfter }: CertificateDescription): RotatedCertificate {
	return { sha256, serial, notBefore, notAfter }
}

/** Same subject, issuer and names: one is a renewal of the other. */
export function isSameIdentity(
	file: CertificateDescription | undefined,
	served: CertificateDescription,
): boolean {
	if (file === undefined || file.isCa) return false
	return file.subject === served.subject && file.issuer === served.issuer && namesOf(file) === namesOf(served)
}

function namesOf({ sans }: CertificateDescription): string {
	return [...sans.uri, ...sans.dns, ...sans.ip].toSorted().join("\n")
}
