import { outputOf } from "./scan-sslscan.ts"

const flags = { "1.0": "-tls1", "1.1": "-tls1_1", "1.2": "-tls1_2", "1.3": "-tls1_3" } as const

/** Versions by the names of the machine interface. */
export type ClientVersion = keyof typeof flags

/** What one handshake of `openssl s_client` came to; the two parts are empty where none was agreed. */
export interface ClientAnswer {
	readonly isAgreed: boolean
	/** `X25519`, `ECDH, prime256v1` … as s_client prints it. */
	readonly temporaryKey: string
	readonly alpn: string
}

/** One handshake by `openssl s_client` at security level 0, which speaks the old versions too. */
export async function askClient(
	port: number,
	version: ClientVersion,
	options: readonly string[] = [],
): Promise<ClientAnswer> {
	const hasCipher = options.includes("-cipher")
	const old = hasCipher || version === "1.3" ? [] : ["-cipher", "ALL:@SECLEVEL=0"]
	const words = [
		"s_client",
		"-connect",
		`127.0.0.1:${port}`,
		"-servername",
		"localhost",
		flags[version],
		...old,
		...options,
	]
	const text = await outputOf("openssl", words)
	const cipher = /Cipher is ([^\r\n]+)/.exec(text)?.[1] ?? "(NONE)"
	return {
		isAgreed: cipher !== "(NONE)",
		temporaryKey: /(?:Server|Peer) Temp(?:orary)? Key: ([^\r\n]+)/.exec(text)?.[1] ?? "",
		alpn: /ALPN protocol: ([^\r\n]+)/.exec(text)?.[1] ?? "",
	}
}

const curves: Readonly<Record<string, string>> = {
	x25519: "X25519",
	x448: "X448",
	secp256r1: "P-256",
	secp384r1: "P-384",
	secp521r1: "P-521",
}

/** The name by which OpenSSL's command line takes a group. */
export function clientGroup(name: string): string {
	return curves[name] ?? name
}

/** The name by which it takes a signature scheme of TLS 1.2: `ECDSA+SHA224` for what has no name of its own in 1.3. */
export function clientScheme(name: string): string {
	const [, key, hash] = /^(ecdsa|rsa_pkcs1)_(sha\d+)$/.exec(name) ?? []
	return key === undefined || hash === undefined
		? name
		: `${key.replace("_pkcs1", "").toUpperCase()}+${hash.toUpperCase()}`
}
