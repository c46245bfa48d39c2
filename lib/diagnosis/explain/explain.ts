import type { Fix } from "../finding.ts"
import { placeholderContext } from "../fix-context.ts"
import { rulesById } from "../rules.ts"
import { findAlerts } from "./alerts.ts"
import { findBytes, findSpelledLengths } from "./bytes-in-text.ts"
import { callMatchers, statusMatchers } from "./call-matchers.ts"
import { certificateMatchers } from "./certificate-matchers.ts"
import { condenseLog } from "./condense-log.ts"
import { sideReader } from "./emitter-side.ts"
import { endingMatchers } from "./ending-matchers.ts"
import { environmentMatchers } from "./environment-matchers.ts"
import { findCodes } from "./error-codes.ts"
import { libraryMatchers } from "./library-matchers.ts"
import { type Emitter, findHits, type Hit } from "./matcher.ts"
import { nameMatchers } from "./name-matchers.ts"
import { plainWordMatchers } from "./plain-word-matchers.ts"
import { protocolMatchers } from "./protocol-matchers.ts"
import { proxyMatchers } from "./proxy-matchers.ts"
import { readableText } from "./readable-text.ts"

/** One likely cause of a text. */
export interface ExplainedCause {
	/** Rule id; the runbook has its page. */
	readonly rule: string
	/** 0 to 1. How sure the text alone makes us, not a probability over all causes. */
	readonly confidence: number
	/** A sentence. */
	readonly why: string
	/** The words that say so: offsets in UTF-16 units, end exclusive. */
	readonly span: readonly { readonly start: number; readonly end: number }[]
}

/** What an error text most likely means. */
export interface Explanation {
	/** Most likely first; empty when nothing in the text is known. */
	readonly causes: readonly ExplainedCause[]
	/** What to change for the most likely cause, with placeholder names. */
	readonly fixes: readonly Fix[]
	/** Set when the text alone cannot decide: which evidence would. */
	readonly ambiguous?: string
	readonly isSecurity: boolean
}

/** Characters of a text that are read; the rest is ignored. */
const textMax = 1024 * 1024
const matchers = [
	certificateMatchers,
	nameMatchers,
	protocolMatchers,
	endingMatchers,
	environmentMatchers,
	libraryMatchers,
	proxyMatchers,
]
const causesMax = 10
/**
 * What remains of the weight of a call's status beside words about its connection, and of plain words beside a status that
 * only a program gives: every failed connection ends calls, and programs write of certificates, too.
 */
const hush = 0.6
const notSecurity = new Set(["other-not-security", "keepalive-goaway", "health-not-serving"])

/**
 * Names the likely causes of an error text of any gRPC or TLS stack. Works on mechanisms (alerts, library codes, bytes,
 * idioms), and on the side of whoever printed it: one text means different things in a client and in a server. Pure and
 * linear in the length of the text, of which 1 Mi characters are read.
 */
export function explain(text: string, emitter?: Emitter): Explanation {
	const causes = rankCauses(readHits(text.slice(0, textMax), emitter))
	const first = causes[0]
	const rule = first === undefined ? undefined : rulesById.get(first.rule)
	const doubt = ambiguity(causes, rule?.prose.confirm)
	return {
		causes,
		fixes: rule?.fixes(placeholderContext) ?? [],
		...(doubt === undefined ? {} : { ambiguous: doubt }),
		isSecurity: first !== undefined && !notSecurity.has(first.rule),
	}
}

/** Every mechanism that left its mark in the text, with its place in the text as it was given. */
function readHits(text: string, emitter: Emitter | undefined): readonly Hit[] {
	const log = condenseLog(text)
	const readable = readableText(log.text)
	const words = readable.text
	const sideAt = sideReader(words, emitter)
	const told = [
		...findAlerts(words, sideAt),
		...findCodes(words, sideAt),
		...findBytes(words, sideAt),
		...findSpelledLengths(words, sideAt),
		...matchers.flatMap((each) => findHits(words, sideAt, each)),
	]
	const statuses = findHits(words, sideAt, statusMatchers)
	const calls = [...statuses, ...findHits(words, sideAt, callMatchers)]
	const plain = findHits(words, sideAt, plainWordMatchers).map((hit) =>
		statuses.length > 0 ? hushed(hit) : hit,
	)
	const isTold = [...told, ...plain].some(({ causes }) =>
		causes.some(([rule, confidence]) => confidence >= 0.45 && !notSecurity.has(rule)),
	)
	const hits = [...told, ...plain, ...calls.map((hit) => (isTold ? hushed(hit) : hit))]
	const originOf = (offset: number) => log.originOf(readable.originOf(offset))
	return hits.map((hit) => ({ ...hit, start: originOf(hit.start), end: originOf(hit.end - 1) + 1 }))
}

/** Of two kinds of words the weaker kind: each of its weights is lowered. */
function hushed(hit: Hit): Hit {
	return { ...hit, causes: hit.causes.map(([rule, confidence]) => [rule, confidence * hush] as const) }
}

/** The strongest word for each rule counts, and every further one adds a little. */
function rankCauses(hits: readonly Hit[]): readonly ExplainedCause[] {
	const byRule = new Map<
		string,
		{ confidence: number; why: string; strongest: number; span: { start: number; end: number }[] }
	>()
	for (const hit of hits) {
		for (const [rule, confidence] of hit.causes) {
			const known = byRule.get(rule) ?? { confidence: 0, why: "", strongest: 0, span: [] }
			const isStronger = confidence > known.strongest
			const low = Math.min(confidence, known.strongest)
			byRule.set(rule, {
				strongest: Math.max(confidence, known.strongest),
				confidence:
					Math.max(confidence, known.confidence) + 0.1 * low * (1 - Math.max(confidence, known.confidence)),
				why: isStronger ? hit.why : known.why,
				span: [...known.span, { start: hit.start, end: hit.end }],
			})
		}
	}
	const ranked = [...byRule].map(([rule, { confidence, why, span }]) => ({
		rule,
		confidence: round(Math.min(0.99, confidence)),
		why,
		span,
	}))
	return ranked.toSorted((a, b) => b.confidence - a.confidence).slice(0, causesMax)
}

function round(value: number): number {
	return Math.round(value * 100) / 100
}

function ambiguity(causes: readonly ExplainedCause[], confirm: string | undefined): string | undefined {
	const [first, second] = causes
	if (first === undefined || second === undefined || confirm === undefined) return undefined
	if (first.confidence >= 0.7 && first.confidence - second.confidence >= 0.2) return undefined
	return `The text alone does not decide between these causes; a check of the endpoint does. ${confirm}`
}
