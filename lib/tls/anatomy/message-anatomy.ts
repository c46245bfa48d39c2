import { alertName } from "../registry/alerts.ts"
import { cipherSuiteName } from "../registry/cipher-suites.ts"
import { groupName } from "../registry/groups.ts"
import { signatureSchemeName } from "../registry/signature-schemes.ts"
import { draftNumber, versionName } from "../registry/versions.ts"
import { renderDistinguishedName } from "../wire/distinguished-name.ts"
import { alertMeaning } from "./alert-meaning.ts"
import { dissectExtensions } from "./extension-anatomy.ts"
import type { FieldCursor } from "./field-cursor.ts"

/** Takes the body of one message apart, the four bytes of its header already read. */
export type DissectBody = (cursor: FieldCursor) => void

const clientHello: DissectBody = (cursor) => {
	const reference = "RFC 8446 section 4.1.2"
	cursor.number("legacy_version", 2, versionName, {
		meaning: "Stays at 1.2 since TLS 1.3; supported_versions holds the truth.",
		reference,
	})
	cursor.bytes("random", 32, { meaning: "Fresh for every connection.", reference })
	cursor.opaque("legacy_session_id", 1, { reference })
	cursor.vector(
		"cipher_suites",
		2,
		(list) => {
			let count = 0
			for (; list.left > 0; count += 1) list.number("cipher_suite", 2, cipherSuiteName)
			return `${count} suites`
		},
		{ meaning: "Ciphers the client can use, best first.", reference },
	)
	cursor.opaque("legacy_compression_methods", 1, { meaning: "00: no compression.", reference })
	if (cursor.left > 0) dissectExtensions(cursor, "client_hello")
}

const serverHello =
	(context: "server_hello" | "hello_retry_request"): DissectBody =>
	(cursor) => {
		const reference = context === "server_hello" ? "RFC 8446 section 4.1.3" : "RFC 8446 section 4.1.4"
		const version = cursor.number("legacy_version", 2, versionName, { reference })
		const isShort = (draftNumber(version) ?? 22) < 22
		cursor.bytes("random", 32, {
			meaning:
				context === "server_hello"
					? "Fresh for every connection; its last 8 bytes may say that a newer version was possible."
					: "The fixed value that marks a HelloRetryRequest.",
			reference,
		})
		if (!isShort) cursor.opaque("legacy_session_id_echo", 1, { reference })
		cursor.number("cipher_suite", 2, cipherSuiteName, { meaning: "The cipher the server chose.", reference })
		if (!isShort) cursor.number("legacy_compression_method", 1, undefined, { reference })
		if (cursor.left > 0) dissectExtensions(cursor, context)
	}

/** TLS 1.3 puts a request context in front; before it the length of the list comes first and covers the rest. */
const certificate: DissectBody = (cursor) => {
	const isLegacy = cursor.peek(0, 3) === cursor.left - 3
	const reference = isLegacy ? "RFC 5246 section 7.4.2" : "RFC 8446 section 4.4.2"
	if (!isLegacy) cursor.opaque("certificate_request_context", 1, { reference })
	cursor.vector(
		"certificate_list",
		3,
		(list) => {
			let count = 0
			for (; list.left > 0; count += 1) {
				list.opaque("certificate", 3, {
					meaning: count === 0 ? "The sender's own certificate." : "An issuer.",
				})
				if (!isLegacy) dissectExtensions(list, "certificate")
			}
			return count === 0 ? "no certificate" : `${count} certificates`
		},
		{ meaning: "The chain, the sender's own certificate first.", reference },
	)
}

const certificateRequest: DissectBody = (cursor) => {
	const context = cursor.peek(0, 1) ?? 0
	// Before TLS 1.3 a short, never empty list of types stands where TLS 1.3 has an empty or a long context.
	const fits = cursor.peek(1 + context, 2) === cursor.left - 3 - context
	const isModern = fits && (context === 0 || context > 16)
	if (isModern) {
		cursor.opaque("certificate_request_context", 1, { reference: "RFC 8446 section 4.3.2" })
		dissectExtensions(cursor, "certificate_request")
		return
	}
	const reference = "RFC 5246 section 7.4.4"
	cursor.opaque("certificate_types", 1, { reference })
	const schemes = cursor.peek(0, 2) ?? 0
	if (schemes !== cursor.left - 2) {
		cursor.vector("supported_signature_algorithms", 2, (list) => {
			while (list.left > 0) list.number("scheme", 2, signatureSchemeName)
			return undefined
		})
	}
	cursor.vector("certificate_authorities", 2, (list) => {
		while (list.left > 0)
			list.text("distinguished name", list.number("name length", 2), renderDistinguishedName)
		return undefined
	})
}

const certificateVerify: DissectBody = (cursor) => {
	const reference = "RFC 8446 section 4.4.3"
	if (cursor.peek(0, 2) !== cursor.left - 2) cursor.number("algorithm", 2, signatureSchemeName, { reference })
	cursor.opaque("signature", 2, {
		meaning: "Proves that the sender holds the certificate's private key.",
		reference,
	})
}

const newSessionTicket: DissectBody = (cursor) => {
	const isLegacy = cursor.peek(4, 2) === cursor.left - 6
	const reference = isLegacy ? "RFC 5077 section 3.3" : "RFC 8446 section 4.6.1"
	cursor.number("ticket_lifetime", 4, (seconds) => `${seconds} s`, { reference })
	if (!isLegacy) {
		cursor.number("ticket_age_add", 4, undefined, { reference })
		cursor.opaque("ticket_nonce", 1, { reference })
	}
	cursor.opaque("ticket", 2, { meaning: "Lets the client resume this session.", reference })
	if (!isLegacy) dissectExtensions(cursor, "new_session_ticket")
}

const signed: DissectBody = (cursor) => {
	if (cursor.left === 0) return
	if (cursor.peek(0, 2) !== cursor.left - 2) cursor.number("algorithm", 2, signatureSchemeName)
	cursor.opaque("signature", 2, { meaning: "Signs the key below both randoms." })
}

const serverKeyExchange: DissectBody = (cursor) => {
	const reference = "RFC 8422 section 5.4"
	if (cursor.peek(0, 1) === 3) {
		cursor.number("curve_type", 1, () => "named_curve", { reference })
		cursor.number("named_curve", 2, groupName, { reference })
		cursor.opaque("public", 1, { meaning: "The server's public key of this connection.", reference })
	} else {
		for (const name of ["dh_p", "dh_g", "dh_Ys"])
			cursor.opaque(name, 2, { reference: "RFC 5246 section 7.4.3" })
	}
	signed(cursor)
}

const clientKeyExchange: DissectBody = (cursor) => {
	const isPoint = cursor.peek(0, 1) === cursor.left - 1
	const reference = isPoint ? "RFC 8422 section 5.7" : "RFC 5246 section 7.4.7"
	cursor.opaque(isPoint ? "public" : "exchange_keys", isPoint ? 1 : 2, { reference })
}

const certificateStatus: DissectBody = (cursor) => {
	const reference = "RFC 6066 section 8"
	cursor.number("status_type", 1, (code) => (code === 1 ? "ocsp" : String(code)), { reference })
	cursor.opaque("response", 3, { meaning: "What the issuer says about revocation, stapled.", reference })
}

const finished: DissectBody = (cursor) => {
	cursor.bytes("verify_data", cursor.left, {
		meaning: "Confirms that both sides saw the same handshake.",
		reference: "RFC 8446 section 4.4.4",
	})
}

const keyUpdate: DissectBody = (cursor) => {
	const show = (code: number) => ["update_not_requested", "update_requested"][code] ?? String(code)
	cursor.number("request_update", 1, show, { reference: "RFC 8446 section 4.6.3" })
}

/** An alert, which has no handshake header. */
export const dissectAlert: DissectBody = (cursor) => {
	const reference = "RFC 8446 section 6"
	const level = (code: number) => ["warning", "fatal"][code - 1] ?? `unknown (${code})`
	cursor.number("level", 1, level, { reference })
	const code = cursor.peek(0, 1) ?? 0
	const meaning = alertMeaning(code)
	cursor.number("description", 1, alertName, { reference, ...(meaning === undefined ? {} : { meaning }) })
}

const nothing: DissectBody = () => undefined

/** How to take each message apart, by the name that a transcript gives it. */
export const messageAnatomy: ReadonlyMap<string, DissectBody> = new Map([
	["ClientHello", clientHello],
	["ServerHello", serverHello("server_hello")],
	["HelloRetryRequest", serverHello("hello_retry_request")],
	["EncryptedExtensions", (cursor) => dissectExtensions(cursor, "encrypted_extensions")],
	["Certificate", certificate],
	["CertificateRequest", certificateRequest],
	["CertificateVerify", certificateVerify],
	["CertificateStatus", certificateStatus],
	["ServerKeyExchange", serverKeyExchange],
	["ServerHelloDone", nothing],
	["ClientKeyExchange", clientKeyExchange],
	["Finished", finished],
	["NewSessionTicket", newSessionTicket],
	["KeyUpdate", keyUpdate],
	["HelloRequest", nothing],
	["EndOfEarlyData", nothing],
])
