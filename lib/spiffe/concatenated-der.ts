import { err, ok, type Result } from "#base/result"

/** Why concatenated DER could not be split. */
export interface SplitFailure {
	/** Offset in bytes. */
	readonly offset: number
	readonly text: string
}

const certificatesMax = 1_000

/**
 * Splits DER structures that follow each other without padding, as the Workload API sends chains and bundles
 * (X.509-SVID section 6). At most 1,000; views on the original. Only the outermost length of each is looked at.
 */
export function splitConcatenatedDer(bytes: Uint8Array): Result<readonly Uint8Array[], SplitFailure> {
	const parts: Uint8Array[] = []
	for (let at = 0; at < bytes.length; ) {
		if (parts.length >= certificatesMax) {
			return err({ offset: at, text: `There are more than ${certificatesMax} certificates.` })
		}
		const length = outerLength(bytes, at)
		if (length === undefined || at + length > bytes.length) {
			const text = `The bytes at ${at} are no whole DER structure (certificate ${parts.length + 1}).`
			return err({ offset: at, text })
		}
		parts.push(bytes.subarray(at, at + length))
		at += length
	}
	return ok(parts)
}

/** Bytes of the SEQUENCE at `at`, header included; undefined when none begins there. */
function outerLength(bytes: Uint8Array, at: number): number | undefined {
	const first = bytes[at + 1]
	if (bytes[at] !== 0x30 || first === undefined) return undefined
	if (first < 0x80) return 2 + first
	const count = first - 0x80
	const digits = bytes.subarray(at + 2, at + 2 + count)
	if (count === 0 || count > 4 || digits.length < count) return undefined
	return 2 + count + digits.reduce((sum, byte) => sum * 0x100 + byte, 0)
}
