import { assertNever } from "#base/assert-never"
import type { TranscriptEntry } from "#tls/transcript"
import type { Alert } from "#tls/wire/alert"
import type { HandshakeFields } from "#tls/wire/handshake-fields"
import type { ServerKeyExchange } from "#tls/wire/server-key-exchange"

/** One line of what matters in a message; empty where its name says it all. */
export function messageSummary(entry: TranscriptEntry): string {
	if (entry.fields !== undefined) return fieldsSummary(entry.fields)
	if (entry.message === "Encrypted") return "no key for this record"
	return ""
}

/** The alert in a transcript entry, where it is one and could be read. */
export function alertOf(entry: TranscriptEntry): Alert | undefined {
	return entry.fields?.kind === "alert" ? entry.fields : undefined
}

function fieldsSummary(fields: HandshakeFields): string {
	switch (fields.kind) {
		case "client_hello":
			return joined(
				`TLS ${fields.versions.filter((version) => !version.includes("GREASE")).join(", ")}`,
				counted(fields.cipherSuites.length, "cipher suite"),
				fields.keyShares.length === 0 ? undefined : `key share ${fields.keyShares.join(", ")}`,
				fields.serverName === null ? "no SNI" : `SNI ${fields.serverName}`,
				fields.alpn.length === 0 ? "no ALPN" : `ALPN ${fields.alpn.join(", ")}`,
			)
		case "server_hello":
			return joined(
				`TLS ${fields.version}`,
				fields.cipherSuite,
				fields.isHelloRetryRequest ? `asks for ${fields.group ?? "a cookie"}` : fields.group,
				fields.alpn === undefined ? undefined : `ALPN ${fields.alpn}`,
				fields.downgradeSentinel === undefined ? undefined : "downgrade sentinel set",
			)
		case "encrypted_extensions":
			return fields.alpn === null ? "no ALPN selected" : `ALPN ${fields.alpn}`
		case "certificate_request":
			return joined(
				acceptsWords(fields.certificateAuthorities),
				counted(fields.signatureSchemes.length, "scheme"),
			)
		case "certificate":
			return certificateWords(fields.entries)
		case "certificate_verify":
			return fields.signatureScheme ?? ""
		case "certificate_status":
			return "OCSP response"
		case "server_key_exchange":
			return joined(exchangeWords(fields.exchange), fields.signatureScheme)
		case "new_session_ticket":
			return `valid for ${fields.lifetimeSeconds} s`
		case "alert":
			return `${fields.level} ${fields.description} (${fields.code})`
		case "client_key_exchange":
		case "finished":
		case "key_update":
		case "empty":
			return ""
		default:
			return assertNever(fields)
	}
}

function acceptsWords(authorities: readonly string[]): string {
	if (authorities.length === 0) return "names no authority"
	return authorities.length === 1
		? `accepts ${authorities[0] ?? ""}`
		: `accepts ${authorities.length} authorities`
}

function certificateWords(entries: readonly { readonly length: number }[]): string {
	if (entries.length === 0) return "∅ none sent"
	const bytes = entries.reduce((sum, entry) => sum + entry.length, 0)
	return joined(counted(entries.length, "certificate"), `${bytes} bytes of DER`)
}

function exchangeWords(exchange: ServerKeyExchange["exchange"]): string {
	switch (exchange.kind) {
		case "ecdhe":
			return `ECDHE ${exchange.group}`
		case "dhe":
			return `DHE ${exchange.primeBits} bits`
		case "psk":
			return "pre-shared key"
		case "unknown":
			return ""
		default:
			return assertNever(exchange)
	}
}

function counted(count: number, word: string): string {
	return `${count} ${word}${count === 1 ? "" : "s"}`
}

function joined(...parts: readonly (string | undefined)[]): string {
	return parts.filter((part) => part !== undefined && part !== "").join(" · ")
}
