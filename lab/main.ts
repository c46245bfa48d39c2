// `npm run lab`: the lab without the rest of the command line.
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { runLab } from "./run-lab.ts"

const usage = "usage: node lab/main.ts [--list] [--json] [--directory DIR] [--base-port PORT] [SCENARIO...]\n"

const stopping = new AbortController()
process.once("SIGINT", () => stopping.abort())
process.once("SIGTERM", () => stopping.abort())
process.exitCode = await main(process.argv.slice(2))

async function main(words: readonly string[]): Promise<number> {
	const parsed = parseWords(words)
	if (parsed === undefined) return 2
	const { values, positionals } = parsed
	if (values.help === true) {
		process.stdout.write(usage)
		return 0
	}
	return runLab({
		list: values.list === true,
		json: values.json === true,
		directory: resolve(values.directory ?? "data/lab"),
		only: positionals,
		out: (text) => process.stdout.write(text),
		talk: (text) => process.stderr.write(text),
		signal: stopping.signal,
		...(values["base-port"] === undefined ? {} : { basePort: Number(values["base-port"]) }),
	})
}

function parseWords(words: readonly string[]) {
	try {
		return parseArgs({
			args: [...words],
			allowPositionals: true,
			options: {
				help: { type: "boolean", short: "h" },
				list: { type: "boolean" },
				json: { type: "boolean" },
				directory: { type: "string" },
				"base-port": { type: "string" },
			},
		})
	} catch (cause) {
		process.stderr.write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n${usage}`)
		return undefined
	}
}
