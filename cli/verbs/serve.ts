import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { parseOptions } from "../parse-options.ts"
import { startServing } from "../serving/start-serving.ts"
import { dataFolder } from "../stored-endpoints.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

/** Help of `countersign serve`. */
export const serveHelp: VerbHelp = {
	usage: "countersign serve [--host 127.0.0.1] [--port 3000] [--data DIR] [--lab] [--open]",
	purpose: "Starts the dashboard and prints its address.",
	options: [
		["--host HOST", "address to listen on; beyond loopback COUNTERSIGN_ACCESS_TOKEN is compulsory"],
		["--port PORT", "port to listen on, 1 to 65535 (default: 3000)"],
		["--data DIR", "folder of endpoints and runs (default: COUNTERSIGN_DATA, else ./data)"],
		["--lab", "start the lab's servers too and list them in the dashboard"],
		["--open", "open the address in the browser"],
	],
	examples: ["countersign serve --lab"],
}

/** `countersign serve`: runs until it is interrupted. */
export async function serve(words: readonly string[], io: CliIo): Promise<number> {
	const table = { host: "value", port: "value", data: "value", lab: "flag", open: "flag" } as const
	const { values, flags, rest } = parseOptions(words, table)
	if (flags.has("help")) {
		io.out(renderHelp(serveHelp))
		return exitCodes.healthy
	}
	if (rest.length > 0)
		throw new UsageError(`${rest[0]} is not expected here`, "serve takes options only; see --help")
	return startServing(
		{
			host: values.get("host") ?? "127.0.0.1",
			port: readPort(values.get("port") ?? io.env.PORT ?? "3000"),
			data: dataFolder(values.get("data"), io.env),
			withLab: flags.has("lab"),
			open: flags.has("open"),
		},
		io,
	)
}

function readPort(text: string): number {
	const port = Number(text)
	if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port
	throw new UsageError(`--port ${text} is no port`, "write a number from 1 to 65535")
}
