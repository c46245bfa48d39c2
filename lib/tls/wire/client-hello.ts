import { type ByteReader, toHex } from "#base/bytes"
import { cipherSuiteName } from "../registry/cipher-suites.ts"
import { versionName } from "../registry/versions.ts"
import { type Extension, findExtension } from "./extension.ts"
import { readExtensions } from "./extensions.ts"

/** What the client offers (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2). JSON-safe; names are IANA's. */
export interface ClientHello {
	readonly kind: "client_hello"
	/** The version field, which stays at 1.2 when newer versions are offered by extension. */
	readonly legacyVersion: string
	/** 32 bytes in hex. */
	readonly random: string
	/** Hex; empty when the client sent none. */
	readonly sessionId: string
	readonly cipherSuites: readonly string[]
	readonly compressionMethods: readonly number[]
	/** In wire order, unknown ones kept. */
	readonly extensions: readonly Extension[]
	/** SNI; `null` when the client sent none. */
	readonly serverName: string | null
	/** Offered by ALPN, in order of preference. */
	readonly alpn: readonly string[]
	/** Offered versions: of the extension, else `legacyVersion` alone. */
	readonly versions: readonly string[]
	readonly groups: readonly string[]
	/** Groups for which a public key was sent along. */
	readonly keyShares: readonly string[]
	readonly signatureSchemes: readonly string[]
}

/** Reads the body of a ClientHello. Throws only `ReadError`, naming the field. */
export function readClientHello(reader: ByteReader): ClientHello {
	const legacyVersion = versionName(reader.u16("legacy_version"))
	const random = toHex(reader.take(32, "random"))
	const sessionId = toHex(reader.vector8("session_id").rest())
	const cipherSuites = readCipherSuites(reader.vector16("cipher_suites"))
	const compressionMethods = [...reader.vector8("compression_methods").rest()]
	const extensions = reader.left === 0 ? [] : readExtensions(reader, "client_hello")
	reader.expectEmpty("")
	return {
		kind: "client_hello",
		legacyVersion,
		random,
		sessionId,
		cipherSuites,
		compressionMethods,
		extensions,
		serverName: findExtension(extensions, "server_name")?.hostNames[0] ?? null,
		alpn: findExtension(extensions, "alpn")?.protocols ?? [],
		versions: findExtension(extensions, "supported_versions")?.versions ?? [legacyVersion],
		groups: findExtension(extensions, "supported_groups")?.groups ?? [],
		keyShares: findExtension(extensions, "key_share")?.shares.map((share) => share.group) ?? [],
		signatureSchemes: readSchemes(extensions),
	}
}

function readSchemes(extensions: readonly Extension[]): readonly string[] {
	const found = extensions.find((extension) => extension.type === 13)
	return found?.kind === "signature_algorithms" ? found.schemes : []
}

function readCipherSuites(list: ByteReader): string[] {
	const suites: string[] = []
	while (list.left > 0) suites.push(cipherSuiteName(list.u16("suite")))
	return suites
}
