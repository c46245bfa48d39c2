import type { Metadata } from "@grpc/grpc-js"

/** Name and value of one metadata entry; binary values (`-bin`) in base64. */
export type MetadataEntry = readonly [name: string, value: string]

const entriesMax = 64
const nameMax = 100
const valueMax = 1_000

/** What a peer sent as metadata, bounded and printable: at most 64 entries, values of at most 1,000 characters. */
export function describeMetadata(metadata: Metadata): readonly MetadataEntry[] {
	const entries: MetadataEntry[] = []
	for (const name of Object.keys(metadata.getMap())) {
		for (const value of metadata.get(name)) {
			if (entries.length >= entriesMax) return entries
			entries.push([printable(name, nameMax), valueText(value)])
		}
	}
	return entries
}

function valueText(value: string | Buffer): string {
	if (typeof value === "string") return printable(value, valueMax)
	return value.subarray(0, (valueMax * 3) / 4).toString("base64")
}

function printable(text: string, max: number): string {
	return text.slice(0, max).replace(/[^\x20-\x7e]/g, ".")
}
