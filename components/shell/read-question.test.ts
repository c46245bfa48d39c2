import { describe, expect, it } from "vitest"
import { answerAddress, readQuestion } from "./read-question.tsx"

describe("what is typed into the field at the top", () => {
	it.each([
		"localhost:9091",
		"permguard:9091",
		"grpcs://billing.internal:443",
		"grpc://127.0.0.1:50051",
		"dns:///billing.internal:443",
		"[::1]:9091",
		"[::1]",
		"10.0.0.7",
		"localhost",
		"billing.internal",
		"unix:///run/pdp.sock",
		"/run/pdp.sock",
		"https://example.com",
	])("checks %s", (text) => {
		expect(readQuestion(`  ${text} `)).toEqual({ kind: "target", target: text })
	})

	it.each([
		"UNAVAILABLE",
		"certificate_required",
		"rpc error: code = Unavailable desc = connection error",
		"ERR_TLS_CERT_ALTNAME_INVALID",
		"io.grpc.StatusRuntimeException",
		"x509: certificate signed by unknown authority",
		"14 UNAVAILABLE: No connection established",
		"localhost:9091 refused the connection",
	])("explains %s", (text) => {
		expect(readQuestion(text)).toEqual({ kind: "error", text })
	})

	it("does nothing about white space", () => {
		expect(readQuestion(" \n ")).toEqual({ kind: "nothing" })
	})

	it("keeps a short error in the address and a long one out of it", () => {
		expect(answerAddress({ kind: "error", text: "a b" })).toEqual({ path: "/explain?text=a%20b" })
		const long = "x ".repeat(2_000)
		expect(answerAddress({ kind: "error", text: long })).toEqual({
			path: "/explain?from=field",
			stored: long,
		})
	})
})
