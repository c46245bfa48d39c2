import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import type { Side } from "../capture.ts"
import { clientHello, serverHello, serverRandom } from "../node/flows.fixture.ts"
import { ascii, hex, record } from "../wire/bytes.fixture.ts"
import { ipv4, pcap, read, type Segment } from "./packets.fixture.ts"

const hello = record(22, clientHello)
const answer = record(22, serverHello(serverRandom))
const connect = ascii("CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n")
const agreed = ascii("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n")
const version2 = concatBytes([hex("0d0a0d0a000d0a515549540a2111000c"), hex("0a0000010a0000029c4001bb")])

/** A connection in which the sides say these parts in turn, in segments of at most so many bytes. */
function said(parts: readonly (readonly [Side, Uint8Array])[], length: number) {
	const sent = { client: 1, server: 1 }
	const segments: Segment[] = [
		{ from: "client", sequence: 0, flags: 2 },
		{ from: "server", sequence: 0, flags: 0x12, acknowledged: 1 },
	]
	for (const [from, bytes] of parts) {
		for (let at = 0; at < bytes.length; at += length) {
			const part = bytes.subarray(at, at + length)
			const acknowledged = sent[from === "client" ? "server" : "client"]
			segments.push({ from, sequence: sent[from], acknowledged, bytes: part })
			sent[from] += part.length
		}
	}
	const [connection] = read(pcap(101, segments.map(ipv4))).connections
	if (connection === undefined) throw new Error("no connection")
	return connection
}

const names = ({ transcript }: ReturnType<typeof said>) =>
	transcript.entries.map((entry) => `${entry.from} ${entry.message}`)

describe.each([1, 7, 5_000])("in segments of %i bytes", (length) => {
	test("TLS is read behind CONNECT and its answer", () => {
		const parts = [
			["client", connect],
			["server", agreed],
			["client", hello],
			["server", answer],
		] as const
		const connection = said(parts, length)
		expect(names(connection)).toEqual(["client ClientHello", "server ServerHello"])
		expect(connection.through).toBe("an HTTP proxy, to a.test:443")
		expect(connection.bytes.client).toBe(connect.length + hello.length)
	})

	test.each([
		["1", ascii("PROXY TCP4 10.0.0.1 10.0.0.2 40000 443\r\n")],
		["2", version2],
	])("TLS is read behind the PROXY protocol, version %s", (_version, header) => {
		const connection = said(
			[
				["client", concatBytes([header, hello])],
				["server", answer],
			],
			length,
		)
		expect(names(connection)).toEqual(["client ClientHello", "server ServerHello"])
		expect(connection.through).toBe("the PROXY protocol")
	})

	test("a CONNECT that is refused, or never answered, stays what it is", () => {
		const refused = ascii("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
		const connection = said(
			[
				["client", connect],
				["server", refused],
			],
			length,
		)
		expect(Buffer.from(connection.sunk.client, "hex").toString()).toMatch(/^CONNECT a\.test:443/)
		expect(Buffer.from(connection.sunk.server, "hex").toString()).toMatch(/^HTTP\/1\.1 407/)
		expect(connection.through).toBeUndefined()
		const alone = said([["client", connect]], length)
		expect(Buffer.from(alone.sunk.client, "hex").toString()).toMatch(/^CONNECT a\.test:443/)
	})
})

test("what only begins like it is handed on whole", () => {
	const connection = said([["client", ascii("PROP")]], 1)
	expect(Buffer.from(connection.sunk.client, "hex").toString()).toBe("PROP")
})
