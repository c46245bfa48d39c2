import { notTls } from "./cause-lists.ts"
import { causesFor, type Hit, type SideAt, type SidedCauses } from "./matcher.ts"

interface Sight {
	/** Hexadecimal digits that the bytes begin with. */
	readonly begins: RegExp
	readonly causes: SidedCauses
	readonly why: string
}

/** What the first bytes of the other side say, in the order in which they are tried. Data. */
const sights: readonly Sight[] = [
	{
		begins: /^150[23]/,
		causes: [["plaintext-client-to-tls-server", 0.94]],
		why: "15 03 is the head of a TLS alert: a plaintext client reads what a TLS server says.",
	},
	{
		begins: /^160[23]/,
		causes: [["tls-client-to-plaintext-server", 0.94]],
		why: "16 03 is the head of a TLS handshake record: a plaintext side reads TLS.",
	},
	{
		begins: /^48545450/,
		causes: [
			["http1-proxy-or-wrong-protocol", 0.9],
			["tls-client-to-plaintext-server", 0.4],
		],
		why: "48 54 54 50 spells HTTP: the other side answers in HTTP/1.",
	},
	{
		begins: /^505249202a/,
		causes: [["plaintext-client-to-tls-server", 0.94]],
		why: "50 52 49 20 2a spells PRI *: HTTP/2 in the clear came where TLS was expected.",
	},
	{
		begins: /^(?:47455420|504f5354|50555420|48454144|4f505449|434f4e4e)/,
		causes: {
			client: [["http1-proxy-or-wrong-protocol", 0.85]],
			server: [
				["plaintext-client-to-tls-server", 0.75],
				["http1-proxy-or-wrong-protocol", 0.7],
			],
		},
		why: "The bytes spell a request of HTTP/1.",
	},
	{
		begins: /^0000[0-9a-f]{2}0400/,
		causes: [["tls-client-to-plaintext-server", 0.93]],
		why: "The bytes are HTTP/2 SETTINGS in the clear.",
	},
	{
		begins: /^0000000401/,
		causes: [["other-not-security", 0.93]],
		why: "The bytes are a SETTINGS acknowledgement: HTTP/2, only in the wrong order.",
	},
	{
		begins: /^3c(?:21|68|48)/,
		causes: [["http1-proxy-or-wrong-protocol", 0.9]],
		why: "The bytes spell the beginning of a web page.",
	},
]

const places = [
	/(?:hex ?dump|bytes?|frame|received|read|record|preface|got|response|data)[^\n]{0,80}?(?<![@.\w-])((?:[0-9a-f]{2}[ :]?){3,64})(?![0-9a-z]|\.\d)/gi,
	/((?<!\\)(?:\\+x[0-9a-f]{2}){2,32})/gi,
	/((?:\b0x[0-9a-f]{2}\b,? ?){3,32})/gi,
]
const placesMax = 10

/** Finds bytes that a text shows in hexadecimal and says what they are. */
export function findBytes(text: string, sideAt: SideAt): readonly Hit[] {
	return places.flatMap((place) =>
		[...text.matchAll(place)].slice(0, placesMax).flatMap((match) => {
			const shown = match[1] ?? ""
			const digits = shown.replace(/\\+x|0x|[^0-9a-f]/gi, "").toLowerCase()
			const start = match.index + match[0].length - shown.length
			return hitOf(digits, start, start + shown.trimEnd().length, sideAt)
		}),
	)
}

const recordWhy = "The length of the record spells text of HTTP."
const lengths =
	/(?:frame (?:length|size)|(?:frame|message|record|packet)[^\n]{0,40}?(?:length|size|too large|larger than max)|http2 frame|TFramedTransport|max)[^\n\d]{0,24}\(?(\d{5,10})\b/gi

/**
 * Finds lengths that are words: the first bytes of HTTP/1 or of TLS, read as the length of a frame of HTTP/2 (3 bytes), of a
 * TLS record (2) or of a gRPC message (4).
 */
export function findSpelledLengths(text: string, sideAt: SideAt): readonly Hit[] {
	return [...text.matchAll(lengths)].slice(0, placesMax).flatMap((match) => {
		const shown = match[1] ?? ""
		const digits = Number(shown).toString(16)
		const start = match.index + match[0].length - shown.length
		const padded = digits.padStart(Math.ceil(digits.length / 2) * 2, "0")
		const isRecord = padded.length === 4
		const spelled = isRecord ? recordWords(padded) : padded
		if (!/^(?:48545450?|485454|474554|504f53|150[0-3]0[0-4]|160[0-3]0[0-4])/.test(spelled)) return []
		if (isRecord)
			return [{ causes: causesFor(notTls, sideAt(start)), why: recordWhy, start, end: start + shown.length }]
		const known = spelled.replace(/^485454$/, "48545450").replace(/^(1[56])0[0-3]/, "$103")
		return hitOf(known, start, start + shown.length, sideAt)
	})
}

/** A TLS record has its length in bytes 4 and 5, so HTTP/1.1 shows as `P/` and `POST ` as `T `. */
function recordWords(length: string): string {
	return length === "502f" || length === "5420" || length === "2f31" ? "485454502f" : length
}

function hitOf(digits: string, start: number, end: number, sideAt: SideAt): readonly Hit[] {
	const sight = sights.find(({ begins }) => begins.test(digits))
	if (sight === undefined) return []
	return [{ causes: causesFor(sight.causes, sideAt(start)), why: sight.why, start, end }]
}
