import { cipherSuiteTable } from "./cipher-suite-table.ts"
import { codeName } from "./code-point.ts"

/** How a suite protects records. `none` covers suites without encryption and the two signalling values. */
export type CipherMode = "aead" | "cbc" | "stream" | "none"

/** What a suite settles, taken apart from its IANA name. */
export interface CipherSuiteFacts {
	readonly code: number
	/** IANA name. */
	readonly name: string
	/** OpenSSL's name, where it has one. */
	readonly openssl?: string
	/** `ECDHE`, `DHE`, `ECDH`, `DH`, `RSA`, `PSK`, `ECDHE_PSK` …; absent in TLS 1.3 suites, which leave it open. */
	readonly keyExchange?: string
	/** `RSA`, `ECDSA`, `DSS`, `PSK`, `anon` …; absent in TLS 1.3 suites. */
	readonly authentication?: string
	/** Name as OpenSSL and node:crypto spell it, e.g. `aes-128-gcm`, `des-ede3-cbc`. */
	readonly cipher: string
	readonly mode: CipherMode
	/** Length of the key in bytes. */
	readonly keyLength: number
	/** AEAD: bytes of the authentication tag. CBC: bytes of a block. Otherwise 0. */
	readonly tagLength: number
	/** Hash of the PRF or of HKDF (TLS 1.2 and later), as node:crypto spells it. */
	readonly hash: string
	/** Hash of the record MAC; absent for AEAD. */
	readonly mac?: string
	/** True for suites of TLS 1.3. */
	readonly isTls13: boolean
}

const names: ReadonlyMap<number, string> = new Map(cipherSuiteTable.map(([code, name]) => [code, name]))
const openssl: ReadonlyMap<number, string | undefined> = new Map(
	cipherSuiteTable.map(([code, , alias]) => [code, alias]),
)
const facts = new Map<number, CipherSuiteFacts>()

/** IANA name of a cipher suite; `GREASE (0x0a0a)` and `0x1a2b` for the rest. */
export function cipherSuiteName(code: number): string {
	return codeName(names, code)
}

/** OpenSSL's name of a cipher suite, undefined where OpenSSL has none. */
export function opensslCipherName(code: number): string | undefined {
	return openssl.get(code)
}

/** What the suite settles; undefined for code points that the registry does not name. */
export function cipherSuiteFacts(code: number): CipherSuiteFacts | undefined {
	const known = facts.get(code)
	if (known !== undefined) return known
	const name = names.get(code)
	if (name === undefined) return undefined
	const read = readFacts(code, name)
	facts.set(code, read)
	return read
}

const ciphers: readonly (readonly [pattern: RegExp, cipher: string, mode: CipherMode, keyLength: number])[] =
	[
		[/AES_128_GCM/, "aes-128-gcm", "aead", 16],
		[/AES_256_GCM/, "aes-256-gcm", "aead", 32],
		[/AES_128_CCM/, "aes-128-ccm", "aead", 16],
		[/AES_256_CCM/, "aes-256-ccm", "aead", 32],
		[/CHACHA20_POLY1305/, "chacha20-poly1305", "aead", 32],
		[/ARIA_128_GCM/, "aria-128-gcm", "aead", 16],
		[/ARIA_256_GCM/, "aria-256-gcm", "aead", 32],
		[/CAMELLIA_128_GCM/, "camellia-128-gcm", "aead", 16],
		[/CAMELLIA_256_GCM/, "camellia-256-gcm", "aead", 32],
		[/SM4_GCM/, "sm4-gcm", "aead", 16],
		[/SM4_CCM/, "sm4-ccm", "aead", 16],
		[/AEGIS_128L/, "aegis-128l", "aead", 16],
		[/AEGIS_256/, "aegis-256", "aead", 32],
		[/KUZNYECHIK_MGM/, "kuznyechik-mgm", "aead", 32],
		[/MAGMA_MGM/, "magma-mgm", "aead", 32],
		[/AES_128_CBC/, "aes-128-cbc", "cbc", 16],
		[/AES_256_CBC/, "aes-256-cbc", "cbc", 32],
		[/CAMELLIA_128_CBC/, "camellia-128-cbc", "cbc", 16],
		[/CAMELLIA_256_CBC/, "camellia-256-cbc", "cbc", 32],
		[/ARIA_128_CBC/, "aria-128-cbc", "cbc", 16],
		[/ARIA_256_CBC/, "aria-256-cbc", "cbc", 32],
		[/SEED_CBC/, "seed-cbc", "cbc", 16],
		[/3DES_EDE_CBC/, "des-ede3-cbc", "cbc", 24],
		[/DES_CBC/, "des-cbc", "cbc", 8],
		[/DES40_CBC/, "des-cbc", "cbc", 5],
		[/IDEA_CBC/, "idea-cbc", "cbc", 16],
		[/RC2_CBC_40/, "rc2-40-cbc", "cbc", 5],
		[/RC4_128/, "rc4", "stream", 16],
		[/RC4_40/, "rc4-40", "stream", 5],
		[/KUZNYECHIK_CTR/, "kuznyechik-ctr", "stream", 32],
		[/MAGMA_CTR/, "magma-ctr", "stream", 32],
		[/28147_CNT/, "gost89-cnt", "stream", 32],
	]

function readFacts(code: number, name: string): CipherSuiteFacts {
	const [, cipher = "null", mode = "none", keyLength = 0] =
		ciphers.find(([pattern]) => pattern.test(name)) ?? []
	const suffix = hashSuffix(name)
	const alias = openssl.get(code)
	const exchange = /^TLS_(.+)_WITH_/.exec(name)?.[1]?.replace("_EXPORT", "")
	return {
		code,
		name,
		...(alias === undefined ? {} : { openssl: alias }),
		...(exchange === undefined ? {} : splitExchange(exchange)),
		cipher,
		mode,
		keyLength,
		tagLength: tagLengthOf(name, cipher, mode),
		hash: prfHash(suffix),
		...(mode === "aead" ? {} : { mac: suffix ?? "sha256" }),
		isTls13: exchange === undefined && mode === "aead",
	}
}

function splitExchange(exchange: string): { keyExchange: string; authentication: string } {
	if (exchange === "PSK_DHE") return { keyExchange: "DHE_PSK", authentication: "PSK" }
	if (exchange.endsWith("PSK")) return { keyExchange: exchange, authentication: "PSK" }
	if (exchange.startsWith("SRP_SHA")) {
		return { keyExchange: "SRP", authentication: exchange.split("_")[2] ?? "SRP" }
	}
	const [keyExchange = exchange, authentication = keyExchange] = exchange.split("_")
	return { keyExchange, authentication }
}

function hashSuffix(name: string): string | undefined {
	const suffix = /_(MD5|SHA|SHA256|SHA384|SHA512|SM3)$/.exec(name)?.[1]
	if (suffix === undefined) return undefined
	return suffix === "SHA" ? "sha1" : suffix.toLowerCase()
}

/** TLS 1.2 uses SHA-256 in the PRF of every suite that does not name a stronger hash (RFC 5246 section 5). */
function prfHash(suffix: string | undefined): string {
	return suffix === undefined || suffix === "sha1" || suffix === "md5" ? "sha256" : suffix
}

function tagLengthOf(name: string, cipher: string, mode: CipherMode): number {
	if (mode === "aead") return name.includes("CCM_8") ? 8 : 16
	if (mode !== "cbc") return 0
	return /^(des|rc2|idea)/.test(cipher) ? 8 : 16
}
