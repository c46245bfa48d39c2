import { describe, expect, test } from "vitest"
import type { TranscriptEntry } from "#tls/transcript"
import { readSealedFlight } from "./sealed-flight.ts"

const entry = (from: TranscriptEntry["from"], message: string, length: number): TranscriptEntry => ({
	t: 0,
	from,
	record: 0,
	message,
	typeCode: 23,
	length,
	encrypted: false,
})
const client = (...lengths: readonly number[]) =>
	lengths.map((length) => entry("client", "Encrypted", length))
const server = (...lengths: readonly number[]) =>
	lengths.map((length) => entry("server", "Encrypted", length))
const hellos = [
	entry("client", "ClientHello", 200),
	entry("server", "ServerHello", 100),
	...server(30, 900, 100, 53),
]
const sha256 = "TLS_AES_128_GCM_SHA256"

describe("readSealedFlight tells by sizes what the client answered", () => {
	test.each([
		["Finished alone", sha256, client(53), "finished"],
		["Finished alone, with the longer hash", "TLS_AES_256_GCM_SHA384", client(69), "finished"],
		["an empty Certificate in a record of its own", sha256, client(25, 53), "empty-certificate"],
		["an empty Certificate and Finished in one record", sha256, client(61), "empty-certificate"],
		["a certificate, each message in a record", sha256, client(800, 120, 53), "certificate"],
		["a certificate, all in one record", sha256, client(980), "certificate"],
		["an alert", sha256, client(19), "alert"],
		["Finished behind early data", sha256, client(21, 53), "finished"],
	] as const)("%s", (_, suite, flight, wanted) => {
		expect(readSealedFlight([...hellos, ...flight], suite)?.flight).toBe(wanted)
	})

	test("and whether both sides went on", () => {
		const read = (after: readonly TranscriptEntry[]) =>
			readSealedFlight([...hellos, ...client(25, 53), ...after], sha256)
		expect(read([])).toMatchObject({ serverWentOn: false, clientWentOn: false, hasAlertSize: false })
		expect(read([...client(200), ...server(19)])).toMatchObject({
			serverWentOn: false,
			clientWentOn: true,
			hasAlertSize: true,
		})
		expect(read([...client(200), ...server(250, 100)])).toMatchObject({
			serverWentOn: true,
			hasAlertSize: false,
		})
	})

	test("nothing where there was no answer, or no TLS 1.3", () => {
		expect(readSealedFlight(hellos, sha256)).toBeUndefined()
		expect(readSealedFlight([...client(53)], sha256)).toBeUndefined()
		expect(readSealedFlight([], undefined)).toBeUndefined()
	})
})
