import { concatBytes } from "#base/bytes"
import type { CryptoPrimitives } from "../crypto-primitives.ts"
import type { CipherSuiteFacts } from "../registry/cipher-suites.ts"
import type { TlsRecord } from "../wire/record.ts"
import { additionalData } from "./aead-opener.ts"
import type { OpenedRecord, RecordOpener } from "./record-opener.ts"

/** Keys of a suite with a MAC of its own. */
export interface MacKeys {
	readonly suite: CipherSuiteFacts
	readonly macKey: Uint8Array
	/** Bytes of the MAC. */
	readonly macLength: number
	readonly key: Uint8Array
	/** TLS 1.0 only: the IV of the first record; later ones take the last block before them. */
	readonly firstIv: Uint8Array | undefined
	/** RFC 7366. */
	readonly encryptThenMac: boolean
}

/**
 * Opens records under CBC suites (RFC 5246 section 6.2.3.2) and suites without encryption. The MAC is checked: what
 * does not fit is not opened.
 */
export function makeMacOpener(primitives: CryptoPrimitives, keys: MacKeys): RecordOpener {
	let sequence = 0
	let chainedIv = keys.firstIv
	const advance = (record: TlsRecord) => {
		sequence += 1
		if (chainedIv !== undefined) chainedIv = lastBlock(record.payload, keys)
	}
	return {
		open: (record, ahead = 0) => {
			const at = sequence + ahead
			const content =
				keys.suite.mode === "cbc"
					? openCbc(primitives, keys, record, at, chainedIv)
					: checkMac(primitives, keys, record, at, record.payload)
			if (content === undefined) return undefined
			sequence = at
			advance(record)
			return { type: record.type, content } satisfies OpenedRecord
		},
		skip: advance,
	}
}

function lastBlock(payload: Uint8Array, keys: MacKeys): Uint8Array {
	const end = payload.length - (keys.encryptThenMac ? keys.macLength : 0)
	return payload.slice(Math.max(0, end - keys.suite.tagLength), Math.max(0, end))
}

function openCbc(
	primitives: CryptoPrimitives,
	keys: MacKeys,
	record: TlsRecord,
	sequence: number,
	chainedIv: Uint8Array | undefined,
): Uint8Array | undefined {
	const sealed = keys.encryptThenMac
		? checkMac(primitives, keys, record, sequence, record.payload)
		: record.payload
	if (sealed === undefined) return undefined
	const block = keys.suite.tagLength
	const iv = chainedIv ?? sealed.subarray(0, block)
	const blocks = chainedIv === undefined ? sealed.subarray(block) : sealed
	if (iv.length !== block || blocks.length === 0 || blocks.length % block !== 0) return undefined
	const padded = primitives.cbcDecrypt(keys.suite.cipher, keys.key, iv, blocks)
	const plain = padded === undefined ? undefined : removePadding(padded)
	if (plain === undefined || keys.encryptThenMac) return plain
	return checkMac(primitives, keys, record, sequence, plain)
}

function removePadding(padded: Uint8Array): Uint8Array | undefined {
	const padding = padded[padded.length - 1] ?? 0
	const end = padded.length - padding - 1
	if (end < 0) return undefined
	for (let index = end; index < padded.length; index += 1) if (padded[index] !== padding) return undefined
	return padded.subarray(0, end)
}

/** The content in front of the MAC, undefined when the MAC is wrong or missing. */
function checkMac(
	primitives: CryptoPrimitives,
	keys: MacKeys,
	record: TlsRecord,
	sequence: number,
	bytes: Uint8Array,
): Uint8Array | undefined {
	const end = bytes.length - keys.macLength
	if (end < 0 || keys.suite.mac === undefined) return undefined
	const content = bytes.subarray(0, end)
	const header = additionalData(record, sequence, end)
	const mac = primitives.hmac(keys.suite.mac, keys.macKey, concatBytes([header, content]))
	if (mac === undefined) return undefined
	return mac.every((byte, index) => byte === bytes[end + index]) ? content : undefined
}
