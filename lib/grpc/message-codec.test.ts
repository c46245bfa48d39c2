import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes, fromHex, toHex } from "#base/bytes"
import { encodeHealthRequest, readHealthResponse } from "./health.ts"
import { decodeMessage, encodeMessage, messageBytesMax } from "./message-codec.ts"
import {
	encodeListServices,
	readReflectionAnswer,
	reflectionMethod,
	reflectionVersions,
} from "./reflection.ts"

const hex = (text: string) => fromHex(text) ?? new Uint8Array()
const svidResponse = {
	svids: [
		{
			spiffeId: "spiffe://example.org/api",
			x509Svid: new Uint8Array([1, 2]),
			x509SvidKey: new Uint8Array([3]),
			bundle: new Uint8Array([4]),
			hint: "internal",
		},
	],
	crl: [new Uint8Array([5])],
	federatedBundles: { "spiffe://other.org": new Uint8Array([6]) },
}

describe("messages", () => {
	test("come back as they were written, with the field numbers of the standard", () => {
		const bytes = encodeMessage("X509SVIDResponse", svidResponse)
		expect(toHex(bytes.subarray(0, 4))).toBe("0a2e0a18")
		expect(decodeMessage("X509SVIDResponse", bytes)).toEqual({ ok: true, value: svidResponse })
	})

	test("are whole after fields that no version knows", () => {
		const bytes = concatBytes([hex("fa7f02abcd"), encodeMessage("X509SVIDResponse", svidResponse)])
		expect(decodeMessage("X509SVIDResponse", bytes)).toEqual({ ok: true, value: svidResponse })
	})

	test("that are cut off come back as a failure at every length", () => {
		const bytes = encodeMessage("countersign.lab.v1.EchoResponse", { text: "hello", index: 300 })
		const read = Array.from({ length: bytes.length }, (_, at) => bytes.subarray(0, at)).map((part) =>
			decodeMessage("countersign.lab.v1.EchoResponse", part),
		)
		expect(read.map(({ ok }) => ok)).toEqual([
			true,
			false,
			false,
			false,
			false,
			false,
			false,
			true,
			false,
			false,
		])
	})

	test("beyond 4 MiB are not read", () => {
		const read = decodeMessage("X509SVIDResponse", new Uint8Array(messageBytesMax + 1))
		expect(read).toMatchObject({ ok: false, error: { kind: "too-large" } })
	})

	test("of any bytes are read without throwing", () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				expect(typeof decodeMessage("X509SVIDResponse", bytes).ok).toBe("boolean")
			}),
		)
	})

	test("of our own with a field of the wrong kind are a bug", () => {
		expect(() => encodeMessage("X509SVID", { spiffeId: 7 })).toThrow("spiffeId")
	})
})

describe("health", () => {
	test.each([
		["", ""],
		["api.v1.Users", "0a0c6170692e76312e5573657273"],
	])("asks for service %j", (service, bytes) => {
		expect(toHex(encodeHealthRequest(service))).toBe(bytes)
	})

	test.each([
		["0801", "SERVING"],
		["0802", "NOT_SERVING"],
		["0803", "SERVICE_UNKNOWN"],
		["", "UNKNOWN"],
		["12034142430801", "SERVING"],
		["0809", undefined],
		["08", undefined],
		["ffff", undefined],
	])("reads the state of %j", (bytes, state) => {
		expect(readHealthResponse(hex(bytes))).toBe(state)
	})
})

describe.each(reflectionVersions)("reflection %s", (version) => {
	const type = `grpc.reflection.${version}.ServerReflectionResponse`

	test("asks for all services", () => {
		expect(reflectionMethod(version)).toBe(`grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`)
		expect(toHex(encodeListServices(version))).toBe("3a00")
	})

	test("reads their names", () => {
		const service = [{ name: "api.v1.Users" }, { name: "grpc.health.v1.Health" }]
		const answer = readReflectionAnswer(version, encodeMessage(type, { listServicesResponse: { service } }))
		expect(answer).toEqual({ kind: "services", names: ["api.v1.Users", "grpc.health.v1.Health"], total: 2 })
	})

	test("reads no more than 1,000 names and says how many there were", () => {
		const service = Array.from({ length: 1_200 }, (_, at) => ({ name: `s${at}` }))
		const answer = readReflectionAnswer(version, encodeMessage(type, { listServicesResponse: { service } }))
		expect(answer).toMatchObject({ total: 1_200, names: { length: 1_000 } })
	})

	test("reads the server's own error", () => {
		const error = { errorCode: 12, errorMessage: "not here" }
		const answer = readReflectionAnswer(version, encodeMessage(type, { errorResponse: error }))
		expect(answer).toEqual({ kind: "error", code: 12, text: "not here" })
	})

	test.each([
		["other answers", "1200"],
		["bytes that are no message", "ff"],
	])("refuses %s", (_, bytes) => {
		expect(readReflectionAnswer(version, hex(bytes)).kind).toBe("unreadable")
	})
})
