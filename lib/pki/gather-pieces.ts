import { hinted } from "#base/hinted"
import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import type { FormatFailure } from "#x509/formats/format-failure"
import type { OpenedKey } from "#x509/formats/private-key-info"
import type { KeyMaterial } from "#x509/formats/private-key-material"
import { readMaterial } from "#x509/formats/read-material"
import type { FieldProblem } from "./field-problem.ts"
import { certificatesIn } from "./inspect/certificates-in.ts"

/** What several files hold together. */
export interface Pieces {
	/** DER, in the order of the files, each once. */
	readonly certificates: readonly Uint8Array[]
	readonly keys: readonly OpenedKey[]
	/** DER of certificate requests. */
	readonly requests: readonly Uint8Array[]
}

/**
 * Takes certificates, private keys and requests out of files of any format that we read. Fails when a file cannot be
 * read: `passphrase` is the field when it is missing or wrong, `files` when a file is damaged or of no known format.
 */
export async function gatherPieces(
	files: readonly Uint8Array[],
	passphrase: Secret<string> | undefined,
): Promise<Result<Pieces, readonly FieldProblem[]>> {
	const certificates: Uint8Array[] = []
	const keys: OpenedKey[] = []
	const requests: Uint8Array[] = []
	const problems: FormatFailure[] = []
	for (const bytes of files) {
		const material = await readMaterial(bytes, passphrase)
		if (!material.ok) {
			problems.push(material.error)
			continue
		}
		certificates.push(...certificatesIn(material.value))
		const found: readonly KeyMaterial[] =
			material.value.kind === "keystore"
				? material.value.keystore.entries.flatMap(({ key }) => key ?? [])
				: material.value.items.flatMap((item) => (item.kind === "key" ? [item.key] : []))
		for (const { outcome } of found) {
			if (outcome.ok) keys.push(outcome.value)
			else problems.push(outcome.error)
		}
		if (material.value.kind === "keystore") problems.push(...material.value.keystore.problems)
		else
			for (const item of material.value.items) {
				if (item.kind === "csr") requests.push(item.der)
				if (item.kind === "unreadable") problems.push(item.problem)
			}
	}
	if (problems.length > 0) return err(problems.map(asFieldProblem))
	return ok({ certificates: each(certificates), keys, requests })
}

function asFieldProblem(failure: FormatFailure): FieldProblem {
	const { kind } = failure
	const field = kind === "password-missing" || kind === "password-wrong" ? "passphrase" : "files"
	return { field, text: hinted(failure) }
}

function each(ders: readonly Uint8Array[]): readonly Uint8Array[] {
	return ders.filter((der, index) => ders.findIndex((other) => sameBytes(other, der)) === index)
}

/** True when both hold the same bytes. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, at) => byte === other[at])
}
