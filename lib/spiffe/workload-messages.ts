import protobuf from "protobufjs/minimal.js"
import { err, ok, type Result } from "#base/result"

/** Path of the streaming method. The service has no package (SPIFFE Workload API, appendix A). */
export const fetchX509SvidPath = "/SpiffeWorkloadAPI/FetchX509SVID"

/** One X509SVID message, as it came. */
export interface X509SvidMessage {
	readonly spiffeId: string
	readonly x509Svid: Uint8Array
	readonly x509SvidKey: Uint8Array
	readonly bundle: Uint8Array
	readonly hint: string
}

/** One X509SVIDResponse message, as it came. CRLs are passed over. */
export interface X509SvidResponseMessage {
	readonly svids: readonly X509SvidMessage[]
	/** By map key, which is the SPIFFE ID of the trust domain. */
	readonly federatedBundles: ReadonlyMap<string, Uint8Array>
}

const svidsMax = 100
const bundlesMax = 1_000

/** Reads an X509SVIDResponse. Unknown fields are skipped; at most 100 SVIDs and 1,000 federated bundles. */
export function readX509SvidResponse(bytes: Uint8Array): Result<X509SvidResponseMessage, string> {
	try {
		return readResponse(protobuf.Reader.create(bytes))
	} catch (cause) {
		if (!(cause instanceof Error)) throw cause
		return err("The answer is no X509SVIDResponse message.")
	}
}

/** An empty X509SVIDRequest. */
export function writeX509SvidRequest(): Uint8Array {
	return new Uint8Array()
}

function readResponse(reader: protobuf.Reader): Result<X509SvidResponseMessage, string> {
	const svids: X509SvidMessage[] = []
	const federatedBundles = new Map<string, Uint8Array>()
	while (reader.pos < reader.len) {
		const tag = reader.uint32()
		if (tag === lengthDelimited(1)) svids.push(readSvid(protobuf.Reader.create(reader.bytes())))
		else if (tag === lengthDelimited(3)) {
			const [key, value] = readMapEntry(protobuf.Reader.create(reader.bytes()))
			federatedBundles.set(key, value)
		} else reader.skipType(tag & 7)
		if (svids.length > svidsMax) return err(`The answer has more than ${svidsMax} SVIDs.`)
		if (federatedBundles.size > bundlesMax) return err(`The answer has more than ${bundlesMax} bundles.`)
	}
	return ok({ svids, federatedBundles })
}

function readSvid(reader: protobuf.Reader): X509SvidMessage {
	const none = new Uint8Array()
	const message = { spiffeId: "", x509Svid: none, x509SvidKey: none, bundle: none, hint: "" }
	while (reader.pos < reader.len) {
		const tag = reader.uint32()
		if (tag === lengthDelimited(1)) message.spiffeId = reader.string()
		else if (tag === lengthDelimited(2)) message.x509Svid = own(reader.bytes())
		else if (tag === lengthDelimited(3)) message.x509SvidKey = own(reader.bytes())
		else if (tag === lengthDelimited(4)) message.bundle = own(reader.bytes())
		else if (tag === lengthDelimited(5)) message.hint = reader.string()
		else reader.skipType(tag & 7)
	}
	return message
}

function readMapEntry(reader: protobuf.Reader): readonly [key: string, value: Uint8Array] {
	let [key, value] = ["", new Uint8Array()]
	while (reader.pos < reader.len) {
		const tag = reader.uint32()
		if (tag === lengthDelimited(1)) key = reader.string()
		else if (tag === lengthDelimited(2)) value = own(reader.bytes())
		else reader.skipType(tag & 7)
	}
	return [key, value]
}

function lengthDelimited(field: number): number {
	return field * 8 + 2
}

/** A copy, so that a kept certificate does not keep the whole message with its private keys. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(bytes)
}
