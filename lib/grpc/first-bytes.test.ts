import fc from "fast-check"
import { expect, test } from "vitest"
import { fromHex } from "#base/bytes"
import { recogniseFirstBytes } from "./first-bytes.ts"

const hex = (text: string) => fromHex(text) ?? new Uint8Array()
const ascii = (text: string) => new TextEncoder().encode(text)

test.each([
	["the ServerHello of a TLS server", hex("160303007a0200"), "tls-handshake"],
	["the alert of rustls on plaintext", hex("15030300020232"), "tls-alert"],
	["the alert of JSSE on plaintext", hex("1503030002020a"), "tls-alert"],
	["an alert record that is too long for one", hex("15030300130232"), "other"],
	["the SETTINGS of grpc-go", hex("000006040000000000000500004000"), "http2-settings"],
	["the empty SETTINGS of Node", hex("000000040000000000"), "http2-settings"],
	["an acknowledgement of settings", hex("000000040100000000"), "other"],
	["SETTINGS of an impossible length", hex("0000070400000000000001"), "other"],
	["a status line alone", ascii("HTTP/1.0 403 Forbidden"), "http1"],
	["an HTTP/1 answer", ascii("HTTP/1.1 400 Bad Request\r\n\r\n"), "http1"],
	["an SSH greeting", ascii("SSH-2.0-OpenSSH_9.2\r\n"), "ssh"],
	["a mail server", ascii("220 mail.example.org ESMTP\r\n"), "other"],
	["one byte", hex("16"), "other"],
	["nothing", hex(""), "other"],
])("recognises %s", (_, bytes, kind) => {
	expect(recogniseFirstBytes(bytes).kind).toBe(kind)
})

test("reads status and Server header of an HTTP/1 answer", () => {
	const answer = "HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\n\r\n<html>"
	expect(recogniseFirstBytes(ascii(answer))).toEqual({
		kind: "http1",
		text: "HTTP/1.1 400 Bad Request..Server: nginx/1.22.1..Content-Type: te",
		httpStatus: 400,
		httpServer: "nginx/1.22.1",
	})
})

test("shows at most 64 characters, with dots for what cannot be printed", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
			expect(recogniseFirstBytes(bytes).text).toMatch(/^[\x20-\x7e]{0,64}$/)
		}),
	)
})
