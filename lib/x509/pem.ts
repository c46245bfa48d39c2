import { err, ok, type Result } from "#base/result"

/** What a PEM block holds, by its label and headers. */
export type PemKind =
	| "certificate"
	| "certificate-request"
	| "crl"
	| "private-key"
	| "encrypted-private-key"
	| "openssh-private-key"
	| "public-key"
	| "other"

/** One block of PEM text (RFC 7468). */
export interface PemBlock {
	readonly label: string
	readonly kind: PemKind
	/** The decoded bytes; for a key encrypted the old way (`Proc-Type` header) these are ciphertext. */
	readonly der: Uint8Array
	/** Line of BEGIN, counted from 1. */
	readonly line: number
	/** Line of END. */
	readonly endLine: number
}

/** Why text is no usable PEM. `text` never quotes more of the input than a label. */
export interface PemFailure {
	readonly kind:
		| "empty"
		| "too-large"
		| "too-many-blocks"
		| "der"
		| "utf16"
		| "escaped-line-breaks"
		| "ssh-public-key"
		| "looks-like-path"
		| "base64-without-armour"
		| "no-pem"
		| "missing-begin"
		| "missing-end"
		| "label-mismatch"
		| "damaged-base64"
		| "empty-block"
		| "no-certificate"
		| "key-instead-of-certificate"
	/** Line where it went wrong, counted from 1. */
	readonly line?: number
	/** What is wrong, as a sentence. */
	readonly text: string
	/** What to do. */
	readonly hint: string
}

/** Text longer than this is not read: 1 MiB. */
export const pemCharactersMax = 1_048_576
const blocksMax = 2_000

const beginPattern = /^-{5}BEGIN ([^-]{1,64})-{5}$/
const endPattern = /^-{5}END ([^-]{1,64})-{5}$/

/**
 * Reads every block of PEM text, at most 1 MiB and 2,000 blocks. Text between blocks is ignored, as RFC 7468 allows.
 * The first damaged block fails the whole text, with its line.
 */
export function parsePem(text: string): Result<readonly PemBlock[], PemFailure> {
	if (text.length > pemCharactersMax) {
		const size = `The text is ${text.length} characters long; at most ${pemCharactersMax} are read.`
		return err({ kind: "too-large", text: size, hint: "Keep only the certificates that are needed." })
	}
	const lines = text.split(/\r\n|\n|\r/)
	const blocks: PemBlock[] = []
	for (let index = 0; index < lines.length; index += 1) {
		const line = (lines[index] ?? "").trim()
		const label = beginPattern.exec(line)?.[1]
		if (label === undefined) {
			if (endPattern.test(line)) return err(missingBegin(index + 1))
			continue
		}
		if (blocks.length >= blocksMax) return err(tooManyBlocks(index + 1))
		const block = readBlock(lines, index, label)
		if (!block.ok) return block
		blocks.push(block.value)
		index = block.value.endLine - 1
	}
	return blocks.length > 0 ? ok(blocks) : err(explainNoPem(text))
}

function readBlock(lines: readonly string[], begin: number, label: string): Result<PemBlock, PemFailure> {
	const end = nextArmour(lines, begin + 1)
	const endLine = (lines[end] ?? "").trim()
	const endLabel = endPattern.exec(endLine)?.[1]
	if (endLabel === undefined) return err(missingEnd(label, begin + 1, end < 0 ? undefined : end + 1))
	if (endLabel !== label) return err(labelMismatch(label, endLabel, end + 1))
	const { body, headers, bodyLine } = splitHeaders(lines.slice(begin + 1, end), begin + 2)
	const bad = body.findIndex((line) => /[^A-Za-z0-9+/=\s]/.test(line))
	if (bad >= 0) return err(damaged(label, bodyLine + bad, "has a character that is not base64"))
	const der = decodeBase64(body.join(""))
	if (der === undefined)
		return err(damaged(label, end + 1, "is cut off or has characters missing before this line"))
	if (der.length === 0) return err(emptyBlock(label, begin + 1))
	return ok({ label, kind: kindOf(label, headers), der, line: begin + 1, endLine: end + 1 })
}

/** Index of the next line that begins with five dashes; -1 when there is none. */
function nextArmour(lines: readonly string[], from: number): number {
	for (let index = from; index < lines.length; index += 1) {
		if (lines[index]?.trimStart().startsWith("-----")) return index
	}
	return -1
}

/** Separates RFC 1421 headers (`Proc-Type: 4,ENCRYPTED`), which end at a blank line, from the base64. */
function splitHeaders(lines: readonly string[], firstLine: number) {
	const hasHeaders = /^[A-Za-z0-9-]+:/.test(lines[0] ?? "")
	const blank = hasHeaders ? lines.findIndex((line) => line.trim() === "") : -1
	const at = blank < 0 ? 0 : blank + 1
	return { headers: lines.slice(0, at), body: lines.slice(at), bodyLine: firstLine + at }
}

function decodeBase64(text: string): Uint8Array | undefined {
	const digits = text.replace(/\s/g, "")
	if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined
	return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0))
}

function kindOf(label: string, headers: readonly string[]): PemKind {
	if (label === "CERTIFICATE" || label === "X509 CERTIFICATE" || label === "TRUSTED CERTIFICATE")
		return "certificate"
	if (label === "CERTIFICATE REQUEST" || label === "NEW CERTIFICATE REQUEST") return "certificate-request"
	if (label === "X509 CRL") return "crl"
	if (label === "ENCRYPTED PRIVATE KEY") return "encrypted-private-key"
	if (label === "OPENSSH PRIVATE KEY") return "openssh-private-key"
	if (label.endsWith("PUBLIC KEY")) return "public-key"
	if (!label.endsWith("PRIVATE KEY")) return "other"
	return headers.some((line) => /^Proc-Type:.*ENCRYPTED/.test(line)) ? "encrypted-private-key" : "private-key"
}

function explainNoPem(text: string): PemFailure {
	const trimmed = text.trim()
	const armour = "PEM text begins with a line like -----BEGIN CERTIFICATE-----."
	if (trimmed === "") return { kind: "empty", text: "The text is empty.", hint: armour }
	if (/^\s*-{5}BEGIN [^-]+-{5}.*\\n/.test(text)) {
		const said = "The line breaks of this PEM are written as the two characters \\n."
		return {
			kind: "escaped-line-breaks",
			line: 1,
			text: said,
			hint: "Replace each \\n by a real line break.",
		}
	}
	if (text.includes("\u0000-\u0000") || text.startsWith("\ufeff-\u0000")) {
		const said = "The text is encoded as UTF-16."
		return { kind: "utf16", text: said, hint: "Save the file as UTF-8 or ASCII." }
	}
	if (/^0[\u0080-\u0084\ufffd]/.test(text)) {
		const said = "This is DER (binary), not PEM text."
		return { kind: "der", text: said, hint: "Convert it: openssl x509 -inform der -in FILE -out FILE.pem" }
	}
	if (/^(ssh-|ecdsa-sha2-|sk-)/.test(trimmed)) {
		const said = "This is an SSH public key, not PEM text."
		return { kind: "ssh-public-key", text: said, hint: "TLS needs an X.509 certificate in PEM form." }
	}
	if (/^-*\s*BEGIN |-{5}BEGIN/.test(trimmed)) {
		const said =
			"There is a BEGIN line, but it is not written exactly as -----BEGIN LABEL----- on its own line."
		return {
			kind: "no-pem",
			line: 1,
			text: said,
			hint: "Copy the block again, with five dashes on both sides.",
		}
	}
	if (/^MI[A-Za-z0-9+/=\s]+$/.test(trimmed)) {
		const said = "This is base64 without the BEGIN and END lines around it."
		return { kind: "base64-without-armour", text: said, hint: armour }
	}
	if (/^[~./][^\n]*$/.test(trimmed)) {
		const said = "This looks like a file path, not PEM text."
		return {
			kind: "looks-like-path",
			text: said,
			hint: "Give the content of the file, or give it where a path is asked.",
		}
	}
	return { kind: "no-pem", text: "There is no PEM block in this text.", hint: armour }
}

function missingBegin(line: number): PemFailure {
	const text = `Line ${line} ends a PEM block that was never begun.`
	return { kind: "missing-begin", line, text, hint: "Copy the block again, including its BEGIN line." }
}

function missingEnd(label: string, begin: number, found?: number): PemFailure {
	const where = found === undefined ? "before the end of the text" : `before line ${found}`
	const text = `The ${label} block that begins at line ${begin} has no END line ${where}.`
	return {
		kind: "missing-end",
		line: begin,
		text,
		hint: `Add -----END ${label}----- or copy the block again.`,
	}
}

function labelMismatch(begin: string, end: string, line: number): PemFailure {
	const text = `A block begins as ${begin} and ends as ${end} at line ${line}.`
	return { kind: "label-mismatch", line, text, hint: "Two blocks were probably mixed; copy them again." }
}

function damaged(label: string, line: number, what: string): PemFailure {
	const text = `The base64 of the ${label} block ${what} (line ${line}).`
	return { kind: "damaged-base64", line, text, hint: "Copy the block again from its source." }
}

function emptyBlock(label: string, line: number): PemFailure {
	const text = `The ${label} block at line ${line} is empty.`
	return { kind: "empty-block", line, text, hint: "Copy the block again from its source." }
}

function tooManyBlocks(line: number): PemFailure {
	const text = `There are more than ${blocksMax} PEM blocks; reading stopped at line ${line}.`
	return { kind: "too-many-blocks", line, text, hint: "Keep only the certificates that are needed." }
}
