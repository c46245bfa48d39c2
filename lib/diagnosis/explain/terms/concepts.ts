import { causesFor, type Hit, type SideAt } from "../matcher.ts"
import type { ConceptRule } from "./concept.ts"
import { handshakeConcepts } from "./handshake-concepts.ts"
import { type Idea, ideaOf } from "./lexicon.ts"
import { isQuiet } from "./quiet-lines.ts"
import { readTokens, type Token } from "./term-index.ts"
import { trustConcepts } from "./trust-concepts.ts"

const conceptRules = [...trustConcepts, ...handshakeConcepts]

/** Ideas are less sure than a library's own words. */
const lessSure = 0.75
const clausesMax = 400
const tokensMax = 60
/** Where one thought ends and the next begins. */
const borders = /\n|;\s|\.\s+(?=[A-Z])|\s[|]\s/g
/** Paths, addresses and names of programs: the words in them say nothing of what happened. */
const proper =
	/(?:(?!spiffe:)\b[\w+.-]{1,20}:\/\/|(?<![:/\w])~?\/)[^\s"'`,;()]{1,300}|\b(?!\S{0,60}(?:tls|ssl|cert|key|trust))[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}\b(?::\d+)?/g
/**
 * Reads what programs say in words of their own: which ideas stand together in one clause, in whatever order and form. For
 * texts that no library's words explain.
 */
export function findConcepts(text: string, sideAt: SideAt): readonly Hit[] {
	const found = new Map<ConceptRule, Hit>()
	for (const { start, clause } of clausesOf(text)) {
		if (isQuiet(clause)) continue
		const ideas = ideasOf(readTokens(clause.replace(proper, blanked)).slice(0, tokensMax))
		if (ideas.has("schema") && !ideas.has("tls") && !ideas.has("certificate")) continue
		const rule = conceptRules.find(
			({ all, none = [] }) =>
				all.every((any) => any.some((idea) => ideas.has(idea))) && !none.some((idea) => ideas.has(idea)),
		)
		if (rule === undefined || found.has(rule)) continue
		found.set(rule, hitOf(rule, ideas, start, sideAt))
	}
	return [...found.values()]
}

function hitOf(rule: ConceptRule, ideas: ReadonlyMap<Idea, Token>, start: number, sideAt: SideAt): Hit {
	const places = rule.all.flatMap((any) =>
		any.flatMap((idea) => {
			const token = ideas.get(idea)
			return token === undefined ? [] : [token]
		}),
	)
	const from = Math.min(...places.map((each) => each.start))
	const to = Math.max(...places.map((each) => each.end))
	return {
		causes: causesFor(rule.causes, sideAt(start + from)).map(([id, sure]) => [id, sure * lessSure] as const),
		why: rule.why,
		start: start + from,
		end: start + to,
	}
}

/** As long as it was, so that places stay. */
function blanked(part: string): string {
	return " ".repeat(part.length)
}

function clausesOf(text: string): readonly { readonly start: number; readonly clause: string }[] {
	const clauses: { start: number; clause: string }[] = []
	let start = 0
	for (const border of text.matchAll(borders)) {
		clauses.push({ start, clause: text.slice(start, border.index) })
		start = border.index + border[0].length
		if (clauses.length >= clausesMax) break
	}
	clauses.push({ start, clause: text.slice(start, start + 4_096) })
	return clauses
}

function ideasOf(tokens: readonly Token[]): ReadonlyMap<Idea, Token> {
	const ideas = new Map<Idea, Token>()
	for (const [at, token] of tokens.entries()) {
		for (const idea of ideaOf(token.word, tokens[at + 1]?.word ?? "")) {
			if (!ideas.has(idea)) ideas.set(idea, token)
		}
	}
	return ideas
}
