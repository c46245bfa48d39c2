import protobuf from "protobufjs/light.js"
import { err, ok, type Result } from "#base/result"
import { descriptors } from "#proto/descriptors.gen"

/** Why bytes are no message of the asked type. */
export interface MessageFailure {
	readonly kind: "too-large" | "malformed"
	readonly text: string
}

/** A decoded message: camel-case field names, every field present, enums by name (by number when unknown), bytes as `Uint8Array`. */
export type DecodedMessage = Readonly<Record<string, unknown>>

/** Messages beyond this many bytes are refused, as gRPC clients do by default: 4 MiB. */
export const messageBytesMax = 4 * 1024 * 1024

/**
 * Writes a message of the types in proto/. `typeName` is the full name, e.g. `grpc.health.v1.HealthCheckRequest`. The
 * value is our own, so an unknown type or a field of the wrong kind is a bug and throws.
 */
export function encodeMessage(typeName: string, value: Readonly<Record<string, unknown>>): Uint8Array {
	const type = lookUp(typeName)
	const problem = type.verify(value)
	if (problem !== null) throw new TypeError(`${typeName}: ${problem}`)
	return Uint8Array.from(type.encode(type.fromObject(value)).finish())
}

/** Reads a message that a peer sent. Unknown fields are passed over; what is cut off or malformed comes back as a failure. */
export function decodeMessage(typeName: string, bytes: Uint8Array): Result<DecodedMessage, MessageFailure> {
	const type = lookUp(typeName)
	if (bytes.length > messageBytesMax) {
		const text = `The message has ${bytes.length} bytes; at most ${messageBytesMax} are read.`
		return err({ kind: "too-large", text })
	}
	try {
		const options = { defaults: true, enums: String, longs: Number, oneofs: true }
		return ok(type.toObject(type.decode(Uint8Array.from(bytes)), options))
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message.slice(0, 200) : "unknown"
		return err({ kind: "malformed", text: `The bytes are no ${typeName}: ${reason}.` })
	}
}

let tree: protobuf.Root | undefined

function lookUp(typeName: string): protobuf.Type {
	tree ??= protobuf.Root.fromJSON(asNamespace(descriptors))
	return tree.lookupType(typeName)
}

/** The generated tree is what `Root.toJSON` gave, so `Root.fromJSON` takes it; protobufjs types it more narrowly than it is. */
function asNamespace(generated: typeof descriptors): protobuf.INamespace {
	return generated as protobuf.INamespace
}
