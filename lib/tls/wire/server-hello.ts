import { type ByteReader, toHex } from "#base/bytes"
import { cipherSuiteName } from "../registry/cipher-suites.ts"
import { draftNumber, versionName } from "../registry/versions.ts"
import { type Extension, findExtension } from "./extension.ts"
import { readExtensions } from "./extensions.ts"

/** What the server chose (RFC 8446 section 4.1.3, RFC 5246 section 7.4.1.3). JSON-safe; names are IANA's. */
export interface ServerHello {
	readonly kind: "server_hello"
	/** True for a HelloRetryRequest: a ServerHello with the fixed random of RFC 8446 section 4.1.3. */
	readonly isHelloRetryRequest: boolean
	readonly legacyVersion: string
	/** The version that counts: of the extension, else `legacyVersion`. */
	readonly version: string
	/** 32 bytes in hex. */
	readonly random: string
	/** Hex. */
	readonly sessionId: string
	readonly cipherSuite: string
	readonly cipherSuiteCode: number
	readonly compressionMethod: number
	/** In wire order, unknown ones kept. */
	readonly extensions: readonly Extension[]
	/** Group of the server's key share, or the group that a HelloRetryRequest asks for. */
	readonly group?: string
	/** Selected by ALPN; TLS 1.3 puts it into EncryptedExtensions instead. */
	readonly alpn?: string
	/** Index of the pre-shared key that was accepted. */
	readonly selectedPsk?: number
	/**
	 * Set when the last bytes of the random say that the server speaks a newer version than the one it chose (RFC 8446
	 * section 4.1.3): TLS 1.3 but 1.2 was chosen, or TLS 1.2 or newer but 1.1 or older was chosen.
	 */
	readonly downgradeSentinel?: "to-1.2" | "to-1.1"
}

/** SHA-256 of "HelloRetryRequest". */
const retryRandom = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c"

/** Reads the body of a ServerHello or HelloRetryRequest. Throws only `ReadError`, naming the field. */
export function readServerHello(reader: ByteReader): ServerHello {
	const code = reader.u16("legacy_version")
	// Drafts of TLS 1.3 before the 22nd put the version here and had neither session id nor compression method.
	const isShort = (draftNumber(code) ?? 22) < 22
	const legacyVersion = versionName(code)
	const random = toHex(reader.take(32, "random"))
	const sessionId = isShort ? "" : toHex(reader.vector8("session_id").rest())
	const cipherSuiteCode = reader.u16("cipher_suite")
	const compressionMethod = isShort ? 0 : reader.u8("compression_method")
	const isHelloRetryRequest = random === retryRandom
	const context = isHelloRetryRequest ? "hello_retry_request" : "server_hello"
	const extensions = reader.left === 0 ? [] : readExtensions(reader, context)
	reader.expectEmpty("")
	const downgradeSentinel = readSentinel(random)
	return {
		kind: "server_hello",
		isHelloRetryRequest,
		legacyVersion,
		version: findExtension(extensions, "supported_versions")?.versions[0] ?? legacyVersion,
		random,
		sessionId,
		cipherSuite: cipherSuiteName(cipherSuiteCode),
		cipherSuiteCode,
		compressionMethod,
		extensions,
		...selections(extensions),
		...(downgradeSentinel === undefined ? {} : { downgradeSentinel }),
	}
}

function selections(extensions: readonly Extension[]): Pick<ServerHello, "group" | "alpn" | "selectedPsk"> {
	const group = findExtension(extensions, "key_share")?.shares[0]?.group
	const alpn = findExtension(extensions, "alpn")?.protocols[0]
	const selectedPsk = findExtension(extensions, "pre_shared_key")?.selected
	return {
		...(group === undefined ? {} : { group }),
		...(alpn === undefined ? {} : { alpn }),
		...(selectedPsk === undefined ? {} : { selectedPsk }),
	}
}

function readSentinel(random: string): ServerHello["downgradeSentinel"] {
	if (random.endsWith("444f574e47524401")) return "to-1.2"
	return random.endsWith("444f574e47524400") ? "to-1.1" : undefined
}
