import { findAlerts } from "./alerts.ts"
import { findBytes, findSpelledLengths } from "./bytes-in-text.ts"
import { callMatchers, downloadMatchers, exceptionMatchers, statusMatchers } from "./call-matchers.ts"
import { certificateMatchers } from "./certificate-matchers.ts"
import { condenseLog } from "./condense-log.ts"
import { sideReader } from "./emitter-side.ts"
import { endingMatchers } from "./ending-matchers.ts"
import { environmentMatchers } from "./environment-matchers.ts"
import { findCodes } from "./error-codes.ts"
import { libraryMatchers } from "./library-matchers.ts"
import { type Emitter, findHits, type Hit } from "./matcher.ts"
import { nameMatchers } from "./name-matchers.ts"
import { notSecurity } from "./not-security.ts"
import { plainWordMatchers } from "./plain-word-matchers.ts"
import { protocolMatchers } from "./protocol-matchers.ts"
import { proxyMatchers } from "./proxy-matchers.ts"
import { readableText } from "./readable-text.ts"
import { findConcepts } from "./terms/concepts.ts"
import { gnutlsNssTerms } from "./terms/gnutls-nss-terms.ts"
import { goTerms } from "./terms/go-terms.ts"
import { javaTerms } from "./terms/java-terms.ts"
import { keyFileTerms } from "./terms/key-file-terms.ts"
import { meshTerms } from "./terms/mesh-terms.ts"
import { opensslTerms } from "./terms/openssl-terms.ts"
import { programTerms } from "./terms/program-terms.ts"
import { isQuiet, lineAt } from "./terms/quiet-lines.ts"
import { rustDotnetTerms } from "./terms/rust-dotnet-terms.ts"
import { findTerms, indexTerms } from "./terms/term-index.ts"

const matchers = [
	certificateMatchers,
	nameMatchers,
	protocolMatchers,
	endingMatchers,
	environmentMatchers,
	libraryMatchers,
	proxyMatchers,
]
const terms = indexTerms([
	...opensslTerms,
	...keyFileTerms,
	...gnutlsNssTerms,
	...goTerms,
	...javaTerms,
	...rustDotnetTerms,
	...meshTerms,
])
const programWords = indexTerms(programTerms)
/**
 * What remains of the weight of a call's status beside words about its connection, and of plain words beside a status that
 * only a program gives: every failed connection ends calls, and programs write of certificates, too.
 */
const hush = 0.6
/** Rules that say how far a network carried, whatever ran over it. */
const ofNetwork: ReadonlySet<string> = new Set([
	"dns-failure",
	"connection-refused",
	"timeout-or-blackhole",
	"connection-reset-mid-handshake",
])

/** The words that were read, and what was found in them. */
export interface ReadHits {
	/** The text without its wrapping; of a long log, the lines that say something new. */
	readonly words: string
	/** With places in the text as it was given. */
	readonly hits: readonly Hit[]
}

/** Every mechanism that left its mark in the text, with its place in the text as it was given. */
export function readHits(text: string, emitter: Emitter | undefined): ReadHits {
	const log = condenseLog(text)
	const readable = readableText(log.text)
	const words = readable.text
	const sideAt = sideReader(words, emitter)
	const isNews = ({ start }: Hit) => !isQuiet(lineAt(words, start))
	const downloads = findHits(words, sideAt, downloadMatchers)
	const told = [
		...findAlerts(words, sideAt),
		...findCodes(words, sideAt),
		...findBytes(words, sideAt),
		...findSpelledLengths(words, sideAt),
		...matchers.flatMap((each) => findHits(words, sideAt, each)),
		...findTerms(words, sideAt, terms),
	].map((hit) =>
		ofNetwork.has(hit.causes[0]?.[0] ?? "") && downloads.some((each) => isOneLine(words, each, hit))
			? hushed(hushed(hit))
			: hit,
	)
	const statuses = findHits(words, sideAt, statusMatchers)
	const calls = [
		...statuses,
		...(told.some(speaksUp) ? [] : downloads),
		...findHits(words, sideAt, callMatchers),
		...findTerms(words, sideAt, programWords),
	]
	const plain = findHits(words, sideAt, plainWordMatchers)
		.filter(isNews)
		.filter((hit) => !told.some((each) => each.start < hit.end && hit.start < each.end))
		.map((hit) => (statuses.some((status) => isOneLine(words, status, hit)) ? hushed(hit) : hit))
	const ideas = [...told, ...plain, ...calls].some(speaksUp) ? [] : findConcepts(words, sideAt)
	const isTold = [...told, ...plain, ...ideas].some((hit) => speaksUp(hit) && !isHarmless(hit))
	const exceptions = findHits(words, sideAt, exceptionMatchers)
	const faults = [...calls, ...exceptions]
	const hits = [...told, ...plain, ...ideas, ...faults.map((hit) => (isTold ? hushed(hit) : hit))]
	const originOf = (offset: number) => log.originOf(readable.originOf(offset))
	return {
		words,
		hits: hits.map((hit) => ({ ...hit, start: originOf(hit.start), end: originOf(hit.end - 1) + 1 })),
	}
}

/** A hit that says something, and not only that something failed. */
function speaksUp({ causes }: Hit): boolean {
	return causes.some(([, confidence]) => confidence >= 0.45)
}

function isHarmless({ causes }: Hit): boolean {
	return causes.every(([rule, confidence]) => confidence < 0.45 || notSecurity.has(rule))
}

function isOneLine(words: string, one: Hit, other: Hit): boolean {
	return !words.slice(Math.min(one.start, other.start), Math.max(one.start, other.start)).includes("\n")
}

/** Of two kinds of words the weaker kind: each of its weights is lowered. */
function hushed(hit: Hit): Hit {
	return { ...hit, causes: hit.causes.map(([rule, confidence]) => [rule, confidence * hush] as const) }
}
