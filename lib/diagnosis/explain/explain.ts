import type { Fix } from "../finding.ts"
import { certificateSigns } from "./certificate-signs.ts"
import { type Emitter, findEmitter } from "./find-emitter.ts"
import { fixesForRule } from "./fixes-for-rule.ts"
import { handshakeSigns } from "./handshake-signs.ts"
import { settingsSigns } from "./settings-signs.ts"
import type { TextSign } from "./text-sign.ts"
import { transportSigns } from "./transport-signs.ts"

/** One likely cause of a text. */
export interface ExplainedCause {
	readonly rule: string
	/** 0 to 1. */
	readonly confidence: number
	/** What the decisive words mean. */
	readonly why: string
	/** Where those words stand in the text, as character offsets. */
	readonly spans: readonly { readonly start: number; readonly end: number }[]
}

/** What a text means: causes ranked, most likely first, and the fixes of the first. */
export interface Explanation {
	readonly causes: readonly ExplainedCause[]
	readonly fixes: readonly Fix[]
	/** Who is taken to have printed it. */
	readonly emitter: Emitter
	/** False when the likeliest cause is no matter of transport security, or none was found. */
	readonly isSecurity: boolean
	/** Between what it is ambiguous, and what decides; absent when one cause stands out. */
	readonly ambiguous?: string
}

const textMax = 256 * 1024
const causesMax = 6
const notSecurity = new Set(["other-not-security", "keepalive-goaway", "connection-refused", "dns-failure"])
const allSigns: readonly TextSign[] = [
	...handshakeSigns,
	...certificateSigns,
	...settingsSigns,
	...transportSigns,
]

/**
 * Explains an error text from any gRPC or TLS stack by the mechanisms that it names. Reads at most 256 Ki characters,
 * in linear time. Signs for the same cause strengthen each other; a plain sign outweighs many vague ones.
 */
export function explain(text: string, emitter?: Emitter): Explanation {
	const read = text.slice(0, textMax)
	const who = emitter ?? findEmitter(read)
	const causes = rankCauses(read, who)
	const [first, second] = causes
	const isClose = first !== undefined && second !== undefined && first.confidence - second.confidence < 0.12
	return {
		causes,
		fixes: first === undefined ? [] : fixesForRule(first.rule),
		emitter: who,
		isSecurity: first !== undefined && !notSecurity.has(first.rule),
		...(isClose && first.confidence < 0.85 ? { ambiguous: ambiguity(first, second) } : {}),
	}
}

interface Weighed {
	confidence: number
	top: number
	why: string
	spans: { start: number; end: number }[]
}

function rankCauses(text: string, emitter: Emitter): readonly ExplainedCause[] {
	const weighed = new Map<string, Weighed>()
	for (const sign of allSigns) {
		const match = sign.pattern.exec(text)
		if (match === null) continue
		const causes = emitter === "server" ? (sign.atServer ?? sign.causes) : sign.causes
		const span = { start: match.index, end: match.index + match[0].length }
		for (const [rule, weight] of causes) add(weighed, rule, weight, sign.why, span)
	}
	return [...weighed]
		.map(([rule, { confidence, why, spans }]) => ({
			rule,
			confidence: Math.round(confidence * 100) / 100,
			why,
			spans,
		}))
		.sort((a, b) => b.confidence - a.confidence)
		.slice(0, causesMax)
}

/** The strongest sign counts in full; each further one closes a quarter of what is left of its own weight. */
function add(
	weighed: Map<string, Weighed>,
	rule: string,
	weight: number,
	why: string,
	span: { start: number; end: number },
): void {
	const before = weighed.get(rule)
	if (before === undefined) {
		weighed.set(rule, { confidence: weight, top: weight, why, spans: [span] })
		return
	}
	const weaker = Math.min(weight, before.confidence)
	const stronger = Math.max(weight, before.confidence)
	before.confidence = Math.min(0.98, stronger + (1 - stronger) * weaker * 0.25)
	if (weight > before.top) {
		before.top = weight
		before.why = why
	}
	before.spans.push(span)
}

function ambiguity(first: ExplainedCause, second: ExplainedCause): string {
	return `The text alone does not decide between ${first.rule} and ${second.rule}. A check of the endpoint does.`
}
