import { createCipheriv } from "node:crypto"
import { concatBytes, toHex } from "#base/bytes"
import type { Capture, CapturedChunk, Side } from "../capture.ts"
import { decode } from "../decode.ts"
import { expandLabel } from "../protection/key-derivation.ts"
import { mixNonce } from "../protection/sequence.ts"
import { extension, handshake, hex, number, record, vector } from "../wire/bytes.fixture.ts"
import { nodePrimitives } from "./primitives.ts"

const random = new Uint8Array(32).fill(0x11)
/** Random of the server. */
export const serverRandom = new Uint8Array(32).fill(0x22)
/** The random that marks a HelloRetryRequest. */
export const retryRandom = hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")
/** Made-up traffic secrets of one connection. */
export const secrets = {
	CLIENT_HANDSHAKE_TRAFFIC_SECRET: new Uint8Array(32).fill(1),
	SERVER_HANDSHAKE_TRAFFIC_SECRET: new Uint8Array(32).fill(2),
	CLIENT_TRAFFIC_SECRET_0: new Uint8Array(32).fill(3),
	SERVER_TRAFFIC_SECRET_0: new Uint8Array(32).fill(4),
}
const keyLog = Object.entries(secrets).map(([label, secret]) => `${label} ${toHex(random)} ${toHex(secret)}`)

/** A ClientHello that offers TLS 1.3. */
export const clientHello = handshake(
	1,
	number(0x0303, 2),
	random,
	vector(1),
	vector(2, number(0x1301, 2)),
	vector(1, number(0, 1)),
	vector(2, extension(43, vector(1, number(0x0304, 2)))),
)

/** A ServerHello, or a HelloRetryRequest where `which` is `retryRandom`. */
export function serverHello(which: Uint8Array, suite = 0x1301, version = 0x0304): Uint8Array {
	const modern = version === 0x0304 ? [extension(43, number(version, 2))] : []
	return handshake(
		2,
		number(0x0303, 2),
		which,
		vector(1),
		number(suite, 2),
		number(0, 1),
		vector(
			2,
			...modern,
			extension(51, number(29, 2), which === retryRandom ? new Uint8Array(0) : vector(2, random)),
		),
	)
}

/** Seals records of TLS 1.3 as a peer would (RFC 8446 section 5.2), by Node's own cipher. */
export function sealer(secret: Uint8Array) {
	const key = expandLabel(nodePrimitives, "sha256", secret, "key", 16) ?? new Uint8Array(0)
	const iv = expandLabel(nodePrimitives, "sha256", secret, "iv", 12) ?? new Uint8Array(0)
	let sequence = 0
	return (type: number, content: Uint8Array, padding = 0): Uint8Array => {
		const inner = concatBytes([content, number(type, 1), new Uint8Array(padding)])
		const header = concatBytes([number(23, 1), number(0x0303, 2), number(inner.length + 16, 2)])
		const cipher = createCipheriv("aes-128-gcm", key, mixNonce(iv, sequence)).setAAD(header)
		sequence += 1
		return concatBytes([header, cipher.update(inner), cipher.final(), cipher.getAuthTag()])
	}
}

/** The secret after a KeyUpdate (RFC 8446 section 7.2). */
export const nextSecret = (secret: Uint8Array) =>
	expandLabel(nodePrimitives, "sha256", secret, "traffic upd", 32) ?? new Uint8Array(0)

/** Bytes of both sides as a capture, one millisecond apart. */
export function capture(
	flows: readonly (readonly [Side, Uint8Array])[],
	lines: readonly string[] = keyLog,
): Capture {
	const chunks: CapturedChunk[] = flows.map(([from, bytes], t) => ({ t, from, bytes }))
	return { chunks, marks: [], keyLog: lines, dropped: { client: 0, server: 0 } }
}

/** Decodes bytes of both sides, one millisecond apart. */
export const decodeFlows = (flows: readonly (readonly [Side, Uint8Array])[], lines?: readonly string[]) =>
	decode(capture(flows, lines), nodePrimitives)

/** Sender and name of every entry. */
export const names = (flows: readonly (readonly [Side, Uint8Array])[], lines?: readonly string[]) =>
	decodeFlows(flows, lines).entries.map((entry) => `${entry.from} ${entry.message}`)

/** A Finished of the length that SHA-256 gives it. */
export const finished = handshake(20, new Uint8Array(32))
/** ClientHello and ServerHello of TLS 1.3. */
export const hello = [
	["client", record(22, clientHello)],
	["server", record(22, serverHello(serverRandom))],
] as const
