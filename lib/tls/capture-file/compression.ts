/** A compression that a file may come in, by the magic number that it begins with. */
export type Compression = "gzip" | "zstd" | "xz" | "bzip2" | "lz4" | "zip"

const magics: readonly (readonly [name: Compression, magic: readonly number[]])[] = [
	["gzip", [0x1f, 0x8b]],
	["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
	["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
	["bzip2", [0x42, 0x5a, 0x68]],
	["lz4", [0x04, 0x22, 0x4d, 0x18]],
	["zip", [0x50, 0x4b, 0x03, 0x04]],
]

/**
 * The compression of a file by its first bytes (six are enough), undefined where there is none that is known. Gzip can
 * be unpacked as it streams by the platform's own `DecompressionStream`; the others must be unpacked beforehand.
 */
export function compressionOf(head: Uint8Array): Compression | undefined {
	return magics.find(([, magic]) => magic.every((byte, index) => head[index] === byte))?.[0]
}
