import { createCipheriv } from "node:crypto"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes, toHex } from "#base/bytes"
import { openCcm } from "./ccm.ts"
import { decode } from "./decode.ts"
import { capture, hello, sealer, secrets } from "./node/flows.fixture.ts"
import { nodePrimitives } from "./node/primitives.ts"
import { captureOfFlows, hasSuite, readSuiteJson } from "./node/suites.fixture.ts"
import { portablePrimitives } from "./portable-primitives.ts"
import type { Transcript } from "./transcript.ts"
import { ascii, hex, record } from "./wire/bytes.fixture.ts"

const bytes = (maxLength: number) => fc.uint8Array({ maxLength })
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const plain = (value: Uint8Array | undefined) => (value === undefined ? undefined : toHex(value))

describe("answers as node:crypto does", () => {
	test.each(["md5", "sha1", "sha256", "sha384", "sha512", "sm4711"])("%s and its HMAC", (name) => {
		fc.assert(
			fc.property(bytes(300), bytes(200), (data, key) => {
				expect(plain(portablePrimitives.hash(name, data))).toBe(plain(nodePrimitives.hash(name, data)))
				expect(plain(portablePrimitives.hmac(name, key, data))).toBe(
					plain(nodePrimitives.hmac(name, key, data)),
				)
			}),
		)
	})

	const aeads = [
		["aes-128-gcm", 16, 16],
		["aes-256-gcm", 32, 16],
		["aes-128-ccm", 16, 16],
		["aes-256-ccm", 32, 16],
		["aes-128-ccm", 16, 8],
		["aes-256-ccm", 32, 8],
		["chacha20-poly1305", 32, 16],
	] as const

	test.each(aeads)("%s with keys of %i and tags of %i bytes", (cipher, keyLength, authTagLength) => {
		const input = fc.record({
			key: exactly(keyLength),
			nonce: exactly(12),
			additionalData: bytes(40),
			data: bytes(700),
			flip: fc.option(fc.nat(800)),
		})
		fc.assert(
			fc.property(input, ({ key, nonce, additionalData, data, flip }) => {
				const sealer = createCipheriv(cipher as "aes-128-ccm", key, nonce, { authTagLength })
				sealer.setAAD(additionalData, { plaintextLength: data.length })
				const sealed = concatBytes([sealer.update(data), sealer.final(), sealer.getAuthTag()])
				if (flip !== null) sealed[flip % sealed.length] = (sealed[flip % sealed.length] ?? 0) ^ 1
				const whole = { key, nonce, additionalData, sealed, tagLength: authTagLength }
				const opened = portablePrimitives.aeadOpen(cipher, whole)
				expect(plain(opened)).toBe(flip === null ? toHex(data) : undefined)
				expect(plain(nodePrimitives.aeadOpen(cipher, whole))).toBe(plain(opened))
			}),
		)
	})

	test.each([
		["aes-128-cbc", 16],
		["aes-256-cbc", 32],
	] as const)("%s", (cipher, keyLength) => {
		fc.assert(
			fc.property(exactly(keyLength), exactly(16), bytes(200), (key, iv, data) => {
				const whole = data.subarray(0, data.length - (data.length % 16))
				for (const each of [data, whole].filter(({ length }) => length > 0)) {
					expect(plain(portablePrimitives.cbcDecrypt(cipher, key, iv, each))).toBe(
						plain(nodePrimitives.cbcDecrypt(cipher, key, iv, each)),
					)
				}
			}),
		)
	})

	test("yields nothing, and does not throw, for keys, nonces and texts of any length", () => {
		const ciphers = fc.constantFrom("aes-128-gcm", "aes-256-ccm", "chacha20-poly1305", "aria-128-gcm", "")
		fc.assert(
			fc.property(ciphers, bytes(40), bytes(20), bytes(40), (cipher, key, nonce, sealed) => {
				const given = { key, nonce, additionalData: nonce, sealed, tagLength: 16 }
				expect(portablePrimitives.aeadOpen(cipher, given)).toBeUndefined()
				expect(portablePrimitives.cbcDecrypt(cipher, key, nonce, sealed)).toBeUndefined()
			}),
		)
	})
})

describe("AES-CCM opens the packet vectors of RFC 3610 section 8", () => {
	const key = hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf")
	test.each([
		[
			"1",
			"00000003020100a0a1a2a3a4a5",
			"0001020304050607",
			"08090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
			"588c979a61c663d2f066d0c2c0f989806d5f6b61dac38417e8d12cfdf926e0",
			8,
		],
		[
			"2",
			"00000004030201a0a1a2a3a4a5",
			"0001020304050607",
			"08090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
			"72c91a36e135f8cf291ca894085c87e3cc15c439c9e43a3ba091d56e10400916",
			8,
		],
		[
			"7",
			"00000009080706a0a1a2a3a4a5",
			"0001020304050607",
			"08090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
			"0135d1b2c95f41d5d1d4fec185d166b8094e999dfed96c048c56602c97acbb7490",
			10,
		],
	] as const)("%s", (_number, nonce, additionalData, plaintext, sealed, tagLength) => {
		const given = {
			key,
			nonce: hex(nonce),
			additionalData: hex(additionalData),
			sealed: hex(sealed),
			tagLength,
		}
		expect(plain(openCcm(given))).toBe(plaintext)
		expect(openCcm({ ...given, additionalData: hex("00") })).toBeUndefined()
	})
})

/** Node's cipher answers by Buffers, which are bytes like any other. */
const comparable = ({ serverCertificates = [], applicationData, ...rest }: Transcript) => ({
	...rest,
	serverCertificates: serverCertificates.map(toHex),
	applicationData: [toHex(applicationData.client), toHex(applicationData.server)],
})

describe("decodes without node:crypto", () => {
	test.skipIf(!hasSuite("rfc8448"))("RFC 8448 section 3, just as with it", () => {
		const { records, keylog } = readSuiteJson<{
			readonly keylog: readonly string[]
			readonly records: readonly { readonly from_: "client" | "server"; readonly record: string }[]
		}>("rfc8448/section3.json")
		const given = captureOfFlows(
			records.map((each) => ({ dir: each.from_, hex: each.record })),
			keylog,
		)
		const transcript = decode(given, portablePrimitives)
		expect(transcript.undecryptable).toBe(0)
		expect(comparable(transcript)).toEqual(comparable(decode(given, nodePrimitives)))
	})

	test("a connection that it can open", () => {
		const server = sealer(secrets.SERVER_TRAFFIC_SECRET_0)
		const flows = capture([...hello, ["server", server(23, ascii("hello"))]])
		expect(decode(flows, portablePrimitives).applicationData.server).toEqual(ascii("hello"))
	})

	test("names a cipher that it lacks", () => {
		const [client] = hello
		const camellia = hex(
			"0200002603032222222222222222222222222222222222222222222222222222222222222222 00 0041 00".replaceAll(
				" ",
				"",
			),
		)
		const flows = capture([
			client,
			["server", record(22, camellia)],
			["server", record(20, hex("01"))],
			["server", record(22, new Uint8Array(64))],
		])
		expect(decode(flows, portablePrimitives).entries.at(-1)).toMatchObject({
			message: "Encrypted",
			problem: "camellia-128-cbc cannot be opened here",
		})
	})
})
