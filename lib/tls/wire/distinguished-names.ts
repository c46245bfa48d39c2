import type { ByteReader } from "#base/bytes"
import { renderDistinguishedName } from "./distinguished-name.ts"

/** Names of one list beyond which reading stops; the largest lists seen hold every root of a platform, about 200. */
export const authoritiesMax = 2_000

/** Reads `certificate_authorities` (RFC 8446 section 4.2.4): DER names with a two-byte length each, as RFC 4514 text. */
export function readDistinguishedNames(reader: ByteReader): string[] {
	const list = reader.vector16("certificate_authorities")
	const authorities: string[] = []
	while (list.left > 0) {
		if (authorities.length === authoritiesMax) {
			list.fail("too-large", "count", `more than ${authoritiesMax} names of authorities`)
		}
		authorities.push(renderDistinguishedName(list.vector16("name").rest()))
	}
	return authorities
}
