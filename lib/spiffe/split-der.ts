import { err, ok, type Result } from "#base/result"

const certificatesMax = 1_000

/**
 * Splits DER certificates that were put one after the other without padding, as the Workload API sends chains and
 * bundles. At most 1,000; the failure says at which byte it went wrong.
 */
export function splitDer(bytes: Uint8Array): Result<readonly Uint8Array[], string> {
	const found: Uint8Array[] = []
	let at = 0
	while (at < bytes.length) {
		if (found.length >= certificatesMax) return err(`there are more than ${certificatesMax} certificates`)
		const total = elementLength(bytes, at)
		if (total === undefined || at + total > bytes.length)
			return err(`byte ${at} does not begin a whole DER certificate`)
		found.push(bytes.slice(at, at + total))
		at += total
	}
	return ok(found)
}

/** Length of the SEQUENCE at `at`, header included; undefined when there is none. */
function elementLength(bytes: Uint8Array, at: number): number | undefined {
	const first = bytes[at + 1]
	if (bytes[at] !== 0x30 || first === undefined) return undefined
	if (first < 0x80) return 2 + first
	const count = first & 0x7f
	if (count === 0 || count > 3) return undefined
	let length = 0
	for (let index = 0; index < count; index += 1) {
		const byte = bytes[at + 2 + index]
		if (byte === undefined) return undefined
		length = length * 0x100 + byte
	}
	return 2 + count + length
}
