import { parseTarget } from "#grpc/parse-target"
import { type FixContext, placeholderContext } from "../fix-context.ts"
import { rulesById } from "../rules.ts"
import { findAlerts } from "./alerts.ts"
import { findBytes, findSpelledLengths } from "./bytes-in-text.ts"
import { callMatchers, statusMatchers } from "./call-matchers.ts"
import { certificateMatchers } from "./certificate-matchers.ts"
import { condenseLog } from "./condense-log.ts"
import { orderByOrigin } from "./consequences.ts"
import { type Decision, decide, doubtSentence } from "./decide.ts"
import { sideReader } from "./emitter-side.ts"
import { endingMatchers } from "./ending-matchers.ts"
import { environmentMatchers } from "./environment-matchers.ts"
import { findCodes } from "./error-codes.ts"
import type { ExplainedCause, Explanation } from "./explanation.ts"
import { findTargets } from "./find-targets.ts"
import { libraryMatchers } from "./library-matchers.ts"
import { type Emitter, findHits, type Hit } from "./matcher.ts"
import { nameMatchers } from "./name-matchers.ts"
import { plainWordMatchers } from "./plain-word-matchers.ts"
import { protocolMatchers } from "./protocol-matchers.ts"
import { proxyMatchers } from "./proxy-matchers.ts"
import { readableText } from "./readable-text.ts"
import { whatWouldTell } from "./what-would-tell.ts"

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
/** Characters in which addresses and stacks are looked for. */
const targetTextMax = 200_000
/** Below this confidence the first cause is only a possibility. */
const guessBelow = 0.5
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
	const read = text.slice(0, textMax)
	const causes = orderByOrigin(rankCauses(readHits(read, emitter)), read)
	const targets = findTargets(readableText(read.slice(0, targetTextMax)).text)
	const [first] = causes
	const rule = first === undefined ? undefined : rulesById.get(first.rule)
	const decision = decide(causes, targets[0])
	const isSecurity = first !== undefined && !notSecurity.has(first.rule)
	const isGuess = first === undefined || first.confidence < guessBelow
	return {
		answer: answerOf(rule?.title, isSecurity, isGuess, decision),
		causes,
		fixes: rule?.fixes(contextOf(targets[0])) ?? [],
		...(decision === undefined
			? {}
			: { ambiguous: `${doubtSentence(decision.between)} ${decision.text}`, decision }),
		...(isGuess ? { wouldTell: whatWouldTell(read.slice(0, targetTextMax), targets[0]) } : {}),
		targets,
		isSecurity,
	}
}

function answerOf(
	title: string | undefined,
	isSecurity: boolean,
	isGuess: boolean,
	decision: Decision | undefined,
): string {
	if (title === undefined) return "Unknown: nothing in this text names a cause. Here is what would tell."
	if (!isSecurity) {
		const how = isGuess ? "This is most likely no problem" : "This is no problem"
		return `${how} of transport security: the words are about the call or the program, not about the handshake.`
	}
	return decision === undefined ? title : doubtSentence(decision.between)
}

/** The text's own address in the fixes, where it names one. */
function contextOf(target: string | undefined): FixContext {
	const parsed = target === undefined ? undefined : parseTarget(target)
	if (parsed?.ok !== true) return placeholderContext
	const { address, authority } = parsed.value
	if (address.kind === "unix")
		return {
			...placeholderContext,
			address: `unix:${address.path}`,
			unixPath: address.path,
			host: "localhost",
		}
	return { ...placeholderContext, address: authority, host: address.host, port: address.port }
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
