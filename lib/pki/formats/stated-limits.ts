import { readCertificate } from "#x509/certificate"
import { formatIpAddress } from "#x509/ip-address"
import type { Subtree } from "#x509/name-constraints"

/** A range of addresses as other programs write it. */
export interface StatedRange {
	readonly address: string
	readonly mask: string
	/** Leading ones of the mask; undefined when it is no prefix. */
	readonly bits: number | undefined
}

/** The name constraints of one side, by kind. */
export interface StatedLimits {
	readonly dns: readonly string[]
	readonly email: readonly string[]
	readonly uri: readonly string[]
	readonly ip: readonly StatedRange[]
	/** Limits of other kinds, such as directory names, which cannot be written down in words. */
	readonly others: number
}

/** What a CA's certificate permits and excludes; undefined where it has no name constraints (RFC 5280 section 4.2.1.10). */
export function statedLimits(
	der: Uint8Array,
): { readonly permitted: StatedLimits; readonly excluded: StatedLimits } | undefined {
	const read = readCertificate(der)
	const limits = read.ok ? read.value.extensions.nameConstraints : undefined
	return limits === undefined
		? undefined
		: { permitted: byKind(limits.permitted), excluded: byKind(limits.excluded) }
}

function byKind(subtrees: readonly Subtree[]): StatedLimits {
	const textsOf = (kind: "dns" | "email" | "uri") =>
		subtrees.flatMap((each) => (each.kind === kind ? [each.base] : []))
	const ip = subtrees.flatMap((each) => (each.kind === "ip" ? [rangeOf(each.address, each.mask)] : []))
	const others = subtrees.filter(({ kind }) => kind === "directory" || kind === "other").length
	return { dns: textsOf("dns"), email: textsOf("email"), uri: textsOf("uri"), ip, others }
}

function rangeOf(address: Uint8Array, mask: Uint8Array): StatedRange {
	const ones = [...mask].map((byte) => byte.toString(2).padStart(8, "0")).join("")
	const bits = /^1*0*$/.test(ones) ? ones.replaceAll("0", "").length : undefined
	return { address: formatIpAddress(address) ?? "", mask: formatIpAddress(mask) ?? "", bits }
}
