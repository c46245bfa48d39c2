import { type ByteReader, toHex } from "#base/bytes"
import { signatureSchemeName } from "../registry/signature-schemes.ts"
import { readDistinguishedNames } from "./distinguished-names.ts"
import { type Extension, findExtension } from "./extension.ts"
import { readExtensions } from "./extensions.ts"
import type { ProtocolContext } from "./protocol-context.ts"

/** What the server wants of a client certificate (RFC 8446 section 4.3.2, RFC 5246 section 7.4.4). */
export interface CertificateRequest {
	readonly kind: "certificate_request"
	/** Hex; empty in the main handshake and before TLS 1.3. */
	readonly requestContext: string
	/** Before TLS 1.3: `rsa_sign`, `ecdsa_sign` …; `type_<code>` for the rest. */
	readonly certificateTypes: readonly string[]
	readonly signatureSchemes: readonly string[]
	/** Distinguished names in RFC 4514 form, all of them, in wire order. */
	readonly certificateAuthorities: readonly string[]
	/** TLS 1.3 only. */
	readonly extensions: readonly Extension[]
}

/** IANA registry "TLS ClientCertificateType Identifiers". */
const certificateTypes: ReadonlyMap<number, string> = new Map([
	[1, "rsa_sign"],
	[2, "dss_sign"],
	[3, "rsa_fixed_dh"],
	[4, "dss_fixed_dh"],
	[5, "rsa_ephemeral_dh"],
	[6, "dss_ephemeral_dh"],
	[20, "fortezza_dms"],
	[22, "gost_sign256"],
	[23, "gost_sign512"],
	[64, "ecdsa_sign"],
	[65, "rsa_fixed_ecdh"],
	[66, "ecdsa_fixed_ecdh"],
])

/** Reads the body of a CertificateRequest. Throws only `ReadError`, naming the field. */
export function readCertificateRequest(reader: ByteReader, context: ProtocolContext): CertificateRequest {
	return context.isTls13 ? readModern(reader) : readLegacy(reader, context)
}

function readModern(reader: ByteReader): CertificateRequest {
	const requestContext = toHex(reader.vector8("certificate_request_context").rest())
	const extensions = readExtensions(reader, "certificate_request")
	reader.expectEmpty("")
	const schemes = extensions.find((extension) => extension.type === 13)
	return {
		kind: "certificate_request",
		requestContext,
		certificateTypes: [],
		signatureSchemes: schemes?.kind === "signature_algorithms" ? schemes.schemes : [],
		certificateAuthorities: findExtension(extensions, "certificate_authorities")?.authorities ?? [],
		extensions,
	}
}

function readLegacy(reader: ByteReader, context: ProtocolContext): CertificateRequest {
	const types = [...reader.vector8("certificate_types").rest()]
	const signatureSchemes: string[] = []
	if (context.hasSchemes) {
		const list = reader.vector16("supported_signature_algorithms")
		while (list.left > 0) signatureSchemes.push(signatureSchemeName(list.u16("scheme")))
	}
	const certificateAuthorities = readDistinguishedNames(reader)
	reader.expectEmpty("")
	return {
		kind: "certificate_request",
		requestContext: "",
		certificateTypes: types.map((type) => certificateTypes.get(type) ?? `type_${type}`),
		signatureSchemes,
		certificateAuthorities,
		extensions: [],
	}
}
