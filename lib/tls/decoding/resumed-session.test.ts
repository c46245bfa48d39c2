import { createCipheriv } from "node:crypto"
import { expect, test } from "vitest"
import { concatBytes, toHex } from "#base/bytes"
import { readKeyLog } from "../keylog.ts"
import { nodePrimitives } from "../node/primitives.ts"
import { additionalData } from "../protection/aead-opener.ts"
import { deriveKeyBlock } from "../protection/key-derivation.ts"
import { ascii, extension, handshake, number, record, vector } from "../wire/bytes.fixture.ts"
import { ConnectionDecoder } from "./connection-decoder.ts"
import { SessionMemory } from "./session-memory.ts"

const masterSecret = new Uint8Array(48).fill(7)
const changeCipherSpec = record(20, number(1, 1))
const finished = handshake(20, new Uint8Array(12))

/** One connection under AES-128-GCM: who says what in its hellos, by the fill of their randoms. */
interface Spoken {
	readonly fill: number
	readonly sessionId?: Uint8Array
	readonly echoed?: Uint8Array
	readonly offered?: Uint8Array
	readonly given?: Uint8Array
}

const random = (fill: number) => new Uint8Array(32).fill(fill)
const nothing = new Uint8Array(0)

function clientHello({ fill, sessionId = nothing, offered }: Spoken): Uint8Array {
	const ticket = offered === undefined ? [] : [extension(35, offered)]
	return handshake(
		1,
		number(0x0303, 2),
		random(fill),
		vector(1, sessionId),
		vector(2, number(0xc02f, 2)),
		vector(1, number(0, 1)),
		vector(2, ...ticket),
	)
}

const serverHello = ({ fill, echoed = nothing }: Spoken) =>
	handshake(2, number(0x0303, 2), random(fill + 1), vector(1, echoed), number(0xc02f, 2), number(0, 1))

/** The server's first sealed record, as RFC 5288 makes it. */
function sealed({ fill }: Spoken, content: Uint8Array): Uint8Array {
	const block = deriveKeyBlock(nodePrimitives, {
		masterSecret,
		clientRandom: random(fill),
		serverRandom: random(fill + 1),
		hash: "sha256",
		length: 40,
	})
	if (block === undefined) throw new Error("no key block")
	const explicit = new Uint8Array(8)
	const cipher = createCipheriv(
		"aes-128-gcm",
		block.subarray(16, 32),
		concatBytes([block.subarray(36, 40), explicit]),
	)
	cipher.setAAD(additionalData({ type: 22, version: 0x0303, payload: content }, 0, content.length))
	const text = concatBytes([cipher.update(content), cipher.final()])
	return record(22, concatBytes([explicit, text, cipher.getAuthTag()]))
}

/** Messages of the server, the key log holding the master secret of the first connection alone. */
function decode(spoken: Spoken, sessions: SessionMemory): string[] {
	const keyLog = readKeyLog([`CLIENT_RANDOM ${toHex(random(0x10))} ${toHex(masterSecret)}`])
	const decoder = new ConnectionDecoder(nodePrimitives, keyLog, { sessions })
	const ticket = spoken.given === undefined ? [] : [handshake(4, number(300, 4), vector(2, spoken.given))]
	decoder.push(0, "client", record(22, clientHello(spoken)))
	decoder.push(1, "server", record(22, concatBytes([serverHello(spoken), ...ticket])))
	decoder.push(2, "server", concatBytes([changeCipherSpec, sealed(spoken, finished)]))
	const end = { dropped: 0, isEnded: true }
	const { entries } = decoder.finish({ client: end, server: end })
	return entries.filter(({ from }) => from === "server").map(({ message }) => message)
}

const id = ascii("a session")
const ticket = ascii("a ticket that is long enough to have a beginning, a middle and an end of its own")

test("a session that goes on by its ID opens without a key log line of its own", () => {
	const sessions = new SessionMemory()
	expect(decode({ fill: 0x10, echoed: id }, sessions)).toContain("Finished")
	expect(decode({ fill: 0x20, sessionId: id, echoed: id }, sessions)).toContain("Finished")
})

test("a session that goes on by its ticket opens without a key log line of its own", () => {
	const sessions = new SessionMemory()
	expect(decode({ fill: 0x10, given: ticket }, sessions)).toContain("Finished")
	const own = ascii("made up")
	expect(decode({ fill: 0x30, offered: ticket, sessionId: own, echoed: own }, sessions)).toContain("Finished")
})

test("another session stays closed", () => {
	const sessions = new SessionMemory()
	decode({ fill: 0x10, echoed: id, given: ticket }, sessions)
	const spoken = { fill: 0x20, sessionId: ascii("other"), echoed: ascii("other"), offered: ascii("another") }
	expect(decode(spoken, sessions)).toContain("Encrypted")
	expect(decode({ fill: 0x20, sessionId: id, echoed: id }, new SessionMemory())).toContain("Encrypted")
})
