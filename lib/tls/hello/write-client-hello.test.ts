import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { concatBytes } from "#base/bytes"
import { cipherSuiteName } from "../registry/cipher-suites.ts"
import { groupName } from "../registry/groups.ts"
import { signatureSchemeName } from "../registry/signature-schemes.ts"
import type { ClientHello } from "../wire/client-hello.ts"
import { HandshakeFramer } from "../wire/handshake.ts"
import { readHandshakeMessage } from "../wire/handshake-message.ts"
import { RecordSplitter } from "../wire/record.ts"
import { groupCandidates, legacySuites, modernSuites, schemeCandidates } from "./candidates.ts"
import type { HelloOffer } from "./hello-offer.ts"
import { legacyOffer, modernOffer } from "./offers.ts"
import { writeClientHello } from "./write-client-hello.ts"

const random = new Uint8Array(32).fill(7)

/** Reads records as a server would: split, joined, taken apart. */
function readBack(records: Uint8Array): ClientHello | undefined {
	const messages: Uint8Array[] = []
	const framer = new HandshakeFramer()
	new RecordSplitter().push(records, ({ payload }) =>
		framer.push(payload, 0, (message) => {
			if (message.kind === "message") messages.push(message.bytes)
		}),
	)
	const body = concatBytes(messages).subarray(4)
	const read = readHandshakeMessage(1, body, { isTls13: false, hasSchemes: true })
	return read.ok && read.value.fields.kind === "client_hello" ? read.value.fields : undefined
}

const code = fc.integer({ min: 0, max: 0xffff })
const codes = fc.uniqueArray(code, { minLength: 1, maxLength: 40 })
const offers: fc.Arbitrary<HelloOffer> = fc.record({
	legacyVersion: fc.constantFrom(0x0301, 0x0302, 0x0303),
	cipherSuites: codes,
	plain: fc.constant(["extended_master_secret", "renegotiation_info", "session_ticket", "status_request"]),
	serverName: fc.constantFrom("a.example", "localhost"),
	groups: codes,
	signatureSchemes: codes,
	alpn: fc.uniqueArray(fc.constantFrom("h2", "http/1.1", "x"), { minLength: 1 }),
	keyShares: fc.array(
		fc.record({ group: code, publicKey: fc.uint8Array({ minLength: 1, maxLength: 1_300 }) }),
		{
			maxLength: 3,
		},
	),
})

describe("a ClientHello that was written", () => {
	it("says what was offered when it is read back", () => {
		fc.assert(
			fc.property(offers, (offer) => {
				const hello = readBack(writeClientHello(offer, random).records)
				expect(hello).toMatchObject({
					cipherSuites: offer.cipherSuites.map(cipherSuiteName),
					serverName: offer.serverName,
					alpn: offer.alpn,
					groups: offer.groups?.map(groupName),
					signatureSchemes: offer.signatureSchemes?.map(signatureSchemeName),
					keyShares: offer.keyShares?.map(({ group }) => groupName(group)),
				})
				expect(hello?.extensions.filter(({ kind }) => kind === "unreadable")).toEqual([])
			}),
		)
	})

	it("offers one old version by its field alone, and TLS 1.3 by extension alone", () => {
		const change = { cipherSuites: [0xc02b], sni: null }
		expect(readBack(writeClientHello(legacyOffer("1.1", change), random).records)?.versions).toEqual(["1.1"])
		const modern = readBack(writeClientHello(modernOffer(change, []), random).records)
		expect(modern).toMatchObject({ legacyVersion: "1.2", versions: ["1.3"], keyShares: [], serverName: null })
	})

	it("asks for a HelloRetryRequest with a key share that is there and empty", () => {
		const { message } = writeClientHello(modernOffer({ cipherSuites: [0x1301], sni: null }, []), random)
		expect(Buffer.from(message).toString("hex")).toContain("003300020000")
	})

	it.each([0, 600, 1_800, 20_000])("is filled up to %i bytes and no further", (paddedTo) => {
		const plain = writeClientHello(legacyOffer("1.2", { cipherSuites: [0xc02b], sni: null }), random)
		const offer = { ...legacyOffer("1.2", { cipherSuites: [0xc02b], sni: null }), paddedTo }
		const { message, records } = writeClientHello(offer, random)
		expect(message.length).toBe(Math.max(plain.message.length, paddedTo))
		expect(readBack(records)?.cipherSuites).toHaveLength(1)
	})
})

describe("what is offered in full", () => {
	it("has every suite of the registry once, the two versions apart, signalling values left out", () => {
		const all = [...legacySuites(), ...modernSuites()]
		expect(new Set(all).size).toBe(all.length)
		expect(all).toEqual(expect.arrayContaining([0x0003, 0x0005, 0x000a, 0x003b, 0xc02b, 0x1301, 0x1305]))
		expect(all.filter((each) => each === 0x00ff || each === 0x5600 || each === 0)).toEqual([])
		expect(legacySuites()).not.toContain(0x1301)
	})

	it("has every hybrid of the registry, and schemes down to SHA-1 and MD5", () => {
		expect(groupCandidates()).toEqual(
			expect.arrayContaining([0x11eb, 0x11ec, 0x11ed, 0x11ee, 0x6399, 23, 0x0100]),
		)
		expect(schemeCandidates()).toEqual(expect.arrayContaining([0x0201, 0x0101, 0x0403, 0x0904]))
	})
})
