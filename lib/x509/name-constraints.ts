import { contextTag, type DerReader } from "./der.ts"
import { latin1 } from "./der-values.ts"
import { generalName, readDirectoryName } from "./general-names.ts"
import type { DistinguishedName } from "./name.ts"

/** One base of a subtree. An IP range is its address and its mask, 4 + 4 or 16 + 16 bytes. */
export type Subtree =
	| { readonly kind: "dns" | "email" | "uri"; readonly base: string }
	| { readonly kind: "ip"; readonly address: Uint8Array; readonly mask: Uint8Array }
	| { readonly kind: "directory"; readonly base: DistinguishedName }
	| { readonly kind: "other" }

/** What names a CA may vouch for (RFC 5280 section 4.2.1.10). */
export interface NameConstraints {
	readonly permitted: readonly Subtree[]
	readonly excluded: readonly Subtree[]
}

const subtreesMax = 10_000

/** Reads a nameConstraints value. Minimum and maximum are ignored: RFC 5280 allows only their defaults. */
export function readNameConstraints(value: DerReader): NameConstraints {
	const sequence = value.enter("nameConstraints")
	const permitted = readSubtrees(sequence, "permittedSubtrees", contextTag(0, true))
	const excluded = readSubtrees(sequence, "excludedSubtrees", contextTag(1, true))
	sequence.expectEnd("")
	return { permitted, excluded }
}

function readSubtrees(sequence: DerReader, field: string, tag: number): Subtree[] {
	const list = sequence.optional(field, tag)
	if (list === undefined) return []
	const reader = sequence.into(list, field)
	const subtrees: Subtree[] = []
	while (reader.hasMore) {
		if (subtrees.length >= subtreesMax) reader.fail("too-large", "", `has more than ${subtreesMax} entries`)
		subtrees.push(readSubtree(reader.enter(`[${subtrees.length}]`)))
	}
	return subtrees
}

function readSubtree(reader: DerReader): Subtree {
	const base = reader.read("base")
	switch (base.tag) {
		case generalName.dns:
			return { kind: "dns", base: latin1(base.body) }
		case generalName.email:
			return { kind: "email", base: latin1(base.body) }
		case generalName.uri:
			return { kind: "uri", base: latin1(base.body) }
		case generalName.directory:
			return { kind: "directory", base: readDirectoryName(reader, base) }
		case generalName.ip: {
			const half = base.body.length / 2
			if (half !== 4 && half !== 16) reader.fail("invalid", "base", "is an iPAddress range of a wrong length")
			return { kind: "ip", address: base.body.subarray(0, half), mask: base.body.subarray(half) }
		}
		default:
			return { kind: "other" }
	}
}
