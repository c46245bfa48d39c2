import { expect, test } from "vitest"
import { fromHex } from "#base/bytes"
import { recogniseBody } from "./answer-body.ts"

const hex = (text: string) => fromHex(text) ?? new Uint8Array()
const ascii = (text: string) => new TextEncoder().encode(text)

test.each([
	["application/grpc", hex(""), "grpc"],
	["application/grpc+proto", hex("0000000000"), "grpc"],
	["Application/gRPC-Web-Text; charset=utf-8", ascii("AAAA"), "grpc-web"],
	["application/json", ascii("{}"), "json"],
	["application/problem+json", ascii("{}"), "json"],
	["text/html; charset=utf-8", ascii("oops"), "html"],
	["text/plain", ascii("no"), "text"],
	[undefined, ascii("\n<!DOCTYPE html>"), "html"],
	[undefined, ascii('{"code": "unimplemented"}'), "json"],
	[undefined, ascii("upstream connect error"), "text"],
	[undefined, hex("00000000020801"), "grpc"],
	[undefined, hex("800000000f"), "grpc-web"],
	[undefined, hex("ff00ff00ff"), "other"],
	["image/png", hex("89504e47"), "other"],
	[undefined, hex(""), "empty"],
])("%s with its first bytes is recognised", (contentType, bytes, kind) => {
	expect(recogniseBody(contentType, bytes)).toBe(kind)
})
