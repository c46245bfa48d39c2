import { promisify } from "node:util"
import { gunzip, gzip } from "node:zlib"
import type { RunObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** Bytes of JSON that a stored observation may unfold to. */
const documentBytesMax = 256 * 1024 * 1024

/** A run's observation as it is stored: gzip of JSON, and the certificates apart, each once. */
export interface RunDocument {
	readonly body: Uint8Array
	readonly certificates: readonly CertificateDescription[]
}

/** Observation → document. PEM text is taken out of every described certificate, wherever it stands. */
export async function writeRunDocument(run: RunObservation): Promise<RunDocument> {
	const found = new Map<string, CertificateDescription>()
	const json = JSON.stringify(run, (_key, value: unknown) => {
		if (!isDescription(value)) return value
		if (value.pem === "") return value
		found.set(value.sha256, value)
		return { ...value, pem: "" }
	})
	return { body: await pack(json), certificates: [...found.values()] }
}

/**
 * Document → observation, with the PEM text of `pemBySha256` put back. Throws when the bytes are not what we wrote;
 * a certificate that is not among them keeps an empty PEM.
 */
export async function readRunDocument(
	body: Uint8Array,
	pemBySha256: ReadonlyMap<string, string>,
): Promise<RunObservation> {
	const bytes = await unpack(body, { maxOutputLength: documentBytesMax })
	const value: unknown = JSON.parse(bytes.toString("utf8"), (_key, each: unknown) =>
		isDescription(each) ? { ...each, pem: pemBySha256.get(each.sha256) ?? each.pem } : each,
	)
	if (!isObservation(value)) throw new Error("a stored run has an unknown schema")
	return value
}

/** Guarantee: only `writeRunDocument` writes these bytes, and it writes a RunObservation; the schema names its version. */
function isObservation(value: unknown): value is RunObservation {
	return isRecord(value) && value.schema === "countersign.observation/v1" && Array.isArray(value.attempts)
}

/** Guarantee: in an observation nothing but a CertificateDescription has all of these keys. */
function isDescription(value: unknown): value is CertificateDescription {
	return (
		isRecord(value) &&
		typeof value.pem === "string" &&
		typeof value.sha256 === "string" &&
		typeof value.notAfter === "string" &&
		typeof value.subject === "string"
	)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null
}
