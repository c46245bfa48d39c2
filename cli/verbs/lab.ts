import { join } from "node:path"
import { runLab } from "#lab/run-lab"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { parseOptions } from "../parse-options.ts"
import { dataFolder } from "../stored-endpoints.ts"
import { renderHelp, type VerbHelp } from "../usage.ts"

/** Help of `countersign lab`. */
export const labHelp: VerbHelp = {
	usage: "countersign lab [--list] [SCENARIO...]",
	purpose: "Starts real gRPC servers on loopback, good ones and ones that are wrong on purpose.",
	options: [
		["--list", "explain every scenario and start nothing"],
		["--json", "print what runs, or the list, as JSON"],
		["--directory DIR", "where certificates and the manifest are written (default: DATA/lab)"],
		["--base-port PORT", "first port; the next scenarios follow (default: free ports)"],
		["--data DIR", "the data folder (default: ./data)"],
	],
	examples: ["countersign lab --list", "countersign lab expired mtls-tls13"],
}

/** `countersign lab`: runs until it is interrupted. */
export async function lab(words: readonly string[], io: CliIo): Promise<number> {
	const table = {
		list: "flag",
		json: "flag",
		directory: "value",
		"base-port": "value",
		data: "value",
	} as const
	const { values, flags, rest } = parseOptions(words, table)
	if (flags.has("help")) {
		io.out(renderHelp(labHelp))
		return exitCodes.healthy
	}
	const basePort = values.get("base-port")
	return runLab({
		list: flags.has("list"),
		json: flags.has("json"),
		directory: values.get("directory") ?? join(dataFolder(values.get("data"), io.env), "lab"),
		only: rest,
		out: io.out,
		talk: io.talk,
		signal: io.signal,
		...(basePort === undefined ? {} : { basePort: Number(basePort) }),
	})
}
