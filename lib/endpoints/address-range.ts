/** A range of addresses: 16 bytes (IPv4 as IPv4-mapped IPv6) and the bits that count. */
export interface AddressRange {
	readonly text: string
	readonly bytes: Uint8Array
	/** 0 to 128. */
	readonly prefix: number
}

/** Reads an IPv4 or IPv6 literal (zone ids refused) into 16 bytes; IPv4 becomes ::ffff:a.b.c.d. */
export function parseAddress(text: string): Uint8Array | undefined {
	const v4 = parseIpv4(text)
	if (v4 !== undefined) return mapped(v4)
	const isPlain = text.includes(":") && /^[0-9a-f:.]+$/i.test(text)
	const canonical = isPlain ? URL.parse(`http://[${text}]/`)?.hostname.slice(1, -1) : undefined
	if (canonical === undefined) return undefined
	const [head = "", tail] = canonical.split("::")
	const before = words(head)
	const after = tail === undefined ? [] : words(tail)
	const gap = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => 0)
	return new Uint8Array([...before, ...gap, ...after].flatMap((word) => [word >> 8, word & 0xff]))
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address. */
export function parseRange(text: string): AddressRange | undefined {
	const [address = "", bits] = text.split("/")
	const bytes = parseAddress(address)
	if (bytes === undefined) return undefined
	const isV4 = !address.includes(":")
	const width = isV4 ? 32 : 128
	const given = bits === undefined ? width : Number(bits)
	if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || given > width)) return undefined
	return { text, bytes, prefix: isV4 ? given + 96 : given }
}

/** True when the 16-byte address lies in the range. */
export function rangeContains(range: AddressRange, address: Uint8Array): boolean {
	for (let bit = 0; bit < range.prefix; bit += 8) {
		const mask = range.prefix - bit >= 8 ? 0xff : (0xff << (8 - (range.prefix - bit))) & 0xff
		const at = bit / 8
		if (((range.bytes[at] ?? 0) & mask) !== ((address[at] ?? 0) & mask)) return false
	}
	return true
}

function parseIpv4(text: string): readonly number[] | undefined {
	const parts = text.split(".")
	const valid =
		parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
	return valid ? parts.map(Number) : undefined
}

function mapped(v4: readonly number[]): Uint8Array {
	return new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...v4])
}

function words(text: string): number[] {
	return text === "" ? [] : text.split(":").map((word) => Number.parseInt(word, 16))
}
