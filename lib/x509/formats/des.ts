/** A block cipher on eight bytes, in the direction of decryption. Both halves of a block are 32-bit numbers. */
export type DecryptBlock = (left: number, right: number) => readonly [number, number]

/** Bit numbers count from 1 at the most significant end, as FIPS 46-3 prints them. */
const initialPermutation = [
	58, 50, 42, 34, 26, 18, 10, 2, 60, 52, 44, 36, 28, 20, 12, 4, 62, 54, 46, 38, 30, 22, 14, 6, 64, 56, 48, 40,
	32, 24, 16, 8, 57, 49, 41, 33, 25, 17, 9, 1, 59, 51, 43, 35, 27, 19, 11, 3, 61, 53, 45, 37, 29, 21, 13, 5,
	63, 55, 47, 39, 31, 23, 15, 7,
]
const keyPermutation1 = [
	57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
	63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
]
const keyPermutation2 = [
	14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47,
	55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
]
const roundPermutation = [
	16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22,
	11, 4, 25,
]
const rotations = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1]

/** The S-boxes, four rows of sixteen hex digits each. */
const boxes = [
	"e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d",
	"f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9",
	"a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c",
	"7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e",
	"2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453",
	"c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d",
	"4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c",
	"d2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b",
]

/** One key schedule: for each of the 16 rounds eight groups of six bits. */
type Schedule = readonly (readonly number[])[]

/**
 * DES (FIPS 46-3) and triple DES (SP 800-67) in the direction of decryption, to open what old tools encrypted. `keys`
 * are one or three keys of eight bytes; parity bits are ignored.
 */
export function desDecryption(key: Uint8Array): DecryptBlock {
	const tables = substitutions()
	const schedules = Array.from({ length: key.length / 8 }, (_, index) =>
		scheduleOf(key.subarray(index * 8, index * 8 + 8)),
	)
	// Decryption undoes the last key first; the middle one of three encrypts.
	const stages = schedules
		.toReversed()
		.map((schedule, index) => (index % 2 === 0 ? schedule.toReversed() : schedule))
	return (left, right) => {
		let [l, r] = permuteBlock(left, right, initialPermutation)
		for (const stage of stages) {
			for (const round of stage) [l, r] = [r, l ^ substitute(r, round, tables)]
			;[l, r] = [r, l]
		}
		return permuteBlock(l, r, inverse(initialPermutation))
	}
}

function substitute(half: number, round: readonly number[], tables: readonly Int32Array[]): number {
	let out = 0
	for (let index = 0; index < 8; index += 1) {
		const shift = (index * 4 + 5) & 31
		const group = ((half << shift) | (half >>> (32 - shift))) & 0x3f
		out |= tables[index]?.[group ^ (round[index] ?? 0)] ?? 0
	}
	return out
}

let cachedTables: readonly Int32Array[] | undefined

/** The S-boxes with the permutation behind them applied; made on first use. */
function substitutions(): readonly Int32Array[] {
	cachedTables ??= boxes.map((box, index) =>
		Int32Array.from({ length: 64 }, (_, input) => {
			const row = ((input >> 4) & 2) | (input & 1)
			const value = Number.parseInt(box[row * 16 + ((input >> 1) & 15)] ?? "0", 16)
			const placed = value << (28 - index * 4)
			return roundPermutation.reduce(
				(bits, from, to) => bits | (((placed >>> (32 - from)) & 1) << (31 - to)),
				0,
			)
		}),
	)
	return cachedTables
}

function scheduleOf(key: Uint8Array): Schedule {
	let bits = keyPermutation1.map((from) => ((key[(from - 1) >> 3] ?? 0) >> (7 - ((from - 1) & 7))) & 1)
	return rotations.map((count) => {
		const [c, d] = [bits.slice(0, 28), bits.slice(28)]
		bits = [...c.slice(count), ...c.slice(0, count), ...d.slice(count), ...d.slice(0, count)]
		const chosen = keyPermutation2.map((from) => bits[from - 1] ?? 0)
		return Array.from({ length: 8 }, (_, group) =>
			chosen.slice(group * 6, group * 6 + 6).reduce((value, bit) => (value << 1) | bit, 0),
		)
	})
}

function permuteBlock(left: number, right: number, table: readonly number[]): readonly [number, number] {
	let l = 0
	let r = 0
	for (let to = 0; to < 64; to += 1) {
		const from = (table[to] ?? 1) - 1
		const bit = from < 32 ? (left >>> (31 - from)) & 1 : (right >>> (63 - from)) & 1
		if (to < 32) l |= bit << (31 - to)
		else r |= bit << (63 - to)
	}
	return [l, r]
}

let cachedInverse: readonly number[] | undefined

function inverse(table: readonly number[]): readonly number[] {
	cachedInverse ??= table.map((_, index) => table.indexOf(index + 1) + 1)
	return cachedInverse
}
