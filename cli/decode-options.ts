import { type OptionTable, parseOptions } from "./parse-options.ts"
import { UsageError, type VerbHelp } from "./usage.ts"

/** What `countersign decode` is to read. */
export type DecodeSource =
	| { readonly kind: "capture"; readonly path: string }
	| { readonly kind: "stdin" }
	| { readonly kind: "hex"; readonly client: string; readonly server: string }

/** What `countersign decode` was asked to do. */
export interface DecodeOptions {
	readonly help: boolean
	readonly jsonl: boolean
	readonly json: boolean
	readonly quiet: boolean
	/** Absent with `--help` and `--jsonl`. */
	readonly source?: DecodeSource
	/** Key log files; the option may be repeated. */
	readonly keylogs: readonly string[]
	/** The only connection to show, by its number. */
	readonly connection?: number
	readonly failOn: "error" | "warning" | "notice"
}

const table = {
	client: "value",
	server: "value",
	keylog: "value",
	connection: "value",
	json: "flag",
	jsonl: "flag",
	"fail-on": "value",
	quiet: "flag",
} as const satisfies OptionTable

/** Help of `countersign decode`. */
export const decodeHelp: VerbHelp = {
	usage:
		"countersign decode CAPTURE | - | --client HEXFILE --server HEXFILE [--keylog FILE] [--connection N] [--json | --jsonl]",
	purpose:
		"Reads a capture (.pcap, .pcapng, plain or gzip): every handshake and gRPC call in it, and what is wrong with them.",
	options: [
		["CAPTURE", "the file; - reads it from standard input"],
		["--client HEXFILE", "instead of a capture: what the client sent, as hex"],
		["--server HEXFILE", "and what the server sent"],
		["--keylog FILE", "secrets as SSLKEYLOGFILE writes them, repeatable; those in the capture are found"],
		["--connection N", "show this connection alone, whole"],
		["--json", "print everything as one JSON document"],
		[
			"--jsonl",
			'answer {"id", "client", "server", "keylog"} or {"id", "capture"} objects from standard input',
		],
		["--fail-on SEVERITY", "exit 1 from this severity on: error (default), warning or notice"],
		["--quiet", "no progress"],
	],
	examples: [
		"countersign decode incident.pcapng --keylog keys.log",
		"tcpdump -i any -s 0 -w - port 443 | countersign decode -",
	],
}

const severities = ["error", "warning", "notice"] as const

/** Reads the words after `decode`. */
export function parseDecodeOptions(words: readonly string[]): DecodeOptions {
	const { values, flags, rest } = parseOptions(words, table)
	const help = flags.has("help")
	const jsonl = flags.has("jsonl")
	const source = help || jsonl ? undefined : sourceOf(rest, values.get("client"), values.get("server"))
	const connection = connectionOf(values.get("connection"))
	return {
		help,
		jsonl,
		json: flags.has("json"),
		quiet: flags.has("quiet"),
		failOn: failOnOf(values.get("fail-on")),
		keylogs: repeated(words, "--keylog"),
		...(source === undefined ? {} : { source }),
		...(connection === undefined ? {} : { connection }),
	}
}

/** Every value of an option that may be given more than once; the words are known to be well formed. */
function repeated(words: readonly string[], option: string): readonly string[] {
	return words.flatMap((word, at) => {
		if (word.startsWith(`${option}=`)) return [word.slice(option.length + 1)]
		const next = words[at + 1]
		return word === option && next !== undefined ? [next] : []
	})
}

function sourceOf(
	rest: readonly string[],
	client: string | undefined,
	server: string | undefined,
): DecodeSource {
	const [path, ...others] = rest
	const [unexpected] = others
	if (unexpected !== undefined)
		throw new UsageError(`${unexpected} is one file too many`, "decode one capture at a time")
	if (path !== undefined && (client !== undefined || server !== undefined))
		throw new UsageError(
			"a capture and hex files were given",
			"give either a capture or --client and --server",
		)
	if (path === "-") return { kind: "stdin" }
	if (path !== undefined) return { kind: "capture", path }
	if (client !== undefined && server !== undefined) return { kind: "hex", client, server }
	if (client !== undefined || server !== undefined)
		throw new UsageError(
			`--${client === undefined ? "client" : "server"} is missing`,
			"give both sides: --client HEXFILE --server HEXFILE",
		)
	throw new UsageError(
		"no capture was given",
		"write one: countersign decode incident.pcapng --keylog keys.log",
	)
}

function connectionOf(given: string | undefined): number | undefined {
	if (given === undefined) return undefined
	const text = given.replace(/^#/, "")
	if (!/^\d{1,9}$/.test(text))
		throw new UsageError(
			`--connection ${given} is no number`,
			"write the number that the table shows, from 0",
		)
	return Number(text)
}

function failOnOf(given: string | undefined): DecodeOptions["failOn"] {
	const severity = severities.find((each) => each === (given ?? "error"))
	if (severity === undefined)
		throw new UsageError(`--fail-on ${given} is unknown`, `write one of ${severities.join(", ")}`)
	return severity
}
