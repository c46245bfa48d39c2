/** Parses an IPv4 or IPv6 literal (brackets allowed, no zone) into 4 or 16 bytes; undefined when it is neither. */
export function parseIpAddress(text: string): Uint8Array | undefined {
	const isBracketed = text.startsWith("[") && text.endsWith("]")
	const bare = isBracketed ? text.slice(1, -1) : text
	if (bare.includes(":")) return parseV6(bare)
	return isBracketed ? undefined : parseV4(bare)
}

/** Canonical text of 4 or 16 bytes: dotted decimal, or RFC 5952 for IPv6; undefined for other lengths. */
export function formatIpAddress(bytes: Uint8Array): string | undefined {
	if (bytes.length === 4) return bytes.join(".")
	if (bytes.length !== 16) return undefined
	const groups: number[] = []
	for (let at = 0; at < 16; at += 2) groups.push((bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0))
	const [start, length] = longestZeroRun(groups)
	const text = (part: number[]) => part.map((group) => group.toString(16)).join(":")
	if (length < 2) return text(groups)
	return `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`
}

function parseV4(text: string): Uint8Array | undefined {
	const parts = text.split(".")
	if (parts.length !== 4) return undefined
	const isOctet = (part: string) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255
	return parts.every(isOctet) ? Uint8Array.from(parts, Number) : undefined
}

function parseV6(text: string): Uint8Array | undefined {
	const [head = "", tail, ...more] = text.split("::")
	if (more.length > 0) return undefined
	const left = parseGroups(head, tail === undefined)
	const right = tail === undefined ? [] : parseGroups(tail, true)
	if (left === undefined || right === undefined) return undefined
	const gap = 16 - left.length - right.length
	if (tail === undefined ? gap !== 0 : gap < 2) return undefined
	return Uint8Array.from([...left, ...new Array<number>(gap).fill(0), ...right])
}

/** Groups of one side of `::` as bytes; only the last side may end in dotted decimal. */
function parseGroups(text: string, mayEndInV4: boolean): number[] | undefined {
	if (text === "") return []
	const bytes: number[] = []
	const groups = text.split(":")
	for (const [index, group] of groups.entries()) {
		const v4 = mayEndInV4 && index === groups.length - 1 && group.includes(".") ? parseV4(group) : undefined
		if (v4 !== undefined) {
			bytes.push(...v4)
			continue
		}
		if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined
		const value = Number.parseInt(group, 16)
		bytes.push(value >> 8, value & 0xff)
	}
	return bytes
}

function longestZeroRun(groups: readonly number[]): readonly [start: number, length: number] {
	let best: readonly [number, number] = [0, 0]
	let start = 0
	for (let index = 0; index <= groups.length; index += 1) {
		if (groups[index] === 0) continue
		if (index - start > best[1]) best = [start, index - start]
		start = index + 1
	}
	return best
}
