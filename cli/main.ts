#!/usr/bin/env node
import { createInterface } from "node:readline"
import { exitCodes } from "./exit-code.ts"
import type { CliIo } from "./io.ts"
import { renderHelp, UsageError } from "./usage.ts"
import { check } from "./verbs/check.ts"
import { explain } from "./verbs/explain.ts"
import { lab } from "./verbs/lab.ts"
import { serve } from "./verbs/serve.ts"

const verbs = { check, explain, lab, serve }

const help = renderHelp({
	usage: "countersign VERB [options]",
	purpose: "Shows both sides of every gRPC handshake, says why a client fails and what to change.",
	options: [
		["check", "connect to a target in every mode and say what is wrong"],
		["explain", "name the cause of an error message"],
		["lab", "start real servers on loopback, good ones and wrong ones"],
		["serve", "start the dashboard"],
	],
	examples: ["countersign check grpcs://localhost:9091 --ca ca.pem", "countersign VERB --help"],
})

async function main(words: readonly string[], io: CliIo): Promise<number> {
	const [name = "--help", ...rest] = words
	if (name === "--help" || name === "help" || name === "-h") {
		io.out(help)
		return exitCodes.healthy
	}
	const verb = Object.entries(verbs).find(([each]) => each === name)?.[1]
	if (verb === undefined)
		throw new UsageError(`${name} is no verb`, `write one of ${Object.keys(verbs).join(", ")}`)
	return verb(rest, io)
}

function processIo(): CliIo {
	const stopping = new AbortController()
	process.once("SIGINT", () => stopping.abort(new Error("interrupted")))
	process.once("SIGTERM", () => stopping.abort(new Error("terminated")))
	return {
		out: (text) => process.stdout.write(text),
		talk: (text) => process.stderr.write(text),
		outIsTerminal: process.stdout.isTTY === true,
		talkIsTerminal: process.stderr.isTTY === true,
		width: process.stdout.columns ?? 100,
		colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
		env: process.env,
		signal: stopping.signal,
		readInput: readAll,
		lines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
	}
}

async function readAll(bytesMax: number): Promise<string> {
	const chunks: Buffer[] = []
	let total = 0
	for await (const chunk of process.stdin) {
		const bytes = Buffer.from(chunk)
		chunks.push(bytes.subarray(0, Math.max(0, bytesMax - total)))
		total += bytes.length
	}
	if (total > bytesMax) process.stderr.write(`note: only the first ${bytesMax} bytes are read\n`)
	return Buffer.concat(chunks).toString("utf8")
}

try {
	process.exitCode = await main(process.argv.slice(2), processIo())
} catch (cause) {
	if (!(cause instanceof UsageError)) throw cause
	process.stderr.write(`error: ${cause.message}\nhint: ${cause.hint}\n`)
	process.exitCode = exitCodes.usage
}
