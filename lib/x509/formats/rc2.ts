import type { DecryptBlock } from "./des.ts"

/** The table PITABLE of RFC 2268 section 2. */
const table = [
	"d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32",
	"bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626",
	"6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a",
	"961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731",
	"2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2e",
	"c5f3db47e5a59c770aa62068fe7fc1ad",
].join("")

const shifts = [1, 2, 3, 5]

/** RC2 (RFC 2268) in the direction of decryption, to open what old tools encrypted. */
export function rc2Decryption(key: Uint8Array, effectiveBits: number): DecryptBlock {
	const words = expandKey(key, effectiveBits)
	return (left, right) => {
		const r = [swap(left >>> 16), swap(left), swap(right >>> 16), swap(right)]
		let at = 63
		for (let round = 15; round >= 0; round -= 1) {
			for (let index = 3; index >= 0; index -= 1) {
				r[index] = unmix(r, index, words[at] ?? 0)
				at -= 1
			}
			if (round === 11 || round === 5) unmash(r, words)
		}
		const [a = 0, b = 0, c = 0, d = 0] = r
		return [(swap(a) << 16) | swap(b), (swap(c) << 16) | swap(d)]
	}
}

function unmix(r: readonly number[], index: number, word: number): number {
	const [a, b, c] = [r[(index + 3) & 3] ?? 0, r[(index + 2) & 3] ?? 0, r[(index + 1) & 3] ?? 0]
	const shift = shifts[index] ?? 0
	const value = r[index] ?? 0
	const rotated = ((value >>> shift) | (value << (16 - shift))) & 0xffff
	return (rotated - word - (a & b) - (~a & c)) & 0xffff
}

function unmash(r: number[], words: readonly number[]): void {
	for (let index = 3; index >= 0; index -= 1) {
		r[index] = ((r[index] ?? 0) - (words[(r[(index + 3) & 3] ?? 0) & 63] ?? 0)) & 0xffff
	}
}

/** Section 2: 128 bytes of key, of which `effectiveBits` decide. */
function expandKey(key: Uint8Array, effectiveBits: number): number[] {
	const pi = Array.from({ length: 256 }, (_, index) =>
		Number.parseInt(table.slice(index * 2, index * 2 + 2), 16),
	)
	const at = (index: number) => pi[index & 0xff] ?? 0
	const bytes = new Uint8Array(128)
	bytes.set(key.subarray(0, 128))
	for (let index = key.length; index < 128; index += 1) {
		bytes[index] = at((bytes[index - 1] ?? 0) + (bytes[index - key.length] ?? 0))
	}
	const effective = Math.ceil(effectiveBits / 8)
	const mask = 0xff >> (effective * 8 - effectiveBits)
	bytes[128 - effective] = at((bytes[128 - effective] ?? 0) & mask)
	for (let index = 127 - effective; index >= 0; index -= 1) {
		bytes[index] = at((bytes[index + 1] ?? 0) ^ (bytes[index + effective] ?? 0))
	}
	return Array.from(
		{ length: 64 },
		(_, index) => (bytes[index * 2] ?? 0) | ((bytes[index * 2 + 1] ?? 0) << 8),
	)
}

/** Words of RC2 are little-endian. */
function swap(word: number): number {
	return ((word & 0xff) << 8) | ((word >>> 8) & 0xff)
}
