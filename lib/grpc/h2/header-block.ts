import { type ByteReader, type ReadFailure, readBytes } from "#base/bytes"
import type { Result } from "#base/result"
import { latin1 } from "../printable.ts"
import type { HeaderField, HeaderTable } from "./header-table.ts"
import { readHuffman } from "./huffman.ts"

const fieldsMax = 256
const textMax = 16_384

/**
 * Reads one header block (HPACK, RFC 7541 section 6) and updates the direction's table. At most 256 fields of at most
 * 16 KiB. After a failure the table no longer agrees with the peer's, so later blocks of that direction cannot be read.
 */
export function readHeaderBlock(
	block: Uint8Array,
	table: HeaderTable,
): Result<readonly HeaderField[], ReadFailure> {
	return readBytes(block, "header_block", (reader) => {
		const fields: HeaderField[] = []
		while (reader.left > 0) {
			const field = readRepresentation(reader, table)
			if (field !== undefined) fields.push(field)
			if (fields.length > fieldsMax)
				reader.fail("too-large", "fields", `more than ${fieldsMax} header fields`)
		}
		return fields
	})
}

function readRepresentation(reader: ByteReader, table: HeaderTable): HeaderField | undefined {
	const first = reader.u8("representation")
	if (first >= 0x80) return entry(reader, table, readInteger(reader, first, 7))
	if (first >= 0x20 && first < 0x40) {
		if (!table.resize(readInteger(reader, first, 5))) {
			reader.fail("invalid", "table_size", "the peer asks for a larger table than was announced")
		}
		return undefined
	}
	const isIndexed = first >= 0x40
	const index = readInteger(reader, first, isIndexed ? 6 : 4)
	const name = index === 0 ? readText(reader, "name") : entry(reader, table, index).name
	const field = { name, value: readText(reader, "value") }
	if (isIndexed) table.add(field)
	return field
}

function entry(reader: ByteReader, table: HeaderTable, index: number): HeaderField {
	return table.at(index) ?? reader.fail("invalid", "index", `header table has no entry ${index}`)
}

/** An integer with a prefix of `bits` bits (RFC 7541 section 5.1); at most four more bytes. */
function readInteger(reader: ByteReader, first: number, bits: number): number {
	const mask = 2 ** bits - 1
	const prefix = first & mask
	if (prefix < mask) return prefix
	let value = mask
	for (let factor = 1; factor <= 0x80 ** 3; factor *= 0x80) {
		const byte = reader.u8("integer")
		value += (byte & 0x7f) * factor
		if (byte < 0x80) return value
	}
	return reader.fail("too-large", "integer", "an integer is longer than four bytes")
}

function readText(reader: ByteReader, field: string): string {
	const first = reader.u8(`${field}.length`)
	const length = readInteger(reader, first, 7)
	if (length > textMax) reader.fail("too-large", field, `a header text is longer than ${textMax} bytes`)
	const bytes = reader.take(length, field)
	if (first < 0x80) return latin1(bytes)
	const plain = readHuffman(bytes) ?? reader.fail("invalid", field, "the Huffman code is damaged")
	return latin1(plain)
}
