/** A command line that cannot be understood: what is wrong and what to write. Ends the program with exit code 2. */
export class UsageError extends Error {
	readonly hint: string

	constructor(text: string, hint: string) {
		super(text)
		this.hint = hint
	}
}

/** One verb's help. */
export interface VerbHelp {
	readonly usage: string
	readonly purpose: string
	/** Option and meaning, one line each. */
	readonly options: readonly (readonly [string, string])[]
	readonly examples: readonly string[]
}

/** Renders the help of one verb. */
export function renderHelp(help: VerbHelp): string {
	const width = Math.max(0, ...help.options.map(([option]) => option.length))
	const options = help.options.map(([option, meaning]) => `  ${option.padEnd(width)}  ${meaning}`)
	const examples = help.examples.map((example) => `  ${example}`)
	return [
		help.purpose,
		"",
		`usage: ${help.usage}`,
		...(options.length === 0 ? [] : ["", "options:", ...options]),
		...(examples.length === 0
			? []
			: ["", help.examples.length === 1 ? "example:" : "examples:", ...examples]),
		"",
	].join("\n")
}
