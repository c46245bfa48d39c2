import { toHex } from "#base/bytes"
import { contextTag, type DerReader, type DerValue } from "./der.ts"
import { latin1 } from "./der-values.ts"
import type { SubjectAltNames } from "./description.ts"
import { formatIpAddress } from "./ip-address.ts"
import { type DistinguishedName, readRdnSequence } from "./name.ts"

/** The names of a GeneralNames sequence (RFC 5280 section 4.2.1.6). */
export interface GeneralNames extends SubjectAltNames {
	readonly directory: readonly DistinguishedName[]
	/** How many names had another form (otherName, registeredID …). */
	readonly others: number
}

/** At most this many names are read from one certificate. */
const namesMax = 10_000

/** Reads a subjectAltName value. An iPAddress that is not 4 or 16 bytes is a failure that says so. */
export function readGeneralNames(value: DerReader): GeneralNames {
	const sequence = value.enter("names")
	const dns: string[] = []
	const ip: string[] = []
	const uri: string[] = []
	const email: string[] = []
	const directory: DistinguishedName[] = []
	let others = 0
	for (let count = 0; sequence.hasMore; count += 1) {
		if (count >= namesMax) sequence.fail("too-large", "names", `has more than ${namesMax} names`)
		const name = sequence.read(`[${count}]`)
		if (name.tag === generalName.dns) dns.push(latin1(name.body))
		else if (name.tag === generalName.email) email.push(latin1(name.body))
		else if (name.tag === generalName.uri) uri.push(latin1(name.body))
		else if (name.tag === generalName.ip) ip.push(readIp(sequence, name, count))
		else if (name.tag === generalName.directory) directory.push(readDirectoryName(sequence, name))
		else others += 1
	}
	return { dns, ip, uri, email, directory, others }
}

/** Identifier octets of the GeneralName choices that we read. */
export const generalName = {
	email: contextTag(1, false),
	dns: contextTag(2, false),
	directory: contextTag(4, true),
	uri: contextTag(6, false),
	ip: contextTag(7, false),
} as const

/** Reads the Name inside a directoryName (explicitly tagged). */
export function readDirectoryName(reader: DerReader, value: DerValue): DistinguishedName {
	const inner = reader.into(value, "directoryName")
	return readRdnSequence(inner.enter("name"), "directoryName")
}

function readIp(reader: DerReader, name: DerValue, index: number): string {
	const text = formatIpAddress(name.body)
	if (text !== undefined) return text
	return reader.fail(
		"invalid",
		`[${index}]`,
		`is an iPAddress of ${name.body.length} bytes (${toHex(name.body.subarray(0, 20))}), not 4 or 16`,
	)
}
