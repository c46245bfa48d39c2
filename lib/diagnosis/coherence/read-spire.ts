import type { Setting, SpireConfig } from "./settings.ts"

/**
 * The `agent` or `server` block of SPIRE's configuration (HCL): its simple values, as written at the first level of
 * the block. Plugins are left out.
 */
export function readSpire(text: string, source: number, firstLine: number): readonly SpireConfig[] {
	const found: { role: SpireConfig["role"]; at: SpireConfig["at"]; values: Map<string, Setting> }[] = []
	let depth = 0
	let current: (typeof found)[number] | undefined
	for (const [index, line] of text.split("\n").entries()) {
		const place = { source, line: firstLine + index }
		const code = line.replace(/(?:^|\s)(?:#|\/\/).*$/, "")
		const head = /^\s*(agent|server)\s*\{/.exec(code)?.[1]
		if (depth === 0 && (head === "agent" || head === "server")) {
			current = { role: head, at: place, values: new Map() }
			found.push(current)
		}
		const value = /^\s*(\w+)\s*=\s*"?([^"]*?)"?\s*$/.exec(code)
		if (depth === 1 && current !== undefined && value !== null) {
			const [, name = "", text = ""] = value
			current.values.set(name, { name, value: text, at: place, from: "file" })
		}
		const bare = code.replace(/"(?:[^"\\]|\\.)*"/g, "")
		depth = Math.max(0, depth + (bare.match(/\{/g)?.length ?? 0) - (bare.match(/\}/g)?.length ?? 0))
		if (depth === 0) current = undefined
	}
	return found.filter(({ values }) => values.size > 0)
}
