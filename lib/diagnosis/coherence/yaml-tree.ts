import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from "yaml"
import { err, ok, type Result } from "#base/result"

/** A value of YAML with the line it begins at, counted from 1. Mappings keep the last of equal keys. */
export type YamlNode =
	| {
			readonly kind: "map"
			readonly line: number
			readonly entries: ReadonlyMap<string, { readonly line: number; readonly value: YamlNode }>
	  }
	| { readonly kind: "list"; readonly line: number; readonly items: readonly YamlNode[] }
	| { readonly kind: "scalar"; readonly line: number; readonly text: string; readonly isEmpty: boolean }

/** Why YAML was not read, and the line where reading stopped. */
export interface YamlFailure {
	readonly line: number
	readonly text: string
}

const nodesMax = 100_000
const depthMax = 100

/**
 * Reads every document of a YAML (or JSON) text. Aliases are followed, but all documents together may grow to at most
 * 100,000 values of at most 100 levels, so that a few lines of nested aliases cannot fill the memory. `firstLine` is that of the text's own first line.
 * Never throws.
 */
export function readYaml(text: string, firstLine = 1): Result<readonly YamlNode[], YamlFailure> {
	const deep = deepLine(text)
	if (deep !== undefined)
		return err({ line: deep + firstLine - 1, text: `It is nested more than ${depthMax} levels deep.` })
	const lines = new LineCounter()
	const documents = parseAllDocuments(text, {
		lineCounter: lines,
		uniqueKeys: false,
		strict: false,
		logLevel: "silent",
	})
	if (!Array.isArray(documents)) return ok([])
	const roots: YamlNode[] = []
	const walk = new TreeBuilder(lines, firstLine - 1)
	for (const document of documents) {
		const [error] = document.errors
		if (error !== undefined) {
			const line = lines.linePos(error.pos[0]).line + firstLine - 1
			return err({ line, text: error.message.split("\n")[0] ?? "It is no YAML." })
		}
		if (document.contents === null) continue
		const root = walk.read(document.contents)
		if (!root.ok) return root
		roots.push(root.value)
	}
	return ok(roots)
}

class TreeBuilder {
	readonly #lines: LineCounter
	/** Lines of the whole text that stand before this one. */
	readonly #before: number
	#left = nodesMax

	constructor(lines: LineCounter, before: number) {
		this.#lines = lines
		this.#before = before
	}

	read(root: Node): Result<YamlNode, YamlFailure> {
		this.#anchors = new Map()
		this.#failure = undefined
		const node = this.#node(root, 0, 1)
		return this.#failure === undefined ? ok(node) : err(this.#failure)
	}

	#anchors = new Map<string, Node>()
	#failure: YamlFailure | undefined

	#node(node: unknown, depth: number, outer: number): YamlNode {
		const line = this.#lineOf(node) ?? outer
		this.#left -= 1
		if (this.#left < 0) return this.#stop(line, `It grows to more than ${nodesMax} values.`)
		if (depth > depthMax) return this.#stop(line, `It is nested more than ${depthMax} levels deep.`)
		if (isAlias(node)) {
			const target = this.#anchors.get(node.source)
			if (target === undefined) return this.#stop(line, "An alias names an anchor that is not there.")
			return this.#node(target, depth + 1, line)
		}
		if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined)
			this.#anchors.set(node.anchor, node)
		if (isMap(node)) return this.#map(node.items, depth, line)
		if (isSeq(node)) {
			const items: YamlNode[] = []
			for (const item of node.items) {
				if (this.#failure !== undefined) break
				items.push(this.#node(item, depth + 1, line))
			}
			return { kind: "list", line, items }
		}
		if (isScalar(node)) {
			const isEmpty = node.value === null
			// What is written, not what YAML makes of it: `on`, `0400` and `1e3` are texts to whoever reads settings.
			return { kind: "scalar", line, text: isEmpty ? "" : (node.source ?? String(node.value)), isEmpty }
		}
		return { kind: "scalar", line, text: "", isEmpty: true }
	}

	#map(items: readonly unknown[], depth: number, line: number): YamlNode {
		const entries = new Map<string, { line: number; value: YamlNode }>()
		for (const pair of items) {
			if (this.#failure !== undefined || !isPair(pair)) break
			const at = this.#lineOf(pair.key) ?? line
			const value = this.#node(pair.value, depth + 1, at)
			const key = isScalar(pair.key) ? String(pair.key.value) : ""
			if (key === "<<") this.#merge(entries, value)
			else entries.set(key, { line: at, value })
		}
		return { kind: "map", line, entries }
	}

	/** YAML 1.1 merge keys: what is merged in never replaces what is there. */
	#merge(entries: Map<string, { line: number; value: YamlNode }>, value: YamlNode): void {
		for (const part of value.kind === "list" ? value.items : [value]) {
			if (part.kind !== "map") continue
			for (const [key, entry] of part.entries) {
				this.#left -= 1
				if (!entries.has(key)) entries.set(key, entry)
			}
		}
	}

	#stop(line: number, text: string): YamlNode {
		this.#failure ??= { line, text }
		return { kind: "scalar", line, text: "", isEmpty: true }
	}

	#lineOf(node: unknown): number | undefined {
		if (!isMap(node) && !isSeq(node) && !isScalar(node) && !isAlias(node)) return undefined
		const start = node.range?.[0]
		return start === undefined ? undefined : this.#lines.linePos(start).line + this.#before
	}
}

/** The first line on which brackets, dashes or indentation nest deeper than we read: the parser itself recurses. */
function deepLine(text: string): number | undefined {
	let brackets = 0
	let indents: number[] = []
	const lines = text.split("\n")
	for (const [index, line] of lines.entries()) {
		for (const character of line) {
			if (character === "[" || character === "{") brackets += 1
			else if ((character === "]" || character === "}") && brackets > 0) brackets -= 1
		}
		if (brackets > depthMax) return index + 1
		const lead = /^[ ]*/.exec(line)?.[0].length ?? 0
		if (lead === line.length) continue
		indents = indents.filter((indent) => indent < lead)
		const markers =
			line
				.slice(lead)
				.match(/^(?:[-?:] +)*/)?.[0]
				.split(/ +/).length ?? 1
		for (let count = 0; count < Math.max(1, markers); count += 1) indents.push(lead + count)
		if (indents.length > depthMax) return index + 1
	}
	return undefined
}
