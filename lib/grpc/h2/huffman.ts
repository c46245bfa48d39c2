/**
 * Lengths in bits of HPACK's Huffman codes for the bytes 0 to 255 and the end mark (RFC 7541 appendix B). The code is
 * canonical: codes of one length are consecutive in the order of their bytes, so the lengths say everything.
 */
const lengths: readonly number[] = [
	13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28,
	28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7,
	8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19,
	13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13,
	28, 20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21,
	22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23,
	22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
	19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25,
	25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
]

const lengthMax = 30
const endMark = 256

interface CodeTable {
	/** By length: the first code of that length, and the symbols in order. */
	readonly first: readonly number[]
	readonly symbols: readonly (readonly number[])[]
}

const table = makeTable()

/**
 * Reads Huffman-coded bytes. Undefined when they are not a whole number of codes: padding must be at most seven ones,
 * and the end mark never occurs (RFC 7541 section 5.2). Gives at most 8/5 of the bytes that went in.
 */
export function readHuffman(coded: Uint8Array): Uint8Array | undefined {
	const bytes: number[] = []
	let code = 0
	let length = 0
	for (const byte of coded) {
		for (let bit = 7; bit >= 0; bit -= 1) {
			code = code * 2 + ((byte >> bit) & 1)
			length += 1
			const symbol = table.symbols[length]?.[code - (table.first[length] ?? 0)]
			if (symbol === endMark || length > lengthMax) return undefined
			if (symbol === undefined) continue
			bytes.push(symbol)
			code = 0
			length = 0
		}
	}
	const isPadding = length <= 7 && code === 2 ** length - 1
	return isPadding ? new Uint8Array(bytes) : undefined
}

function makeTable(): CodeTable {
	const first: number[] = []
	const symbols: number[][] = []
	let next = 0
	for (let length = 0; length <= lengthMax; length += 1) {
		next *= 2
		first.push(next)
		const ofLength = lengths.flatMap((each, symbol) => (each === length ? [symbol] : []))
		symbols.push(ofLength)
		next += ofLength.length
	}
	return { first, symbols }
}
