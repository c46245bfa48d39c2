import { type ByteReader, toHex } from "#base/bytes"
import type { ProtocolContext } from "./protocol-context.ts"

/** The client's half of the key exchange before TLS 1.3 (RFC 5246 section 7.4.7, RFC 8422 section 5.7). */
export interface ClientKeyExchange {
	readonly kind: "client_key_exchange"
	readonly exchange: "ecdhe" | "dhe" | "rsa" | "psk" | "unknown"
	/** Bytes of the public key or of the encrypted premaster secret. */
	readonly keyLength: number
	/** Hex; PSK suites only. */
	readonly identity?: string
}

/** Reads the body of a ClientKeyExchange. Throws only `ReadError`, naming the field. */
export function readClientKeyExchange(reader: ByteReader, context: ProtocolContext): ClientKeyExchange {
	const keyExchange = context.keyExchange ?? "unknown"
	const isPsk = keyExchange.endsWith("PSK")
	const identity = isPsk ? toHex(reader.vector16("psk_identity").rest()) : undefined
	const half = readHalf(reader, keyExchange.replace(/_?PSK$/, ""), isPsk)
	reader.expectEmpty("")
	return { kind: "client_key_exchange", ...half, ...(identity === undefined ? {} : { identity }) }
}

function readHalf(
	reader: ByteReader,
	keyExchange: string,
	isPsk: boolean,
): Pick<ClientKeyExchange, "exchange" | "keyLength"> {
	if (keyExchange.startsWith("ECDH")) return { exchange: "ecdhe", keyLength: reader.vector8("public").left }
	if (keyExchange.startsWith("DH")) return { exchange: "dhe", keyLength: reader.vector16("dh_Yc").left }
	if (keyExchange === "RSA") {
		return { exchange: "rsa", keyLength: reader.vector16("encrypted_premaster_secret").left }
	}
	if (keyExchange === "" && isPsk) return { exchange: "psk", keyLength: 0 }
	return { exchange: "unknown", keyLength: reader.rest().length }
}
