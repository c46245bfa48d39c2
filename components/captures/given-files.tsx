import { type Compression, compressionOf } from "#tls/capture-file/compression"
import { u32 } from "#tls/capture-file/packet-bytes"
import { isPcapMagic } from "#tls/capture-file/pcap"
import { isPcapngMagic } from "#tls/capture-file/pcapng"

/** What somebody dropped or chose, told apart. */
export interface GivenFiles {
	readonly captures: readonly File[]
	readonly keyLogs: readonly File[]
	/** Neither the one nor the other, with what they are instead: `is empty`. */
	readonly unknown: readonly { readonly file: File; readonly what: string }[]
}

type FileKind = { readonly kind: "capture" | "key-log" } | { readonly kind: "unknown"; readonly what: string }

const headLength = 4_096
const magicLength = 4
/** Labels of the NSS key log format, in front of a client random. */
const keyLogLine = /^(?:CLIENT_|SERVER_|EXPORTER_|EARLY_EXPORTER_|RSA )[A-Z0-9_]*\s?[0-9a-fA-F]{16}/m

/**
 * Tells captures, key logs and others apart by what they hold, not by their names. Reads the first 4 KiB of each.
 * Never rejects: a file that cannot be read is unknown.
 */
export async function sortFiles(files: readonly File[]): Promise<GivenFiles> {
	const kinds = await Promise.all(files.map(async (file) => ({ file, given: await kindOfFile(file) })))
	const only = (wanted: FileKind["kind"]) =>
		kinds.filter(({ given }) => given.kind === wanted).map(({ file }) => file)
	return {
		captures: only("capture"),
		keyLogs: only("key-log"),
		unknown: kinds.flatMap(({ file, given }) =>
			given.kind === "unknown" ? [{ file, what: given.what }] : [],
		),
	}
}

/** The beginning of a capture counts before everything else: a pcapng may carry lines of a key log. */
async function kindOfFile(file: Blob): Promise<FileKind> {
	let head: Uint8Array
	try {
		head = new Uint8Array(await file.slice(0, headLength).arrayBuffer())
	} catch {
		return { kind: "unknown", what: "cannot be read by the browser" }
	}
	if (head.length === 0) return { kind: "unknown", what: "is empty" }
	if (beginsCapture(head)) return { kind: "capture" }
	if (holdsKeyLog(new TextDecoder().decode(head))) return { kind: "key-log" }
	const compression = compressionOf(head)
	if (compression !== undefined) return { kind: "unknown", what: packedText(compression) }
	return { kind: "unknown", what: "is neither a capture nor a key log" }
}

function beginsCapture(head: Uint8Array): boolean {
	if (compressionOf(head) === "gzip") return true
	if (head.length < magicLength) return false
	const magic = u32(head, 0)
	return isPcapMagic(magic) || isPcapngMagic(magic)
}

function holdsKeyLog(head: string): boolean {
	return keyLogLine.test(head) || (head.startsWith("#") && /key|secret|nss|ssl/i.test(head))
}

function packedText(compression: Compression): string {
	return `is compressed by ${compression} and has to be unpacked first`
}
