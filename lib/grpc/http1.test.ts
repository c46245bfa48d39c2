import { expect, test } from "vitest"
import { readHttp1 } from "./http1.ts"

const ascii = (text: string) => new TextEncoder().encode(text)

test("reads the head and the beginning of the page that nginx sends to a plaintext client", () => {
	const page = "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>"
	const head = "HTTP/1.1 400 Bad Request\r\nSERVER:  nginx/1.22.1 \r\nContent-Type: text/html; charset=utf-8"
	expect(readHttp1(ascii(`${head}\r\nConnection: close\r\n\r\n${page}`))).toEqual({
		version: "1.1",
		status: 400,
		reason: "Bad Request",
		server: "nginx/1.22.1",
		contentType: "text/html; charset=utf-8",
		isHeadComplete: true,
		body: "html",
		bodyText: page.replaceAll("\r\n", "\n"),
	})
})

test.each([
	[
		"HTTP/1.0 403 Forbidden",
		{ version: "1.0", status: 403, isHeadComplete: false, body: "empty", bodyText: "" },
	],
	["HTTP/1.1 200\r\nServer: a", { status: 200, reason: "", server: "a", isHeadComplete: false }],
	["HTTP/1.1 502 Bad\nServer: x\n\nplain words", { server: "x", body: "text", bodyText: "plain words" }],
	["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1f\r\n<html>", { body: "html", bodyText: "<html>" }],
	["HTTP/1.1 200 OK\r\nContent-Type: application/grpc-web+proto\r\n\r\n\u0080", { body: "grpc-web" }],
	["HTTP/1.1 404 No\r\nContent-Type: application/json\r\n\r\n{}", { body: "json" }],
	[`HTTP/1.1 200 OK\r\nServer: ${"a".repeat(500)}\r\n\r\n`, { server: "a".repeat(200) }],
	["HTTP/1.1 200 \u0001\u0002\r\nServer: \u0007\r\n\r\n", { reason: "..", server: "." }],
	[`HTTP/1.1 200 OK\r\n\r\n${"a".repeat(2_000)}`, { bodyText: "a".repeat(512) }],
])("reads %j", (text, expected) => {
	expect(readHttp1(ascii(text))).toMatchObject(expected)
})

test.each(["", "HTTP/1.", "HTTP/2 200", "HTTP/1.1 20", "HTTP/1.1 2000 OK\r\n", "GET / HTTP/1.1\r\n"])(
	"%j is no answer",
	(text) => {
		expect(readHttp1(ascii(text))).toBeUndefined()
	},
)
