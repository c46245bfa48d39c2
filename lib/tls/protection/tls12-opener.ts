import type { Side } from "../capture.ts"
import type { CryptoPrimitives } from "../crypto-primitives.ts"
import type { CipherSuiteFacts } from "../registry/cipher-suites.ts"
import { makeAeadOpener } from "./aead-opener.ts"
import { deriveKeyBlock } from "./key-derivation.ts"
import { makeMacOpener } from "./mac-opener.ts"
import type { RecordOpener } from "./record-opener.ts"

/** All that protects a connection of TLS 1.0 to 1.2. */
export interface Tls12Session {
	/** Code point of the version: 0x0301 to 0x0303. */
	readonly version: number
	readonly suite: CipherSuiteFacts
	readonly masterSecret: Uint8Array
	readonly clientRandom: Uint8Array
	readonly serverRandom: Uint8Array
	readonly encryptThenMac: boolean
}

/** Bytes of a MAC by its hash. */
const macLengths: Readonly<Record<string, number>> = { md5: 16, sha1: 20, sha256: 32, sha384: 48 }

/**
 * Makes the opener of one direction of TLS 1.0 to 1.2 (RFC 5246 section 6.3). Undefined for suites that cannot be
 * opened here: stream ciphers, export ciphers, and whatever the platform lacks.
 */
export function makeTls12Opener(
	primitives: CryptoPrimitives,
	session: Tls12Session,
	side: Side,
): RecordOpener | undefined {
	const { suite, version } = session
	const macLength = suite.mac === undefined ? 0 : macLengths[suite.mac]
	if (macLength === undefined || suite.mode === "stream") return undefined
	const ivLength = ivLengthOf(suite, version)
	const block = deriveKeyBlock(primitives, {
		masterSecret: session.masterSecret,
		clientRandom: session.clientRandom,
		serverRandom: session.serverRandom,
		hash: version === 0x0303 ? suite.hash : undefined,
		length: 2 * (macLength + suite.keyLength + ivLength),
	})
	if (block === undefined) return undefined
	const part = (start: number, length: number): Uint8Array => {
		const at = start + (side === "client" ? 0 : length)
		return block.subarray(at, at + length)
	}
	const macKey = part(0, macLength)
	const key = part(2 * macLength, suite.keyLength)
	const iv = part(2 * (macLength + suite.keyLength), ivLength)
	if (suite.mode === "aead") return makeAeadOpener(primitives, suite, key, iv)
	return makeMacOpener(primitives, {
		suite,
		macKey,
		macLength,
		key,
		firstIv: version === 0x0301 ? iv : undefined,
		encryptThenMac: session.encryptThenMac,
	})
}

function ivLengthOf(suite: CipherSuiteFacts, version: number): number {
	if (suite.mode === "cbc") return version === 0x0301 ? suite.tagLength : 0
	if (suite.mode === "none") return 0
	return suite.cipher === "chacha20-poly1305" ? 12 : 4
}
