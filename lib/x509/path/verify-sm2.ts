import { weierstrass } from "@noble/curves/abstract/weierstrass.js"
import { concatBytes, toHex } from "#base/bytes"
import { sm3 } from "./sm3.ts"

/** The recommended curve of GB/T 32918.5-2017, sm2p256v1. */
const curve = {
	p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
	n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
	h: 1n,
	a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
	b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
	Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
	Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
}
const Point = weierstrass(curve)

/** The distinguishing identifier that is used where none was agreed on (GM/T 0009-2012 section 10). */
const defaultId = new TextEncoder().encode("1234567812345678")

/**
 * Whether `signature` (r and s, 32 bytes each) over `message` was made with the SM2 key whose uncompressed point is
 * `key`, with SM3 and the default identifier (GB/T 32918.2-2016 section 7.1). A point that is not on the curve has
 * signed nothing. Never throws.
 */
export function verifySm2(message: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean {
	const [r, s] = [numberOf(signature.subarray(0, 32)), numberOf(signature.subarray(32))]
	if (signature.length !== 64 || key.length !== 65 || key[0] !== 4) return false
	if (r < 1n || s < 1n || r >= curve.n || s >= curve.n) return false
	const t = (r + s) % curve.n
	const point = readPoint(key)
	if (t === 0n || point === undefined) return false
	const sum = Point.BASE.multiplyUnsafe(s).add(point.multiplyUnsafe(t))
	if (sum.is0()) return false
	const digest = numberOf(sm3(concatBytes([identityHash(key), message])))
	return (digest + sum.toAffine().x) % curve.n === r
}

function readPoint(key: Uint8Array) {
	try {
		return Point.fromBytes(key)
	} catch (cause) {
		// The library refuses points off the curve by throwing; for a signature that is an answer.
		if (cause instanceof Error) return undefined
		throw cause
	}
}

/** Z of the signer: what binds the signature to identifier, curve and key (section 5.5). */
function identityHash(key: Uint8Array): Uint8Array {
	const bits = defaultId.length * 8
	const parameters = [curve.a, curve.b, curve.Gx, curve.Gy].map(bytesOf)
	return sm3(concatBytes([Uint8Array.of(bits >> 8, bits & 0xff), defaultId, ...parameters, key.subarray(1)]))
}

function bytesOf(value: bigint): Uint8Array {
	const bytes = new Uint8Array(32)
	for (let at = 31, rest = value; at >= 0; at -= 1, rest >>= 8n) bytes[at] = Number(rest & 255n)
	return bytes
}

function numberOf(bytes: Uint8Array): bigint {
	return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`)
}
