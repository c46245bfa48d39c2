const iv = [
	0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const

/** The SM3 digest, 32 bytes (GB/T 32905-2016). Neither WebCrypto nor browsers have it. */
export function sm3(message: Uint8Array): Uint8Array {
	const padded = pad(message)
	let state: State = [...iv]
	for (let offset = 0; offset < padded.byteLength; offset += 64) state = compress(state, padded, offset)
	const digest = new DataView(new ArrayBuffer(32))
	for (const [index, word] of state.entries()) digest.setUint32(index * 4, word)
	return new Uint8Array(digest.buffer)
}

type State = [number, number, number, number, number, number, number, number]

/** Section 5.2: a one bit, zeros, and the length in bits as 64 bits. */
function pad(message: Uint8Array): DataView {
	const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64)
	padded.set(message)
	padded[message.length] = 0x80
	const view = new DataView(padded.buffer)
	view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n)
	return view
}

/** Section 5.3: one block of 64 bytes. */
function compress(state: State, block: DataView, offset: number): State {
	const words = expand(block, offset)
	let [a, b, c, d, e, f, g, h] = state
	for (let j = 0; j < 64; j += 1) {
		const constant = rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j)
		const ss1 = rotate((rotate(a, 12) + e + constant) | 0, 7)
		const ss2 = ss1 ^ rotate(a, 12)
		const word = words[j] ?? 0
		const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
		const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g)
		const tt1 = (ff + d + ss2 + (word ^ (words[j + 4] ?? 0))) | 0
		const tt2 = (gg + h + ss1 + word) | 0
		;[d, c, b, a] = [c, rotate(b, 9), a, tt1]
		;[h, g, f, e] = [g, rotate(f, 19), e, permute0(tt2)]
	}
	const [s0, s1, s2, s3, s4, s5, s6, s7] = state
	return [s0 ^ a, s1 ^ b, s2 ^ c, s3 ^ d, s4 ^ e, s5 ^ f, s6 ^ g, s7 ^ h]
}

function expand(block: DataView, offset: number): Int32Array {
	const words = new Int32Array(68)
	for (let j = 0; j < 16; j += 1) words[j] = block.getInt32(offset + j * 4)
	const at = (index: number) => words[index] ?? 0
	for (let j = 16; j < 68; j += 1) {
		const mixed = at(j - 16) ^ at(j - 9) ^ rotate(at(j - 3), 15)
		words[j] = permute1(mixed) ^ rotate(at(j - 13), 7) ^ at(j - 6)
	}
	return words
}

function permute0(word: number): number {
	return word ^ rotate(word, 9) ^ rotate(word, 17)
}

function permute1(word: number): number {
	return word ^ rotate(word, 15) ^ rotate(word, 23)
}

function rotate(word: number, bits: number): number {
	return (word << (bits & 31)) | (word >>> (-bits & 31))
}
