import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes, toHex } from "#base/bytes"
import type { AnatomyField } from "./anatomy/anatomy-field.ts"
import { dissect } from "./anatomy.ts"
import { ascii, extension, handshake, hex, number, vector } from "./wire/bytes.fixture.ts"

const random = new Uint8Array(32).fill(5)
const signature = vector(2, new Uint8Array(64))
const name = hex("300f310d300b06035504030c0454657374")

const clientHello = handshake(
	1,
	number(0x0303, 2),
	random,
	vector(1, random),
	vector(2, number(0x1301, 2), number(0x1a2b, 2)),
	vector(1, number(0, 1)),
	vector(
		2,
		extension(0x0a0a),
		extension(0, vector(2, number(0, 1), vector(2, ascii("grpc.example")))),
		extension(16, vector(2, vector(1, ascii("h2")))),
		extension(43, vector(1, number(0x0304, 2))),
		extension(51, vector(2, number(0x11ec, 2), vector(2, new Uint8Array(1216)))),
		extension(0x7777, hex("c0ffee")),
	),
)
const hello = (which: Uint8Array, share: Uint8Array) =>
	handshake(
		2,
		number(0x0303, 2),
		which,
		vector(1),
		number(0x1301, 2),
		number(0, 1),
		vector(2, extension(51, share)),
	)

const messages: readonly (readonly [message: string, bytes: Uint8Array])[] = [
	["ClientHello", clientHello],
	["ServerHello", hello(random, concatBytes([number(29, 2), vector(2, random)]))],
	["HelloRetryRequest", hello(random, number(24, 2))],
	[
		"EncryptedExtensions",
		handshake(8, vector(2, extension(0), extension(16, vector(2, vector(1, ascii("h2")))))),
	],
	["CertificateRequest", handshake(13, vector(1), vector(2, extension(47, vector(2, vector(2, name)))))],
	[
		"CertificateRequest",
		handshake(13, vector(1, hex("01")), vector(2, number(0x0401, 2)), vector(2, vector(2, name))),
	],
	["CertificateRequest", handshake(13, vector(1, hex("0140")), vector(2, vector(2, name)))],
	["Certificate", handshake(11, vector(1), vector(3, vector(3, hex("3000")), vector(2)))],
	["Certificate", handshake(11, vector(3, vector(3, hex("3000")), vector(3, hex("3000"))))],
	["CertificateVerify", handshake(15, number(0x0804, 2), signature)],
	["CertificateVerify", handshake(15, signature)],
	["CertificateStatus", handshake(22, number(1, 1), vector(3, hex("3000")))],
	[
		"ServerKeyExchange",
		handshake(12, number(3, 1), number(23, 2), vector(1, random), number(0x0403, 2), signature),
	],
	["ServerKeyExchange", handshake(12, vector(2, random), vector(2, hex("02")), vector(2, random), signature)],
	["ServerHelloDone", handshake(14)],
	["ClientKeyExchange", handshake(16, vector(1, random))],
	["ClientKeyExchange", handshake(16, vector(2, new Uint8Array(128)))],
	["Finished", handshake(20, random)],
	["NewSessionTicket", handshake(4, number(7200, 4), number(9, 4), vector(1), vector(2, random), vector(2))],
	["NewSessionTicket", handshake(4, number(300, 4), vector(2, random))],
	["KeyUpdate", handshake(24, number(1, 1))],
	["Alert", Uint8Array.of(2, 116)],
	["ChangeCipherSpec", Uint8Array.of(1)],
]

/** Fields without children of their own, in order. */
function leaves(fields: readonly AnatomyField[]): AnatomyField[] {
	return fields.flatMap((field) => (field.children === undefined ? [field] : leaves(field.children)))
}

/** True when the fields cover the bytes from `start` on without gap or overlap. */
function covers(fields: readonly AnatomyField[], length: number): boolean {
	let at = 0
	for (const field of leaves(fields)) {
		if (field.offset !== at) return false
		at += field.length
	}
	return at === length
}

const find = (fields: readonly AnatomyField[], wanted: string): AnatomyField | undefined =>
	fields
		.flatMap((field) => [field, find(field.children ?? [], wanted)])
		.find((field) => field?.name === wanted)

describe.each(messages)("%s", (message, bytes) => {
	test("is taken apart so that its fields cover every byte once", () => {
		const fields = dissect(message, toHex(bytes))
		expect(covers(fields, bytes.length)).toBe(true)
		expect(JSON.stringify(fields)).not.toMatch(/truncated|trailing/)
	})

	test("cut anywhere says where it is cut, and still covers every byte", () => {
		for (let length = 1; length < bytes.length; length += 1) {
			const cut = dissect(message, toHex(bytes.subarray(0, length)))
			expect(covers(cut, length)).toBe(true)
		}
	})

	test("shows bytes behind its end as such", () => {
		const longer = dissect(message, toHex(concatBytes([bytes, new Uint8Array(90)])))
		expect(covers(longer, bytes.length + 90)).toBe(true)
	})
})

test("the fields of a ClientHello have names, meanings and places in the RFCs", () => {
	const fields = dissect("ClientHello", toHex(clientHello))
	expect(find(fields, "server_name")).toMatchObject({
		value: "grpc.example",
		reference: "RFC 6066 section 3",
		meaning: expect.stringContaining("name the client dialled"),
	})
	expect(find(fields, "application_layer_protocol_negotiation")?.value).toBe("h2")
	expect(find(fields, "key_share")?.value).toBe("X25519MLKEM768")
	expect(find(fields, "cipher_suites")?.children?.map((field) => field.value)).toEqual([
		"TLS_AES_128_GCM_SHA256",
		"0x1a2b",
	])
	expect(find(fields, "GREASE (0x0a0a)")?.value).toBe("present")
	expect(find(fields, "0x7777")?.children?.at(-1)).toMatchObject({ name: "data", value: "c0ffee" })
	expect(find(fields, "random")).toMatchObject({ offset: 6, length: 32 })
})

test("an alert says what it means", () => {
	expect(dissect("Alert", "0274")).toEqual([
		{ name: "level", value: "fatal", reference: "RFC 8446 section 6", offset: 0, length: 1 },
		{
			name: "description",
			value: "certificate_required",
			meaning: "The server requires a client certificate and got none.",
			reference: "RFC 8446 section 6",
			offset: 1,
			length: 1,
		},
	])
})

test("what is unknown or no hex is said, not thrown", () => {
	expect(dissect("Unparsed", "00ff")).toMatchObject([
		{ name: "Unparsed", value: "00ff", meaning: expect.any(String) },
	])
	expect(dissect("ClientHello", "zz")).toMatchObject([{ value: "not readable: no hex" }])
	expect(dissect("ClientHello", "")).toMatchObject([{ value: expect.stringContaining("truncated") }])
})

test("never throws and covers every byte, whatever the bytes", () => {
	const kinds = fc.constantFrom(...messages.map(([message]) => message))
	fc.assert(
		fc.property(kinds, fc.uint8Array({ minLength: 1, maxLength: 300 }), (message, bytes) => {
			expect(covers(dissect(message, toHex(bytes)), bytes.length)).toBe(true)
		}),
		{ numRuns: 1_000 },
	)
})
