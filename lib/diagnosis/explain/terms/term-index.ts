import { causesFor, type Hit, type SideAt, type SidedCauses } from "../matcher.ts"

/** Terms of one meaning. */
export interface TermGroup {
	readonly causes: SidedCauses
	/** Why these words point there, as a sentence. */
	readonly why: string
	/** One term a line. `*` stands for up to four words in between. */
	readonly terms: string
}

/** A word of a text: lower case, with its place. */
export interface Token {
	readonly word: string
	readonly start: number
	readonly end: number
}

interface Node {
	readonly next: Map<string, Node>
	gap?: Node
	group?: TermGroup
}

/** Terms by their words. */
export type TermIndex = Node

/** Between two words of a term: blanks and marks, in any spelling. */
const joint = /^[\s_\-'"`/:.()#,]{0,3}$/
const gapWordsMax = 4
const gapMax = 80
const tokensMax = 60_000

/** Puts terms in order once, so that a text is compared with all of them in one pass. */
export function indexTerms(groups: readonly TermGroup[]): TermIndex {
	const root: Node = { next: new Map() }
	for (const group of groups) {
		for (const term of group.terms.split("\n")) {
			let node = root
			for (const [word] of term.matchAll(/[a-z]+|\d+|\*/g)) node = stepTo(node, word)
			if (node !== root) node.group = group
		}
	}
	return root
}

function stepTo(node: Node, word: string): Node {
	if (word === "*") {
		node.gap ??= { next: new Map() }
		return node.gap
	}
	const known = node.next.get(word)
	if (known !== undefined) return known
	const made: Node = { next: new Map() }
	node.next.set(word, made)
	return made
}

/**
 * Finds the terms in a text however they are spelt: as words of a sentence, as NAMES_OF_CONSTANTS, as NamesOfTypes, with
 * hyphens or without; names of types are read in parts and as a whole. The longest term at a place counts, and the first place of each meaning. Linear in the text, of which
 * 60,000 words are read.
 */
export function findTerms(text: string, sideAt: SideAt, index: TermIndex): readonly Hit[] {
	const found = new Map<TermGroup, Place>()
	collect(text, readTokens(text), index, found)
	if (hump.test(text)) collect(text, readTokens(text, false), index, found)
	return [...found].map(([{ causes, why }, place]) => ({
		causes: causesFor(causes, sideAt(place.start)),
		why,
		...place,
	}))
}

interface Place {
	readonly start: number
	readonly end: number
}

function collect(
	text: string,
	tokens: readonly Token[],
	index: TermIndex,
	found: Map<TermGroup, Place>,
): void {
	for (let at = 0; at < tokens.length; at += 1) {
		const first = index.next.get(tokens[at]?.word ?? "")
		if (first === undefined) continue
		const last = longest(text, tokens, at, first)
		if (last === undefined || found.has(last.group)) continue
		found.set(last.group, { start: tokens[at]?.start ?? 0, end: tokens[last.at]?.end ?? 0 })
	}
}

interface End {
	readonly at: number
	readonly group: TermGroup
}

function longest(text: string, tokens: readonly Token[], at: number, node: Node): End | undefined {
	const here = node.group === undefined ? undefined : { at, group: node.group }
	const direct = stepOn(text, tokens, at, node)
	const gapped = node.gap === undefined ? undefined : leap(text, tokens, at, node.gap)
	return direct ?? gapped ?? here
}

function stepOn(text: string, tokens: readonly Token[], at: number, node: Node): End | undefined {
	const token = tokens[at]
	const following = tokens[at + 1]
	if (token === undefined || following === undefined) return undefined
	const next = node.next.get(following.word)
	if (next === undefined || !joint.test(text.slice(token.end, following.start))) return undefined
	return longest(text, tokens, at + 1, next)
}

function leap(text: string, tokens: readonly Token[], at: number, node: Node): End | undefined {
	const from = tokens[at]?.end ?? 0
	for (let words = 0; words <= gapWordsMax; words += 1) {
		const token = tokens[at + 1 + words]
		if (token === undefined || token.start - from > gapMax) return undefined
		if (text.slice(from, token.start).includes("\n")) return undefined
		const next = node.next.get(token.word)
		const end = next === undefined ? undefined : longest(text, tokens, at + 1 + words, next)
		if (end !== undefined) return end
	}
	return undefined
}

const hump = /[a-z][A-Z]|[A-Z]{2}[a-z]{2}/
const runs = /[A-Za-z]+|\d+/g
/** Where the name of a type goes on with its next word. */
const humps = /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})/

/** The words of a text; those inside the names of types too, unless the names are to stay whole. */
export function readTokens(text: string, isSplit = true): readonly Token[] {
	const tokens: Token[] = []
	for (const { 0: run, index } of text.matchAll(runs)) {
		let start = index
		for (const word of isSplit && hump.test(run) ? run.split(humps) : [run]) {
			tokens.push({ word: word.toLowerCase(), start, end: start + word.length })
			start += word.length
		}
		if (tokens.length >= tokensMax) break
	}
	return tokens
}
