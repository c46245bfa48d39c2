import { concatBytes } from "#base/bytes"
import type { CryptoPrimitives, HashName } from "../crypto-primitives.ts"

const encoder = new TextEncoder()
const noContext = new Uint8Array(0)

/**
 * HKDF-Expand-Label (RFC 8446 section 7.1), for lengths up to one output of the hash, which is all that secrets and
 * traffic keys need; `context` is at most 255 bytes. Undefined when the platform lacks the hash or its output is too
 * short.
 */
export function expandLabel(
	primitives: CryptoPrimitives,
	hash: HashName,
	secret: Uint8Array,
	label: string,
	length: number,
	context: Uint8Array = noContext,
): Uint8Array | undefined {
	const name = encoder.encode(`tls13 ${label}`)
	const info = new Uint8Array(2 + 1 + name.length + 1 + context.length + 1)
	info[0] = length >> 8
	info[1] = length & 0xff
	info[2] = name.length
	info.set(name, 3)
	info[3 + name.length] = context.length
	info.set(context, 4 + name.length)
	info[info.length - 1] = 1
	const block = primitives.hmac(hash, secret, info)
	return block === undefined || block.length < length ? undefined : block.subarray(0, length)
}

/** The key block of TLS 1.0 to 1.2: PRF(master secret, "key expansion", server random + client random). */
export interface KeyBlockInput {
	readonly masterSecret: Uint8Array
	readonly clientRandom: Uint8Array
	readonly serverRandom: Uint8Array
	/** Hash of the PRF; undefined for TLS 1.0 and 1.1, which mix MD5 and SHA-1. */
	readonly hash: HashName | undefined
	/** Bytes wanted. */
	readonly length: number
}

/** Derives the key block (RFC 5246 sections 5 and 6.3, RFC 2246 section 5). Undefined when a hash is missing. */
export function deriveKeyBlock(primitives: CryptoPrimitives, input: KeyBlockInput): Uint8Array | undefined {
	const seed = concatBytes([encoder.encode("key expansion"), input.serverRandom, input.clientRandom])
	if (input.hash !== undefined) {
		return expand(primitives, input.hash, input.masterSecret, seed, input.length)
	}
	const half = Math.ceil(input.masterSecret.length / 2)
	const md5 = expand(primitives, "md5", input.masterSecret.subarray(0, half), seed, input.length)
	const sha1 = expand(primitives, "sha1", input.masterSecret.subarray(-half), seed, input.length)
	if (md5 === undefined || sha1 === undefined) return undefined
	return md5.map((byte, index) => byte ^ (sha1[index] ?? 0))
}

/** P_hash (RFC 5246 section 5). */
function expand(
	primitives: CryptoPrimitives,
	hash: HashName,
	secret: Uint8Array,
	seed: Uint8Array,
	length: number,
): Uint8Array | undefined {
	const blocks: Uint8Array[] = []
	let chain: Uint8Array | undefined = seed
	for (let have = 0; have < length; ) {
		chain = primitives.hmac(hash, secret, chain)
		if (chain === undefined) return undefined
		const block = primitives.hmac(hash, secret, concatBytes([chain, seed]))
		if (block === undefined || block.length === 0) return undefined
		blocks.push(block)
		have += block.length
	}
	return new Uint8Array(concatBytes(blocks).subarray(0, length))
}
