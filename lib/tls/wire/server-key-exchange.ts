import { type ByteReader, toHex } from "#base/bytes"
import { groupName } from "../registry/groups.ts"
import { signatureSchemeName } from "../registry/signature-schemes.ts"
import type { ProtocolContext } from "./protocol-context.ts"

/** The server's half of the key exchange before TLS 1.3 (RFC 8422 section 5.4, RFC 5246 section 7.4.3). */
export interface ServerKeyExchange {
	readonly kind: "server_key_exchange"
	readonly exchange:
		| { readonly kind: "ecdhe"; readonly group: string; readonly keyLength: number }
		/** Size of the prime in bits, leading zero bytes not counted. */
		| { readonly kind: "dhe"; readonly primeBits: number; readonly keyLength: number }
		| { readonly kind: "psk" }
		/** A key exchange that is not taken apart, in hex. */
		| { readonly kind: "unknown"; readonly data: string }
	/** PSK suites only. */
	readonly identityHint?: string
	/** Absent before TLS 1.2 and where nothing is signed. */
	readonly signatureScheme?: string
	readonly signatureLength?: number
}

/** Reads the body of a ServerKeyExchange. Throws only `ReadError`, naming the field. */
export function readServerKeyExchange(reader: ByteReader, context: ProtocolContext): ServerKeyExchange {
	const keyExchange = context.keyExchange ?? "unknown"
	const hasHint = keyExchange.endsWith("PSK")
	const hint = hasHint ? toHex(reader.vector16("psk_identity_hint").rest()) : undefined
	const exchange = readExchange(reader, keyExchange)
	const isSigned = !hasHint && context.authentication !== "anon" && exchange.kind !== "unknown"
	const signature = isSigned ? readSignature(reader, context) : {}
	reader.expectEmpty("")
	return {
		kind: "server_key_exchange",
		exchange,
		...(hint === undefined ? {} : { identityHint: hint }),
		...signature,
	}
}

function readExchange(reader: ByteReader, keyExchange: string): ServerKeyExchange["exchange"] {
	if (keyExchange.startsWith("ECDH")) return readCurve(reader)
	if (keyExchange.startsWith("DH")) return readPrime(reader)
	if (keyExchange.endsWith("PSK")) return { kind: "psk" }
	return { kind: "unknown", data: toHex(reader.rest()) }
}

function readCurve(reader: ByteReader): ServerKeyExchange["exchange"] {
	const curveType = reader.u8("curve_type")
	// 3 is named_curve; the explicit forms were removed by RFC 8422.
	if (curveType !== 3) reader.fail("invalid", "curve_type", `curve_type ${curveType} is not named_curve (3)`)
	const group = groupName(reader.u16("named_curve"))
	return { kind: "ecdhe", group, keyLength: reader.vector8("public").left }
}

function readPrime(reader: ByteReader): ServerKeyExchange["exchange"] {
	const primeBits = bitLength(reader.vector16("dh_p").rest())
	reader.vector16("dh_g")
	return { kind: "dhe", primeBits, keyLength: reader.vector16("dh_Ys").left }
}

function bitLength(bytes: Uint8Array): number {
	const start = bytes.findIndex((byte) => byte !== 0)
	if (start < 0) return 0
	return (bytes.length - start) * 8 - Math.clz32(bytes[start] ?? 0) + 24
}

function readSignature(
	reader: ByteReader,
	context: ProtocolContext,
): Pick<ServerKeyExchange, "signatureScheme" | "signatureLength"> {
	if (!context.hasSchemes) return { signatureLength: reader.vector16("signature").left }
	const signatureScheme = signatureSchemeName(reader.u16("algorithm"))
	return { signatureScheme, signatureLength: reader.vector16("signature").left }
}
