import { type FileHandle, open } from "node:fs/promises"
import { Secret } from "#base/secret"
import { certificatesIn } from "#pki/inspect/certificates-in"
import { parseJwksBundle } from "#spiffe/bundle"
import { materialBytesMax, readMaterial } from "#x509/formats/read-material"
import type { CliIo } from "./io.ts"
import { UsageError } from "./usage.ts"

const reasons: ReadonlyMap<string, string> = new Map([
	["ENOENT", "there is no such file"],
	["EISDIR", "it is a folder"],
	["EACCES", "you may not read it"],
])

/** Why the system did not open or read a file, in words; its code where there are none. */
export function whyUnreadable(cause: unknown): string {
	const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason"
	return reasons.get(code) ?? code
}

/** Reads a file, or standard input for `-`, at most one byte more than is understood. */
export async function readGiven(name: string, io: CliIo): Promise<Uint8Array> {
	if (name === "-") return readStream(io.bytes())
	try {
		const file = await open(name, "r")
		try {
			// Its size says nothing of a pipe, such as a shell's <(command), and one read may be short.
			return await readUpTo(file, materialBytesMax + 1)
		} finally {
			await file.close()
		}
	} catch (cause) {
		throw new UsageError(
			`${name} cannot be read (${whyUnreadable(cause)})`,
			"name a file that exists and that you may read",
		)
	}
}

/** How the JSON of a SPIFFE bundle begins. */
const openBrace = 0x7b

/** Every certificate of the files, in order, SPIFFE bundles included; a file that holds none is a usage error that says what it is. */
export async function readCertificateFiles(
	names: readonly string[],
	io: CliIo,
	password: Secret<string> | undefined,
): Promise<readonly Uint8Array[]> {
	const lists = await Promise.all(
		names.map(async (name) => {
			const bytes = await readGiven(name, io)
			const bundle = bytes[0] === openBrace ? parseJwksBundle(new TextDecoder().decode(bytes)) : undefined
			if (bundle?.ok) return bundle.value.authorities
			const material = await readMaterial(bytes, password)
			if (!material.ok) throw new UsageError(`${name}: ${material.error.text}`, material.error.hint)
			const certificates = certificatesIn(material.value)
			if (certificates.length === 0)
				throw new UsageError(
					`${name} holds no certificate`,
					"see what it holds: countersign cert inspect FILE",
				)
			return certificates
		}),
	)
	return lists.flat()
}

const passwordLengthMax = 1_000

/** The password of a file: from `--password-file` (its first line), or from COUNTERSIGN_PASSWORD. Never from the words. */
export async function readPassword(file: string | undefined, io: CliIo): Promise<Secret<string> | undefined> {
	if (file === undefined) {
		const given = io.env.COUNTERSIGN_PASSWORD
		return given === undefined ? undefined : new Secret(given)
	}
	const text = new TextDecoder().decode(await readGiven(file, io))
	const [line = ""] = text.split(/\r?\n/, 1)
	if (line.length > passwordLengthMax)
		throw new UsageError(
			`the first line of ${file} has ${line.length} characters`,
			`a password has at most ${passwordLengthMax}: name the file that holds it`,
		)
	return new Secret(line)
}

async function readUpTo(file: FileHandle, bytesMax: number): Promise<Uint8Array> {
	const parts: Uint8Array[] = []
	let length = 0
	while (length < bytesMax) {
		const buffer = new Uint8Array(Math.min(65_536, bytesMax - length))
		const { bytesRead } = await file.read(buffer, 0, buffer.length)
		if (bytesRead === 0) break
		parts.push(buffer.subarray(0, bytesRead))
		length += bytesRead
	}
	return Uint8Array.from(Buffer.concat(parts))
}

async function readStream(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
	const parts: Uint8Array[] = []
	let length = 0
	for await (const part of stream) {
		parts.push(part)
		length += part.length
		if (length > materialBytesMax) break
	}
	return Uint8Array.from(Buffer.concat(parts))
}
