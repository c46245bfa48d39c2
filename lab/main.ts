// `npm run lab`: the lab without the rest of the command line.
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { runLab } from "./run-lab.ts"

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		list: { type: "boolean" },
		json: { type: "boolean" },
		directory: { type: "string" },
		"base-port": { type: "string" },
	},
})
const stopping = new AbortController()
process.once("SIGINT", () => stopping.abort())
process.once("SIGTERM", () => stopping.abort())
process.exitCode = await runLab({
	list: values.list === true,
	json: values.json === true,
	directory: resolve(values.directory ?? "data/lab"),
	only: positionals,
	out: (text) => process.stdout.write(text),
	talk: (text) => process.stderr.write(text),
	signal: stopping.signal,
	...(values["base-port"] === undefined ? {} : { basePort: Number(values["base-port"]) }),
})
