import protobuf from "protobufjs/minimal.js"
import type { JwtClaims } from "./jwt-svid.ts"

/** One X509SVID as it goes out. */
export interface SentSvid {
	readonly spiffeId: string
	/** DER, leaf first. */
	readonly chain: readonly Uint8Array[]
	/** PKCS #8 DER. */
	readonly key: Uint8Array
	/** DER of the authorities of its trust domain. */
	readonly bundle: readonly Uint8Array[]
	readonly hint: string
}

/** DER of authorities by the SPIFFE ID of their trust domain. */
export type SentBundles = ReadonlyMap<string, readonly Uint8Array[]>

/** X509SVIDResponse: svids = 1, federated_bundles = 3. */
export function writeX509Svids(svids: readonly SentSvid[], federated: SentBundles): Uint8Array {
	const writer = protobuf.Writer.create()
	for (const { spiffeId, chain, key, bundle, hint } of svids) {
		const message = writer.uint32(tag(1)).fork()
		message.uint32(tag(1)).string(spiffeId).uint32(tag(2)).bytes(joined(chain))
		message.uint32(tag(3)).bytes(key).uint32(tag(4)).bytes(joined(bundle))
		if (hint !== "") message.uint32(tag(5)).string(hint)
		message.ldelim()
	}
	writeMap(writer, 3, federated, joined)
	return writer.finish()
}

/** X509BundlesResponse: bundles = 2. */
export function writeX509Bundles(bundles: SentBundles): Uint8Array {
	const writer = protobuf.Writer.create()
	writeMap(writer, 2, bundles, joined)
	return writer.finish()
}

/** JWTSVIDResponse: svids = 1 of spiffe_id = 1, svid = 2, hint = 3. */
export function writeJwtSvids(
	svids: readonly { readonly spiffeId: string; readonly token: string; readonly hint: string }[],
): Uint8Array {
	const writer = protobuf.Writer.create()
	for (const { spiffeId, token, hint } of svids) {
		const message = writer.uint32(tag(1)).fork()
		message.uint32(tag(1)).string(spiffeId).uint32(tag(2)).string(token)
		if (hint !== "") message.uint32(tag(3)).string(hint)
		message.ldelim()
	}
	return writer.finish()
}

/** JWTBundlesResponse: bundles = 1, JWKS documents. */
export function writeJwtBundles(bundles: ReadonlyMap<string, string>): Uint8Array {
	const writer = protobuf.Writer.create()
	writeMap(writer, 1, bundles, (text) => new TextEncoder().encode(text))
	return writer.finish()
}

/** ValidateJWTSVIDResponse: spiffe_id = 1, claims = 2 as google.protobuf.Struct. */
export function writeValidated({ sub, aud, exp, iat }: JwtClaims): Uint8Array {
	const writer = protobuf.Writer.create()
	writer.uint32(tag(1)).string(sub)
	const struct = writer.uint32(tag(2)).fork()
	const field = (name: string, value: (into: protobuf.Writer) => void) => {
		const entry = struct.uint32(tag(1)).fork()
		entry.uint32(tag(1)).string(name)
		const inner = entry.uint32(tag(2)).fork()
		value(inner)
		inner.ldelim()
		entry.ldelim()
	}
	field("sub", (into) => into.uint32(tag(3)).string(sub))
	field("exp", (into) => into.uint32(doubleTag).double(exp))
	field("iat", (into) => into.uint32(doubleTag).double(iat))
	field("aud", (into) => {
		const list = into.uint32(tag(6)).fork()
		for (const each of aud) list.uint32(tag(1)).fork().uint32(tag(3)).string(each).ldelim()
		list.ldelim()
	})
	struct.ldelim()
	return writer.finish()
}

/** What is asked of the JWT methods: JWTSVIDRequest (audience = 1, spiffe_id = 2), ValidateJWTSVIDRequest (audience = 1, svid = 2). */
export function readStrings(
	bytes: Uint8Array,
): { readonly first: readonly string[]; readonly second: string } | undefined {
	try {
		const reader = protobuf.Reader.create(bytes)
		const first: string[] = []
		let second = ""
		while (reader.pos < reader.len) {
			const found = reader.uint32()
			if (found === tag(1) && first.length < audiencesMax) first.push(reader.string())
			else if (found === tag(2)) second = reader.string()
			else reader.skipType(found & 7)
		}
		return { first, second }
	} catch {
		return undefined
	}
}

const audiencesMax = 100
/** number_value of google.protobuf.Value: field 2, 64 bits. */
const doubleTag = 2 * 8 + 1

/** A length-delimited field. */
function tag(field: number): number {
	return field * 8 + 2
}

function writeMap<Value>(
	writer: protobuf.Writer,
	field: number,
	values: ReadonlyMap<string, Value>,
	bytesOf: (value: Value) => Uint8Array,
): void {
	for (const [key, value] of values)
		writer.uint32(tag(field)).fork().uint32(tag(1)).string(key).uint32(tag(2)).bytes(bytesOf(value)).ldelim()
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
	let at = 0
	for (const part of parts) {
		whole.set(part, at)
		at += part.length
	}
	return whole
}
