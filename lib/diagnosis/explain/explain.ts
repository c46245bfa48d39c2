import { parseTarget } from "#grpc/parse-target"
import { type FixContext, placeholderContext } from "../fix-context.ts"
import { rulesById } from "../rules.ts"
import { orderByOrigin } from "./consequences.ts"
import { type Decision, decide, doubtSentence } from "./decide.ts"
import type { ExplainedCause, Explanation } from "./explanation.ts"
import { fileCheck } from "./file-check.ts"
import { findTargets } from "./find-targets.ts"
import type { Emitter, Hit } from "./matcher.ts"
import { notSecurity } from "./not-security.ts"
import { readHits } from "./read-hits.ts"
import { readableText } from "./readable-text.ts"
import { type Telling, whatWouldTell } from "./what-would-tell.ts"

/** Characters of a text that are read; the rest is ignored. */
const textMax = 1024 * 1024
/** Characters before and after a word in which its line is looked for. */
const lineMax = 2_000
/** Below this confidence the first cause is only a possibility. */
const guessBelow = 0.5
const causesMax = 10
const targetsMax = 3

/**
 * Names the likely causes of an error text of any gRPC or TLS stack. Works on mechanisms (alerts, library codes, bytes,
 * idioms), and on the side of whoever printed it: one text means different things in a client and in a server. Pure and
 * linear in the length of the text, of which 1 Mi characters are read.
 */
export function explain(text: string, emitter?: Emitter): Explanation {
	const read = text.slice(0, textMax)
	const { words, hits } = readHits(read, emitter)
	const causes = orderByOrigin(rankCauses(hits), read)
	const [first] = causes
	const targets = targetsNear(first, read, words)
	const rule = first === undefined ? undefined : rulesById.get(first.rule)
	const decision = decide(causes, read, targets[0])
	const isSecurity = first !== undefined && !notSecurity.has(first.rule)
	const files = first === undefined || targets[0] !== undefined ? undefined : fileCheck(first.rule, words)
	const isGuess = first === undefined || first.confidence < guessBelow
	return {
		answer: answerOf(rule?.title, isSecurity, isGuess, decision),
		causes,
		fixes: rule?.fixes(contextOf(targets[0])) ?? [],
		...(decision === undefined
			? {}
			: { ambiguous: `${doubtSentence(decision.between)} ${decision.text}`, decision }),
		...tellingsOf(isGuess, decision === undefined ? files : undefined, words, targets[0]),
		targets,
		isSecurity,
	}
}

/** Where more is to be learnt: of a guess everything, of a fault in files the files. */
function tellingsOf(
	isGuess: boolean,
	files: Telling | undefined,
	words: string,
	target: string | undefined,
): Pick<Explanation, "wouldTell"> {
	const own = files === undefined ? [] : [files]
	if (isGuess) return { wouldTell: [...own, ...whatWouldTell(words, target)] }
	return own.length === 0 ? {} : { wouldTell: own }
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

/** Addresses in the line of the first cause go before those of other lines. */
function targetsNear(first: ExplainedCause | undefined, text: string, words: string): readonly string[] {
	const at = first?.span[0]?.start ?? 0
	const before = text.slice(Math.max(0, at - lineMax), at)
	const after = text.slice(at, at + lineMax)
	const line = `${before.slice(before.lastIndexOf("\n") + 1)}${after.split("\n", 1)[0] ?? ""}`
	return [...new Set([...findTargets(readableText(line).text), ...findTargets(words)])].slice(0, targetsMax)
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

/** The strongest word for each rule counts, and every further one that is not said again adds a little. */
function rankCauses(hits: readonly Hit[]): readonly ExplainedCause[] {
	const byRule = new Map<
		string,
		{ confidence: number; why: string; strongest: number; span: { start: number; end: number }[] }
	>()
	const said = new Set<string>()
	for (const hit of hits) {
		const isNews = !said.has(hit.why)
		said.add(hit.why)
		for (const [rule, confidence] of hit.causes) {
			const known = byRule.get(rule) ?? { confidence: 0, why: "", strongest: 0, span: [] }
			const isStronger = confidence > known.strongest
			const low = isNews ? Math.min(confidence, known.strongest) : 0
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
