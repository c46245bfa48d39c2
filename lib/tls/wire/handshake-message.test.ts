import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { ascii, extension, hex, number, vector } from "./bytes.fixture.ts"
import { readHandshakeMessage } from "./handshake-message.ts"
import type { ProtocolContext } from "./protocol-context.ts"

const modern: ProtocolContext = { isTls13: true, hasSchemes: true }
const legacy: ProtocolContext = {
	isTls13: false,
	hasSchemes: true,
	keyExchange: "ECDHE",
	authentication: "RSA",
}
const oldest: ProtocolContext = { ...legacy, hasSchemes: false }

const random = new Uint8Array(32).fill(5)
const name = hex("3011310f300d06035504030c065465737420 41".replaceAll(" ", ""))
const signature = vector(2, new Uint8Array(64))

const clientExtensions = [
	extension(0x0a0a),
	extension(0, vector(2, number(0, 1), vector(2, ascii("grpc.example")))),
	extension(5, number(1, 1), vector(2), vector(2)),
	extension(10, vector(2, number(0x11ec, 2), number(0x001d, 2))),
	extension(11, vector(1, number(0, 1))),
	extension(13, vector(2, number(0x0804, 2), number(0x0403, 2))),
	extension(16, vector(2, vector(1, ascii("h2")))),
	extension(41, vector(2, vector(2, new Uint8Array(9)), number(77, 4)), vector(2, vector(1, random))),
	extension(43, vector(1, number(0x0304, 2), number(0x0303, 2))),
	extension(45, vector(1, number(1, 1))),
	extension(51, vector(2, number(0x001d, 2), vector(2, random))),
	extension(0x7777, hex("c0ffee")),
]

const clientHello = concatBytes([
	number(0x0303, 2),
	random,
	vector(1, random),
	vector(2, number(0x1301, 2), number(0x1a2b, 2)),
	vector(1, number(0, 1)),
	vector(2, ...clientExtensions),
])

function serverHello(randomBytes: Uint8Array, ...extensions: Uint8Array[]): Uint8Array {
	return concatBytes([
		number(0x0303, 2),
		randomBytes,
		vector(1),
		number(0x1301, 2),
		number(0, 1),
		vector(2, ...extensions),
	])
}

const retryRandom = hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")

const messages: readonly (readonly [
	what: string,
	type: number,
	body: Uint8Array,
	context: ProtocolContext,
])[] = [
	["ClientHello", 1, clientHello, modern],
	["ServerHello", 2, serverHello(random, extension(43, number(0x0304, 2))), modern],
	["HelloRetryRequest", 2, serverHello(retryRandom, extension(51, number(0x0018, 2))), modern],
	["EncryptedExtensions", 8, vector(2, extension(16, vector(2, vector(1, ascii("h2"))))), modern],
	[
		"CertificateRequest of TLS 1.3",
		13,
		concatBytes([
			vector(1),
			vector(2, extension(13, vector(2, number(0x0804, 2))), extension(47, vector(2, vector(2, name)))),
		]),
		modern,
	],
	[
		"CertificateRequest of TLS 1.2",
		13,
		concatBytes([vector(1, hex("0140")), vector(2, number(0x0401, 2)), vector(2, vector(2, name))]),
		legacy,
	],
	[
		"CertificateRequest of TLS 1.0",
		13,
		concatBytes([vector(1, hex("01")), vector(2, vector(2, name))]),
		oldest,
	],
	[
		"Certificate of TLS 1.3",
		11,
		concatBytes([
			vector(1),
			vector(3, vector(3, hex("3000")), vector(2, extension(5, number(1, 1), vector(3, hex("3001"))))),
		]),
		modern,
	],
	["Certificate of TLS 1.2", 11, vector(3, vector(3, hex("3000")), vector(3, hex("3001"))), legacy],
	["CertificateVerify", 15, concatBytes([number(0x0804, 2), signature]), modern],
	["CertificateVerify of TLS 1.0", 15, signature, oldest],
	["Finished", 20, new Uint8Array(12), modern],
	[
		"NewSessionTicket of TLS 1.3",
		4,
		concatBytes([
			number(7200, 4),
			number(1, 4),
			vector(1, hex("00")),
			vector(2, random),
			vector(2, extension(42, number(16384, 4))),
		]),
		modern,
	],
	["NewSessionTicket of TLS 1.2", 4, concatBytes([number(300, 4), vector(2, random)]), legacy],
	[
		"ServerKeyExchange, ECDHE",
		12,
		concatBytes([
			number(3, 1),
			number(0x0017, 2),
			vector(1, new Uint8Array(65)),
			number(0x0804, 2),
			signature,
		]),
		legacy,
	],
	[
		"ServerKeyExchange, DHE",
		12,
		concatBytes([
			vector(2, hex("00ff00")),
			vector(2, hex("02")),
			vector(2, hex("0102")),
			number(0x0401, 2),
			signature,
		]),
		{ ...legacy, keyExchange: "DHE" },
	],
	[
		"ServerKeyExchange, PSK",
		12,
		vector(2, ascii("hint")),
		{ ...legacy, keyExchange: "PSK", authentication: "PSK" },
	],
	["ClientKeyExchange, ECDHE", 16, vector(1, new Uint8Array(32)), legacy],
	["ClientKeyExchange, RSA", 16, vector(2, new Uint8Array(128)), { ...legacy, keyExchange: "RSA" }],
	["ClientKeyExchange, PSK", 16, vector(2, ascii("me")), { ...legacy, keyExchange: "PSK" }],
	["CertificateStatus", 22, concatBytes([number(1, 1), vector(3, hex("3003"))]), legacy],
	["KeyUpdate", 24, hex("01"), modern],
]

describe.each(messages)("%s", (_what, type, body, context) => {
	test("is read whole", () => {
		expect(readHandshakeMessage(type, body, context)).toMatchObject({ ok: true })
	})

	test("fails by name at every truncation, or reads as a shorter message of its kind", () => {
		const kinds = new Set(["truncated", "trailing", "invalid"])
		for (let length = 0; length < body.length; length += 1) {
			const read = readHandshakeMessage(type, body.subarray(0, length), context)
			const named = read.ok ? "shorter" : read.error.kind
			expect(read.ok || (kinds.has(named) && read.error.field !== "" && read.error.offset <= length)).toBe(
				true,
			)
		}
	})

	test("does not pass over bytes too many", () => {
		const read = readHandshakeMessage(type, concatBytes([body, new Uint8Array(65)]), context)
		expect(read).toMatchObject({ ok: false })
	})

	test("is JSON-safe", () => {
		const read = readHandshakeMessage(type, body, context)
		const fields = read.ok ? read.value.fields : undefined
		expect(fields).toBeDefined()
		expect(JSON.parse(JSON.stringify(fields))).toEqual(fields)
	})
})

test("a ClientHello cut anywhere is truncated, except right before its extensions", () => {
	const oks: number[] = []
	for (let length = 0; length < clientHello.length; length += 1) {
		if (readHandshakeMessage(1, clientHello.subarray(0, length), modern).ok) oks.push(length)
	}
	expect(oks).toEqual([2 + 32 + 33 + 6 + 2])
})

test("what a ClientHello offers is named, unknown code points and extensions kept", () => {
	const read = readHandshakeMessage(1, clientHello, modern)
	expect(read).toMatchObject({
		ok: true,
		value: {
			fields: {
				kind: "client_hello",
				cipherSuites: ["TLS_AES_128_GCM_SHA256", "0x1a2b"],
				serverName: "grpc.example",
				alpn: ["h2"],
				versions: ["1.3", "1.2"],
				groups: ["X25519MLKEM768", "x25519"],
				keyShares: ["x25519"],
				signatureSchemes: ["rsa_pss_rsae_sha256", "ecdsa_secp256r1_sha256"],
			},
		},
	})
	const fields = read.ok && read.value.fields.kind === "client_hello" ? read.value.fields : undefined
	expect(fields?.extensions).toHaveLength(clientExtensions.length)
	expect(fields?.extensions[0]).toMatchObject({ name: "GREASE (0x0a0a)", kind: "unknown", data: "" })
	expect(fields?.extensions.at(-1)).toEqual({
		type: 0x7777,
		name: "0x7777",
		length: 3,
		kind: "unknown",
		data: "c0ffee",
	})
})

test("one broken extension does not hide the others", () => {
	const body = vector(2, extension(16, hex("00ff")), extension(0))
	expect(readHandshakeMessage(8, body, modern)).toMatchObject({
		ok: true,
		value: {
			fields: {
				alpn: null,
				extensions: [
					{ kind: "unreadable", data: "00ff", problem: expect.stringContaining("needs 255 bytes") },
					{ kind: "server_name", hostNames: [] },
				],
			},
		},
	})
})

test("more extensions than any client sends are refused as too large", () => {
	const many = Array.from({ length: 201 }, (_, index) => extension(0x4000 + index))
	expect(readHandshakeMessage(8, vector(2, ...many), modern)).toMatchObject({
		ok: false,
		error: { kind: "too-large" },
	})
})

test("a HelloRetryRequest is told apart by its random and names the group it wants", () => {
	expect(
		readHandshakeMessage(2, serverHello(retryRandom, extension(51, number(24, 2))), modern),
	).toMatchObject({
		value: { fields: { isHelloRetryRequest: true, group: "secp384r1" } },
	})
})

test.each([
	["444f574e47524401", "to-1.2"],
	["444f574e47524400", "to-1.1"],
])("the downgrade sentinel %s is seen", (tail, expected) => {
	const marked = concatBytes([new Uint8Array(24), hex(tail)])
	expect(readHandshakeMessage(2, serverHello(marked), legacy)).toMatchObject({
		value: { fields: { downgradeSentinel: expected } },
	})
})

test("authorities are named in RFC 4514 form", () => {
	const body = concatBytes([
		vector(1),
		vector(2, extension(47, vector(2, vector(2, name), vector(2, hex("dead"))))),
	])
	expect(readHandshakeMessage(13, body, modern)).toMatchObject({
		value: { fields: { certificateAuthorities: ["CN=Test A", "#dead"] } },
	})
})

test("a type that no RFC names is refused, not guessed", () => {
	expect(readHandshakeMessage(99, hex("00"), modern)).toMatchObject({
		ok: false,
		error: { field: "handshake type 99" },
	})
})

test("never throws, whatever the bytes", () => {
	const context = fc.constantFrom(modern, legacy, oldest, { ...legacy, keyExchange: "DHE_PSK" })
	fc.assert(
		fc.property(fc.nat(255), fc.uint8Array({ maxLength: 300 }), context, (type, body, chosen) => {
			const read = readHandshakeMessage(type, body, chosen)
			expect(typeof read.ok).toBe("boolean")
		}),
		{ numRuns: 500 },
	)
})
