import { cbc, ctr } from "@noble/ciphers/aes.js"
import { concatBytes } from "#base/bytes"
import type { Sealed } from "./crypto-primitives.ts"

const blockLength = 16

/**
 * Opens AES-CCM (RFC 3610): a CBC-MAC over nonce, length, additional data and plaintext, itself encrypted with the
 * first block of the counter mode. Undefined where the tag does not fit. Additional data must be shorter than 65,280
 * bytes, as that of TLS always is; throws only where the key or nonce has a length that AES or CCM does not know.
 */
export function openCcm({ key, nonce, additionalData, sealed, tagLength }: Sealed): Uint8Array | undefined {
	const length = sealed.length - tagLength
	if (length < 0 || additionalData.length >= 0xff00) return undefined
	const opened = ctr(key, counterBlock(nonce)).encrypt(
		concatBytes([pad(sealed.subarray(length)), sealed.subarray(0, length)]),
	)
	const plaintext = opened.slice(blockLength)
	const blocks = concatBytes([
		firstBlock(nonce, additionalData.length > 0, length, tagLength),
		...(additionalData.length === 0 ? [] : [pad(concatBytes([u16(additionalData.length), additionalData]))]),
		pad(plaintext),
	])
	const chain = cbc(key, new Uint8Array(blockLength), { disablePadding: true }).encrypt(blocks)
	const tag = chain.subarray(-blockLength).subarray(0, tagLength)
	return tag.every((byte, index) => byte === opened[index]) ? plaintext : undefined
}

/** A_0: the counter stands at 0 for the tag, and at 1 for the first block of the message. */
function counterBlock(nonce: Uint8Array): Uint8Array {
	const block = new Uint8Array(blockLength)
	block[0] = blockLength - 2 - nonce.length
	block.set(nonce, 1)
	return block
}

/** B_0: flags, nonce, length of the message. */
function firstBlock(nonce: Uint8Array, hasData: boolean, length: number, tagLength: number): Uint8Array {
	const block = counterBlock(nonce)
	block[0] = (hasData ? 0x40 : 0) + ((tagLength - 2) / 2) * 8 + (block[0] ?? 0)
	let rest = length
	for (let at = blockLength - 1; at > nonce.length; at -= 1) {
		block[at] = rest & 0xff
		rest = Math.floor(rest / 0x100)
	}
	return block
}

function pad(bytes: Uint8Array): Uint8Array {
	const padded = new Uint8Array(Math.ceil(bytes.length / blockLength) * blockLength)
	padded.set(bytes)
	return padded
}

function u16(value: number): Uint8Array {
	return Uint8Array.of(value >> 8, value & 0xff)
}
