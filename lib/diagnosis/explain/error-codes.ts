import { alertCauses } from "./alert-meanings.ts"
import {
	boringSsl,
	type Codes,
	curl,
	mbedTls,
	negative,
	openSsl,
	system,
	verification,
	windows,
} from "./error-code-tables.ts"
import { causesFor, type Hit, type SideAt, type SidedCauses } from "./matcher.ts"

interface CodeForm {
	/** Global, with the number as its first group. */
	readonly pattern: RegExp
	readonly radix: 10 | 16
	readonly codes: Codes
	readonly name: string
}

const forms: readonly CodeForm[] = [
	{
		pattern:
			/(?:verify error:num=|verify return code: |certificate verify error: \(|verify error \(|\berror )(\d{1,2})(?=[: )]|$)(?! at [3-9]\d)/gi,
		radix: 10,
		codes: verification,
		name: "OpenSSL's verification error",
	},
	{
		pattern:
			/(?:os error|errno|connect error|\bcode|WSA ?Error|wsa_error"?|winsock error|socket error|\(Errno|failed \()[ :=]{0,3}(\d{1,5})\b/gi,
		radix: 10,
		codes: system,
		name: "the system's error",
	},
	{ pattern: /\b0x(8009[0-9a-f]{4}|800b[0-9a-f]{4})\b/gi, radix: 16, codes: windows, name: "Windows' error" },
	{
		pattern:
			/(?:NSURLErrorDomain[^\n]{0,20}Code=|kCFStream\w{0,30}=|errSSL\w{1,40} |SSLHandshake failed \(|NSS error |OSStatus (?:error )?|boringssl[^\n]{0,60} )\(?-(\d{4,5})\b/gi,
		radix: 10,
		codes: negative,
		name: "the library's error -",
	},
	{
		pattern: /(?:mbedtls|ssl_handshake)[^\n]{0,60}-0x([0-9a-f]{2,4})\b/gi,
		radix: 16,
		codes: mbedTls,
		name: "mbed TLS's error 0x",
	},
	{
		pattern: /\b(?:curl: \(|curl error:? |CURLE?_?(?:error|code)?[ :=(]{1,3})(\d{1,2})\b/gi,
		radix: 10,
		codes: curl,
		name: "curl's exit code",
	},
]

const placesMax = 20

/** Finds error numbers of libraries and systems that stand in a text, whatever words stand beside them. */
export function findCodes(text: string, sideAt: SideAt): readonly Hit[] {
	const plain = forms.flatMap(({ pattern, radix, codes, name }) =>
		firstPlaces(text, pattern).flatMap(({ digits, start, end }) => {
			const causes = codes[Number.parseInt(digits, radix)]
			if (causes === undefined) return []
			const why = `${capitalised(name)}${name.endsWith("-") || name.endsWith("0x") ? "" : " "}${digits} says so.`
			return [{ causes: causesFor(causes, sideAt(start)), why, start, end }]
		}),
	)
	return [...plain, ...findOpenSslCodes(text, sideAt)]
}

/** Packed errors: eight hexadecimal digits after `error:`, or the same number in decimal as Envoy writes it. */
const packed = [
	{ pattern: /\berror:([0-9a-f]{8})\b/gi, radix: 16 },
	{ pattern: /\b(268[45]\d{5}|33[56]\d{6})\b/g, radix: 10 },
] as const

function findOpenSslCodes(text: string, sideAt: SideAt): readonly Hit[] {
	return packed.flatMap(({ pattern, radix }) =>
		firstPlaces(text, pattern).flatMap(({ digits, start, end }) => {
			const reason = unpack(Number.parseInt(digits, radix))
			if (reason === undefined) return []
			const alert = reason.number - 1_000
			const causes =
				alert >= 0 ? alertCauses(alert, sideAt(start)) : causesOf(reason.codes[reason.number], sideAt(start))
			const what = alert >= 0 ? `TLS alert ${alert}` : `reason ${reason.number} of the SSL library`
			return causes === undefined ? [] : [{ causes, why: `The packed error code means ${what}.`, start, end }]
		}),
	)
}

function causesOf(causes: SidedCauses | undefined, side: "client" | "server") {
	return causes === undefined ? undefined : causesFor(causes, side)
}

/** Library and reason: OpenSSL 3 has 23 bits of reason, OpenSSL 1.1 and BoringSSL have 12 below 8 bits of library. */
function unpack(code: number): { readonly codes: Codes; readonly number: number } | undefined {
	if (code >>> 23 === 20) return { codes: openSsl, number: code & 0x7fffff }
	if (code >>> 24 === 0x14) return { codes: openSsl, number: code & 0xfff }
	if (code >>> 24 === 0x10) return { codes: boringSsl, number: code & 0xfff }
	return undefined
}

function firstPlaces(text: string, pattern: RegExp) {
	const seen = new Map<string, { readonly digits: string; readonly start: number; readonly end: number }>()
	for (const match of text.matchAll(pattern)) {
		const digits = match[1] ?? ""
		if (!seen.has(digits))
			seen.set(digits, { digits, start: match.index, end: match.index + match[0].length })
		if (seen.size >= placesMax) break
	}
	return [...seen.values()]
}

function capitalised(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1)
}
