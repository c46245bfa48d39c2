import type { TranscriptEntry } from "#tls/transcript"

/** What the sizes of sealed records tell of a TLS 1.3 handshake (RFC 8446 section 5.2: one byte of type, 16 of tag). */
export interface SealedFlight {
	/** What the client's last flight is as long as. */
	readonly flight: "finished" | "empty-certificate" | "certificate" | "alert"
	/** The server sent something longer than an alert after it. */
	readonly serverWentOn: boolean
	/** The client sent more behind it. */
	readonly clientWentOn: boolean
	/** The server sent a record that is as long as an alert after it. */
	readonly hasAlertSize: boolean
}

const sealing = 17
const alertLength = 2 + sealing
const endOfEarlyDataLength = 4 + sealing
const emptyCertificateLength = 8

/**
 * Tells by sizes alone what the client answered at the end of a TLS 1.3 handshake of which no key is known. Finished
 * has a known length, and so have an empty Certificate and an alert; what is longer carries a certificate. A guess, since records
 * may be padded: undefined where the records fit nothing.
 */
export function readSealedFlight(
	entries: readonly TranscriptEntry[],
	cipherSuite: string | undefined,
): SealedFlight | undefined {
	const hello = entries.findIndex((entry) => entry.message === "ServerHello")
	if (hello < 0) return undefined
	const sealed = entries.slice(hello + 1).filter((entry) => entry.message === "Encrypted")
	const own = sealed.filter((entry) => entry.from === "client")
	const skipped = own[0]?.length === endOfEarlyDataLength ? 1 : 0
	const [first, ...behind] = own.slice(skipped)
	if (first === undefined || !sealed.some((entry) => entry.from === "server")) return undefined
	const finished = 4 + (cipherSuite?.endsWith("SHA384") === true ? 48 : 32)
	const { flight, records } = classify(
		[first, ...behind].map((entry) => entry.length),
		finished,
	)
	const last = own[skipped + records - 1] ?? first
	const after = sealed.slice(sealed.indexOf(last) + 1)
	const theirs = after.filter((entry) => entry.from === "server")
	return {
		flight,
		serverWentOn: theirs.some((entry) => entry.length > alertLength),
		clientWentOn: after.some((entry) => entry.from === "client" && entry.length > alertLength),
		hasAlertSize: theirs.some((entry) => entry.length === alertLength),
	}
}

/** Messages may share a record or have one each. `records`: how many the flight takes. */
function classify(
	lengths: readonly number[],
	finished: number,
): { readonly flight: SealedFlight["flight"]; readonly records: number } {
	const [first = 0, second = 0] = lengths
	if (first === alertLength) return { flight: "alert", records: 1 }
	if (first === finished + sealing) return { flight: "finished", records: 1 }
	if (first === finished + emptyCertificateLength + sealing)
		return { flight: "empty-certificate", records: 1 }
	if (first === emptyCertificateLength + sealing && second === finished + sealing) {
		return { flight: "empty-certificate", records: 2 }
	}
	const at = lengths.slice(0, 4).indexOf(finished + sealing)
	return { flight: "certificate", records: at < 0 ? 1 : at + 1 }
}
