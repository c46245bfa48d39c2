import type { ByteReader } from "#base/bytes"
import { type Extension, findExtension } from "./extension.ts"
import { readExtensions } from "./extensions.ts"

/** The server's answers that travel encrypted under TLS 1.3 (RFC 8446 section 4.3.1). */
export interface EncryptedExtensions {
	readonly kind: "encrypted_extensions"
	readonly extensions: readonly Extension[]
	/** Selected by ALPN; `null` when the server selected none. */
	readonly alpn: string | null
}

/** Reads the body of an EncryptedExtensions. Throws only `ReadError`, naming the field. */
export function readEncryptedExtensions(reader: ByteReader): EncryptedExtensions {
	const extensions = readExtensions(reader, "encrypted_extensions")
	reader.expectEmpty("")
	return {
		kind: "encrypted_extensions",
		extensions,
		alpn: findExtension(extensions, "alpn")?.protocols[0] ?? null,
	}
}
