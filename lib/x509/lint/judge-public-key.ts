import { readBytes, toHex } from "#base/bytes"
import { DerReader, derTag } from "../der.ts"
import type { PublicKeyFacts } from "../public-key.ts"

/** Lints that are about a key alone: certificates, requests and bare keys have them. */
export type KeyLint = "weak-key" | "key-parameters-explicit" | "key-unusual" | "rsa-exponent-bad"

/** What speaks against a public key under one lint, as sentences with the values. */
export function keyProblems(key: PublicKeyFacts, lint: KeyLint): readonly string[] {
	switch (lint) {
		case "weak-key":
			return weakness(key)
		case "key-parameters-explicit":
			return key.keyType === "EC explicit parameters" ? ["The curve is spelled out, not named."] : []
		case "key-unusual":
			return unusual(key)
		case "rsa-exponent-bad":
			return exponentProblems(key)
	}
}

const rsaBitsMin = 2_048
const rsaBitsMax = 16_384
const curveBitsMin = 224

function weakness({ keyType, keyBits }: PublicKeyFacts): string[] {
	if (keyType.startsWith("RSA") && keyBits < rsaBitsMin)
		return [`The RSA key has ${keyBits} bits; at least ${rsaBitsMin} are needed.`]
	if (keyType.startsWith("EC ") && keyBits > 0 && keyBits < curveBitsMin)
		return [`The curve has ${keyBits} bits; at least ${curveBitsMin} are needed.`]
	return []
}

const known = new Set(["RSA", "RSA-PSS", "EC P-256", "EC P-384"])
const rare: Readonly<Record<string, string>> = {
	"EC P-521": "BoringSSL, and with it gRPC's C core, offers no scheme for P-521 by default.",
	Ed25519: "BoringSSL, and with it gRPC's C core and browsers, offers no scheme for Ed25519 by default.",
	Ed448: "Go, rustls and BoringSSL know no Ed448.",
	"EC explicit parameters": "",
}

function unusual({ keyType, keyBits }: PublicKeyFacts): string[] {
	if (keyType.startsWith("RSA") && keyBits > rsaBitsMax)
		return [`The RSA key has ${keyBits} bits; libraries refuse more than ${rsaBitsMax}.`]
	if (known.has(keyType))
		return keyType === "RSA-PSS" ? ["It is an RSA-PSS key, which Go's TLS cannot use."] : []
	const reason = rare[keyType]
	if (reason === "") return []
	return [
		reason === undefined ? `The key is of type ${keyType}, for which TLS has no signature scheme.` : reason,
	]
}

const exponentBytesMax = 8

function exponentProblems(key: PublicKeyFacts): string[] {
	if (!key.keyType.startsWith("RSA")) return []
	const read = readBytes(key.bits, "rsaPublicKey", () => {
		const pair = new DerReader(key.bits, "").enter("rsaPublicKey")
		pair.read("modulus", derTag.integer)
		return pair.read("publicExponent", derTag.integer).body
	})
	if (!read.ok) return []
	const bytes = read.value.subarray(
		Math.max(
			0,
			read.value.findIndex((byte) => byte !== 0),
		),
	)
	if (bytes.length > exponentBytesMax) return [`The public exponent has ${bytes.length} bytes.`]
	const exponent = BigInt(`0x${toHex(bytes) || "0"}`)
	if (exponent < 3n || exponent % 2n === 0n) return [`The public exponent is ${exponent}.`]
	return []
}
