import { type ByteReader, toHex } from "#base/bytes"
import { groupName } from "../registry/groups.ts"
import { signatureSchemeName } from "../registry/signature-schemes.ts"
import { versionName } from "../registry/versions.ts"
import { readDistinguishedNames } from "./distinguished-names.ts"
import type { ExtensionBody, ExtensionContext, KeyShare, PskIdentity } from "./extension.ts"
import { readText } from "./text.ts"

type Read = (reader: ByteReader, context: ExtensionContext) => ExtensionBody

const names = (list: ByteReader, name: (code: number) => string): string[] => {
	const result: string[] = []
	while (list.left > 0) result.push(name(list.u16("item")))
	return result
}

const flag: Read = () => ({ kind: "flag" })

/** RFC 6066 section 3. */
const serverName: Read = (reader) => {
	if (reader.left === 0) return { kind: "server_name", hostNames: [] }
	const list = reader.vector16("list")
	const hostNames: string[] = []
	while (list.left > 0) {
		const nameType = list.u8("type")
		const name = readText(list.vector16("name").rest())
		if (nameType === 0) hostNames.push(name)
	}
	return { kind: "server_name", hostNames }
}

/** RFC 6066 section 4: 1 to 4 stand for 2^9 to 2^12 bytes. */
const maxFragmentLength: Read = (reader) => ({
	kind: "max_fragment_length",
	bytes: 2 ** (8 + Math.min(reader.u8("code"), 16)),
})

/** RFC 6066 section 8 in a hello, RFC 8446 section 4.4.2.1 in a Certificate. */
const statusRequest: Read = (reader, context) => {
	if (reader.left === 0) return { kind: "status_request" }
	const statusType = reader.u8("status_type")
	if (context === "certificate") {
		const response = reader.vector24("ocsp_response", 0xffffff)
		return { kind: "status_request", statusType, ocspResponse: toHex(response.rest()) }
	}
	reader.vector16("responder_ids")
	reader.vector16("request_extensions")
	return { kind: "status_request", statusType }
}

/** RFC 8446 section 4.2.7. */
const supportedGroups: Read = (reader) => ({
	kind: "supported_groups",
	groups: names(reader.vector16("groups"), groupName),
})

/** RFC 8422 section 5.1.2. */
const pointFormats: Read = (reader) => ({
	kind: "ec_point_formats",
	formats: [...reader.vector8("formats").rest()],
})

/** RFC 8446 section 4.2.3; also signature_algorithms_cert and, in a hello, delegated_credential (RFC 9345). */
const signatureAlgorithms: Read = (reader) => ({
	kind: "signature_algorithms",
	schemes: names(reader.vector16("schemes"), signatureSchemeName),
})

/** RFC 7301 section 3.1. */
const alpn: Read = (reader) => {
	const list = reader.vector16("protocols")
	const protocols: string[] = []
	while (list.left > 0) protocols.push(readText(list.vector8("protocol").rest()))
	return { kind: "alpn", protocols }
}

/** RFC 6962 section 3.3. */
const timestamps: Read = (reader) => {
	const found: string[] = []
	if (reader.left > 0) {
		const list = reader.vector16("list")
		while (list.left > 0) found.push(toHex(list.vector16("timestamp").rest()))
	}
	return { kind: "signed_certificate_timestamp", timestamps: found }
}

/** RFC 7685. */
const padding: Read = (reader) => ({ kind: "padding", bytes: reader.rest().length })

/** RFC 8879 section 3. */
const compressCertificate: Read = (reader) => {
	const list = reader.vector8("algorithms")
	const algorithms: number[] = []
	while (list.left > 0) algorithms.push(list.u16("algorithm"))
	return { kind: "compress_certificate", algorithms }
}

/** RFC 8449 section 4. */
const recordSizeLimit: Read = (reader) => ({ kind: "record_size_limit", limit: reader.u16("limit") })

/** RFC 5077 section 3.2. */
const sessionTicket: Read = (reader) => ({ kind: "session_ticket", ticketLength: reader.rest().length })

/** RFC 8446 section 4.2.11. */
const preSharedKey: Read = (reader, context) => {
	if (context !== "client_hello") {
		return { kind: "pre_shared_key", identities: [], selected: reader.u16("selected_identity") }
	}
	const list = reader.vector16("identities")
	const identities: PskIdentity[] = []
	while (list.left > 0) {
		const identityLength = list.vector16("identity").left
		identities.push({ identityLength, obfuscatedTicketAge: list.u32("obfuscated_ticket_age") })
	}
	const binders = reader.vector16("binders")
	while (binders.left > 0) binders.vector8("binder")
	return { kind: "pre_shared_key", identities }
}

/** RFC 8446 section 4.2.10. */
const earlyData: Read = (reader, context) =>
	context === "new_session_ticket"
		? { kind: "early_data", maxBytes: reader.u32("max_early_data_size") }
		: { kind: "early_data" }

/** RFC 8446 section 4.2.1. */
const supportedVersions: Read = (reader, context) => ({
	kind: "supported_versions",
	versions:
		context === "client_hello"
			? names(reader.vector8("versions"), versionName)
			: [versionName(reader.u16("selected_version"))],
})

/** RFC 8446 section 4.2.2. */
const cookie: Read = (reader) => ({ kind: "cookie", cookie: toHex(reader.vector16("cookie").rest()) })

/** RFC 8446 section 4.2.9. */
const pskModes: Read = (reader) => ({
	kind: "psk_key_exchange_modes",
	modes: [...reader.vector8("modes").rest()],
})

/** RFC 8446 section 4.2.4. */
const certificateAuthorities: Read = (reader) => ({
	kind: "certificate_authorities",
	authorities: readDistinguishedNames(reader),
})

/** RFC 8446 section 4.2.8. */
const keyShare: Read = (reader, context) => {
	if (context === "hello_retry_request") {
		return { kind: "key_share", shares: [{ group: groupName(reader.u16("selected_group")), keyLength: 0 }] }
	}
	if (context !== "client_hello") return { kind: "key_share", shares: [readKeyShare(reader)] }
	const list = reader.vector16("client_shares")
	const shares: KeyShare[] = []
	while (list.left > 0) shares.push(readKeyShare(list))
	return { kind: "key_share", shares }
}

function readKeyShare(reader: ByteReader): KeyShare {
	const group = groupName(reader.u16("group"))
	return { group, keyLength: reader.vector16("key_exchange").left }
}

/** RFC 5746 section 3.2. */
const renegotiationInfo: Read = (reader) => ({
	kind: "renegotiation_info",
	verifyData: toHex(reader.vector8("renegotiated_connection").rest()),
})

/** How to read the content of each extension we take apart; every other one is kept as hex. */
export const extensionReaders: ReadonlyMap<number, Read> = new Map<number, Read>([
	[0, serverName],
	[1, maxFragmentLength],
	[5, statusRequest],
	[10, supportedGroups],
	[11, pointFormats],
	[13, signatureAlgorithms],
	[16, alpn],
	[18, timestamps],
	[21, padding],
	[22, flag],
	[23, flag],
	[27, compressCertificate],
	[28, recordSizeLimit],
	[35, sessionTicket],
	// Drafts of TLS 1.3 before the 23rd carried key_share under code point 40.
	[40, keyShare],
	[41, preSharedKey],
	[42, earlyData],
	[43, supportedVersions],
	[44, cookie],
	[45, pskModes],
	[47, certificateAuthorities],
	[49, flag],
	[50, signatureAlgorithms],
	[51, keyShare],
	[0xff01, renegotiationInfo],
])
