import { concatBytes } from "#base/bytes"

/** X509SVID of the Workload API: field numbers 1 to 5. */
export interface SvidMessage {
	readonly spiffeId: string
	/** DER chain, leaf first, concatenated. */
	readonly chain: Uint8Array
	/** PKCS#8 DER. */
	readonly key: Uint8Array
	/** DER of the trust domain's CAs, concatenated. */
	readonly bundle: Uint8Array
	readonly hint?: string
}

/** X509SVIDResponse { svids = 1, crl = 2, federated_bundles = 3 }. */
export function encodeX509Svids(
	svids: readonly SvidMessage[],
	federated: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
	const encoded = svids.map((svid) =>
		field(
			1,
			concatBytes([
				field(1, utf8(svid.spiffeId)),
				field(2, svid.chain),
				field(3, svid.key),
				field(4, svid.bundle),
				...(svid.hint === undefined ? [] : [field(5, utf8(svid.hint))]),
			]),
		),
	)
	return concatBytes([...encoded, ...mapFields(3, federated)])
}

/** X509BundlesResponse { crl = 1, bundles = 2 }. */
export function encodeX509Bundles(bundles: ReadonlyMap<string, Uint8Array>): Uint8Array {
	return concatBytes(mapFields(2, bundles))
}

function mapFields(number: number, map: ReadonlyMap<string, Uint8Array>): Uint8Array[] {
	return [...map].map(([key, value]) => field(number, concatBytes([field(1, utf8(key)), field(2, value)])))
}

/** A length-delimited field (wire type 2). */
function field(number: number, value: Uint8Array): Uint8Array {
	return concatBytes([varint(number * 8 + 2), varint(value.length), value])
}

function varint(value: number): Uint8Array {
	const bytes: number[] = []
	let left = value
	while (left >= 0x80) {
		bytes.push((left % 0x80) + 0x80)
		left = Math.floor(left / 0x80)
	}
	return new Uint8Array([...bytes, left])
}

function utf8(text: string): Uint8Array {
	return new TextEncoder().encode(text)
}
