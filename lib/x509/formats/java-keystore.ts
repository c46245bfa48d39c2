import { sha1 } from "@noble/hashes/legacy.js"
import { type ByteReader, concatBytes, readBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import { damaged, type FormatFailure, unsupported } from "./format-failure.ts"
import { chainMax, entriesMax, type Integrity, type Keystore, type KeystoreEntry } from "./keystore.ts"
import { utf16Password } from "./password.ts"
import { openEncryptedKey } from "./private-key-material.ts"
import type { WorkBudget } from "./work-budget.ts"

const magics: Readonly<Record<number, "jks" | "jceks">> = { 4277010157: "jks", 3469659854: "jceks" }
const digestBytes = 20
const whitener = new TextEncoder().encode("Mighty Aphrodite")

/** True for the first bytes of a JKS or JCEKS file. */
export function isJavaKeystore(bytes: Uint8Array): boolean {
	return (
		bytes.length >= 4 && magics[new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)] !== undefined
	)
}

interface RawEntry extends Omit<KeystoreEntry, "key"> {
	readonly protectedKey?: Uint8Array
}

/**
 * Reads a Java keystore. The password checks its integrity and is tried on every key; a key with a password of its own
 * stays locked and says so. Without a password the entries are listed unchecked, as keytool does.
 */
export async function readJavaKeystore(
	bytes: Uint8Array,
	password: Secret<string> | undefined,
	budget: WorkBudget,
): Promise<Result<Keystore, FormatFailure>> {
	const type = bytes[0] === 0xfe ? "jks" : "jceks"
	const what = `The Java keystore (${type.toUpperCase()})`
	const read = readBytes(bytes, type, readEntries)
	if (!read.ok) return err(damaged(what, read.error.text))
	const integrity = checkIntegrity(bytes, password, what)
	if (!integrity.ok) return integrity
	const entries: KeystoreEntry[] = []
	for (const { protectedKey, ...entry } of read.value.entries) {
		if (protectedKey === undefined) entries.push(entry)
		else entries.push({ ...entry, key: await openEncryptedKey(protectedKey, password, budget) })
	}
	const problems = read.value.isWhole ? [] : [secretKeyProblem()]
	return ok({ type, integrity: integrity.value, entries, encryption: [], problems })
}

function readEntries(reader: ByteReader): { entries: readonly RawEntry[]; isWhole: boolean } {
	reader.u32("magic")
	const version = reader.u32("version")
	if (version !== 1 && version !== 2)
		reader.fail("invalid", "version", `the version is ${version}, not 1 or 2`)
	const count = reader.u32("count")
	if (count > entriesMax) {
		reader.fail("too-large", "count", `it announces ${count} entries, at most ${entriesMax} are read`)
	}
	const entries: RawEntry[] = []
	for (let index = 0; index < count; index += 1) {
		const entry = readEntry(reader, version, `entries[${index}]`)
		entries.push(entry)
		// A secret key is a serialised Java object without a length in front: what follows cannot be found.
		if (entry.kind === "secret-key") return { entries, isWhole: index === count - 1 }
	}
	reader.take(digestBytes, "digest")
	reader.expectEmpty("file")
	return { entries, isWhole: true }
}

function readEntry(reader: ByteReader, version: number, field: string): RawEntry {
	const tag = reader.u32(`${field}.tag`)
	const alias = readUtf(reader, `${field}.alias`)
	const createdAt = reader.u32(`${field}.date`) * 0x1_0000_0000 + reader.u32(`${field}.date`)
	const base = { alias, createdAt }
	switch (tag) {
		case 1: {
			const protectedKey = reader.take(reader.u32(`${field}.key.length`), `${field}.key`)
			const length = reader.u32(`${field}.chain.length`)
			if (length > chainMax) reader.fail("too-large", field, `a chain announces ${length} certificates`)
			const certificates = Array.from({ length }, (_, index) =>
				readCertificateBytes(reader, version, `${field}.chain[${index}]`),
			)
			return { ...base, kind: "private-key", protectedKey, certificates }
		}
		case 2: {
			const certificates = [readCertificateBytes(reader, version, `${field}.certificate`)]
			return { ...base, kind: "trusted-certificate", certificates }
		}
		case 3:
			return { ...base, kind: "secret-key", certificates: [] }
		default:
			return reader.fail("invalid", field, `an entry has the unknown tag ${tag}`)
	}
}

function readCertificateBytes(reader: ByteReader, version: number, field: string): Uint8Array {
	if (version === 2) readUtf(reader, `${field}.type`)
	return reader.take(reader.u32(`${field}.length`), field)
}

/** Java's modified UTF-8: NUL takes two bytes, characters beyond the first plane come as two surrogates of three. */
function readUtf(reader: ByteReader, field: string): string {
	const bytes = reader.take(reader.u16(`${field}.length`), field)
	let text = ""
	for (let at = 0; at < bytes.length; ) {
		const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3)
		const width = a < 0x80 ? 1 : a < 0xe0 ? 2 : 3
		const unit =
			width === 1
				? a
				: width === 2
					? ((a & 0x1f) << 6) | (b & 0x3f)
					: ((a & 15) << 12) | ((b & 63) << 6) | (c & 63)
		text += String.fromCharCode(unit)
		at += width
	}
	return text
}

function checkIntegrity(
	bytes: Uint8Array,
	password: Secret<string> | undefined,
	what: string,
): Result<Integrity, FormatFailure> {
	const algorithm = "SHA-1 with password"
	if (password === undefined) return ok({ kind: "not-checked", algorithm })
	const secret = utf16Password(password.reveal())
	const found = sha1(concatBytes([secret, whitener, bytes.subarray(0, -digestBytes)]))
	const stored = bytes.subarray(-digestBytes)
	if (found.every((byte, index) => byte === stored[index])) {
		return ok({ kind: "verified", algorithm, password: secret.length === 0 ? "empty" : "given" })
	}
	const text = `${what} does not open with this password: the password is wrong, or the file was changed.`
	const hint = "Check the store password; without one the entries are listed unchecked."
	return err({ kind: "password-wrong", text, hint })
}

function secretKeyProblem(): FormatFailure {
	const text = "The keystore holds a secret key; entries behind it are not read here."
	return unsupported(text, "List it with: keytool -list -keystore FILE")
}
