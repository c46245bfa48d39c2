import { parseArgs } from "node:util"
import { UsageError } from "./usage.ts"

/** Options of a verb: `flag` takes no value, `value` takes one (the last counts), `list` one each time it is written. */
export type OptionTable = Readonly<Record<string, "flag" | "value" | "list">>

/** What was given: values and lists by option name (aliases resolved), flags, and the rest. */
export interface ParsedOptions {
	readonly values: ReadonlyMap<string, string>
	readonly lists: ReadonlyMap<string, readonly string[]>
	readonly flags: ReadonlySet<string>
	readonly rest: readonly string[]
}

/**
 * Reads the words after the verb. Unknown options, missing values and values for flags are usage errors that name the
 * word. `aliases` maps other tools' names for an option to ours.
 */
export function parseOptions(
	words: readonly string[],
	table: OptionTable,
	aliases: Readonly<Record<string, string>> = {},
): ParsedOptions {
	const known = { ...table, help: "flag" as const }
	const values = new Map<string, string>()
	const lists = new Map<string, string[]>()
	const flags = new Set<string>()
	const rest: string[] = []
	const tokens = parseArgs({
		args: [...words],
		strict: false,
		allowPositionals: true,
		tokens: true,
		options: optionsFor(known, aliases),
	}).tokens
	for (const token of tokens ?? []) {
		if (token.kind === "positional") rest.push(token.value)
		if (token.kind !== "option") continue
		const name = aliases[token.name] ?? token.name
		const kind = known[name as keyof typeof known]
		if (kind === undefined)
			throw new UsageError(`unknown option ${token.rawName}`, "see --help for the options")
		if (kind === "flag") {
			if (token.value !== undefined)
				throw new UsageError(`${token.rawName} takes no value`, "leave the value out")
			flags.add(name)
			continue
		}
		if (token.value === undefined)
			throw new UsageError(`${token.rawName} needs a value`, "write it after the option")
		if (kind === "list") lists.set(name, [...(lists.get(name) ?? []), token.value])
		else values.set(name, token.value)
	}
	return { values, lists, flags, rest }
}

function optionsFor(table: OptionTable, aliases: Readonly<Record<string, string>>) {
	const all = [
		...Object.entries(table),
		...Object.entries(aliases).map(([alias, name]) => [alias, table[name]] as const),
	]
	return Object.fromEntries(
		all.map(([name, kind]) => [name, { type: kind === "flag" ? "boolean" : "string" } as const]),
	)
}
