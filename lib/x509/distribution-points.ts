import { readBytes, toHex } from "#base/bytes"
import { contextTag, DerReader } from "./der.ts"
import type { CertificateExtensions } from "./extensions.ts"
import { generalName, readDirectoryName } from "./general-names.ts"
import type { DistinguishedName } from "./name.ts"

/** One entry of cRLDistributionPoints (RFC 5280 section 4.2.1.13). */
export interface DistributionPoint {
	/** Keys of the full names: equal keys are equal names. */
	readonly names?: readonly string[]
	/** Hex of nameRelativeToCRLIssuer, compared as it stands. */
	readonly relative?: string
	/** Bits of ReasonFlags; absent: all. */
	readonly reasons?: ReadonlySet<number>
	readonly crlIssuers: readonly DistinguishedName[]
}

const pointsMax = 100

/** Reads the distribution points of a certificate; none when absent or unreadable. */
export function readDistributionPoints({ list }: CertificateExtensions): readonly DistributionPoint[] {
	const raw = list.find(({ oid }) => oid === "2.5.29.31")?.value
	if (raw === undefined) return []
	const read = readBytes(raw, "cRLDistributionPoints", () => {
		const sequence = new DerReader(raw, "").enter("cRLDistributionPoints")
		const points: DistributionPoint[] = []
		while (sequence.hasMore && points.length < pointsMax) points.push(readPoint(sequence.enter("point")))
		return points
	})
	return read.ok ? read.value : []
}

function readPoint(item: DerReader): DistributionPoint {
	const name = item.optional("distributionPoint", contextTag(0, true))
	const reasons = item.optional("reasons", contextTag(1, false))
	const issuer = item.optional("cRLIssuer", contextTag(2, true))
	const crlIssuers: DistinguishedName[] = []
	const issuers = issuer && item.into(issuer, "cRLIssuer")
	while (issuers?.hasMore) {
		const found = issuers.read("name")
		if (found.tag === generalName.directory) crlIssuers.push(readDirectoryName(issuers, found))
	}
	return {
		...(name === undefined ? {} : readDistributionPointName(item.into(name, "distributionPoint"))),
		...(reasons === undefined ? {} : { reasons: readReasons(reasons.body) }),
		crlIssuers,
	}
}

/** Reads a DistributionPointName: full names as keys, or the name relative to the CRL's issuer. */
export function readDistributionPointName(reader: DerReader): Pick<DistributionPoint, "names" | "relative"> {
	const choice = reader.read("name")
	if (choice.tag === contextTag(1, true)) return { relative: toHex(choice.body) }
	const inner = reader.into(choice, "fullName")
	const names: string[] = []
	while (inner.hasMore) {
		const name = inner.read("generalName")
		const isDirectory = name.tag === generalName.directory
		names.push(isDirectory ? nameKey(readDirectoryName(inner, name)) : toHex(name.raw))
	}
	return { names }
}

/** The key of a directory name among the names of a distribution point. */
export function nameKey(name: DistinguishedName): string {
	return name.keys.join("\n")
}

/** Bits of a ReasonFlags BIT STRING. */
export function readReasons(body: Uint8Array): ReadonlySet<number> {
	const bits = body.subarray(1)
	return new Set(
		Array.from({ length: 9 }, (_, bit) => bit).filter(
			(bit) => ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0,
		),
	)
}
