import type { Fix } from "../finding.ts"
import { placeholderContext } from "../fix-context.ts"
import { rulesById } from "../rules.ts"
import { findAlerts } from "./alerts.ts"
import { certificateMatchers } from "./certificate-matchers.ts"
import { sideOf } from "./emitter-side.ts"
import { endingMatchers } from "./ending-matchers.ts"
import { environmentMatchers } from "./environment-matchers.ts"
import { type Emitter, findHits, type Hit } from "./matcher.ts"
import { nameMatchers } from "./name-matchers.ts"
import { protocolMatchers } from "./protocol-matchers.ts"

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
const textMax = 256 * 1024
const causesMax = 10
const notSecurity = new Set(["other-not-security", "keepalive-goaway", "health-not-serving"])

/**
 * Names the likely causes of an error text of any gRPC or TLS stack. Works on mechanisms (alerts, library codes, bytes,
 * idioms), and on the side of whoever printed it: one text means different things in a client and in a server. Pure and
 * linear in the length of the text, of which 256 KiB are read.
 */
export function explain(text: string, emitter?: Emitter): Explanation {
	const read = text.slice(0, textMax)
	const side = sideOf(read, emitter)
	const hits = [
		...findAlerts(read, side),
		...findHits(read, side, certificateMatchers),
		...findHits(read, side, nameMatchers),
		...findHits(read, side, protocolMatchers),
		...findHits(read, side, endingMatchers),
		...findHits(read, side, environmentMatchers),
	]
	const causes = rankCauses(hits)
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
