import { createReadStream } from "node:fs"
import { open, readFile, stat } from "node:fs/promises"
import { fromHex } from "#base/bytes"
import { openKeyLogSearch } from "#tls/capture-file/open-key-log-search"
import { unpackCapture } from "#tls/capture-file/unpack-capture"
import { splitKeyLog } from "#tls/keylog"
import { byteStream } from "./byte-stream.ts"
import { UsageError } from "./usage.ts"

const keyLogLengthMax = 256 * 1024 * 1024
const keyLogLinesMax = 1_000_000
const hexLengthMax = 64 * 1024 * 1024
const pieceLength = 1024 * 1024

/** A capture file that can be read as often as needed. */
export interface CaptureFile {
	readonly path: string
	/** Bytes as stored, so packed where it is packed. */
	readonly length: number
	/** The unpacked bytes; `onStored` is told how many stored bytes have been read. */
	readonly chunks: (onStored: (bytes: number) => void) => AsyncIterable<Uint8Array>
	/** What stopped unpacking; filled while it is read. */
	readonly problems: string[]
}

/** Opens a capture for reading. What cannot be opened is a usage error that says why. */
export async function openCaptureFile(path: string): Promise<CaptureFile> {
	const facts = await readable(path)
	const problems: string[] = []
	return {
		path,
		length: facts.size,
		problems,
		chunks: (onStored) =>
			unpackCapture(byteStream(counted(path, onStored)), { onProblem: (text) => problems.push(text) }),
	}
}

async function* counted(path: string, onStored: (bytes: number) => void): AsyncGenerator<Uint8Array> {
	let bytes = 0
	const pieces: AsyncIterable<Uint8Array> = createReadStream(path, { highWaterMark: pieceLength })
	for await (const piece of pieces) {
		bytes += piece.length
		onStored(bytes)
		yield piece
	}
}

/** Collects the secrets that a capture carries, in a pass of its own: they may come behind what they open. */
export async function findEmbeddedKeyLog(file: CaptureFile): Promise<readonly string[]> {
	const search = openKeyLogSearch()
	for await (const chunk of file.chunks(() => undefined)) {
		if (search.isStopped()) break
		search.push(chunk)
	}
	file.problems.length = 0
	return search.end()
}

/** The lines of key log files. */
export async function readKeyLogFiles(paths: readonly string[]): Promise<readonly string[]> {
	const files = await Promise.all(paths.map(readKeyLogFile))
	return files.flat()
}

async function readKeyLogFile(path: string): Promise<readonly string[]> {
	const facts = await readable(path)
	if (facts.size > keyLogLengthMax)
		throw new UsageError(
			`${path} is larger than 256 MiB`,
			"leave only the lines of the connections in question",
		)
	return splitKeyLog(await readFile(path, "utf8"), keyLogLinesMax)
}

/** The bytes of a file that holds them as hex; white space and colons between them are passed over. */
export async function readHexFile(path: string): Promise<Uint8Array> {
	const facts = await readable(path)
	if (facts.size > hexLengthMax)
		throw new UsageError(`${path} is larger than 64 MiB`, "give the handshake alone")
	return parseHex(await readFile(path, "utf8"), path)
}

/** Bytes from hex text; what is no hex is a usage error that names it. */
export function parseHex(text: string, where: string): Uint8Array {
	const digits = text.replace(/[\s:]+/g, "").replace(/^0x/i, "")
	const wrong = /[^0-9a-fA-F]/.exec(digits)
	if (wrong !== null)
		throw new UsageError(
			`${where} holds ${JSON.stringify(wrong[0])}, which is no hex digit`,
			"write bytes as 160301 …",
		)
	const bytes = fromHex(digits)
	if (bytes === undefined)
		throw new UsageError(`${where} has an odd number of hex digits`, "write two digits for every byte")
	return bytes
}

async function readable(path: string) {
	try {
		const facts = await stat(path)
		if (facts.isDirectory()) throw new UsageError(`${path} is a directory`, "name a file")
		const handle = await open(path, "r")
		await handle.close()
		return facts
	} catch (cause) {
		if (cause instanceof UsageError) throw cause
		const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown"
		throw new UsageError(
			`cannot read ${path}: ${reasons[code] ?? code}`,
			"check the path and its permissions",
		)
	}
}

const reasons: Readonly<Record<string, string>> = {
	ENOENT: "there is no such file",
	EACCES: "this user may not read it",
	ENOTDIR: "a part of the path is no directory",
	ELOOP: "its symbolic links form a circle",
}
