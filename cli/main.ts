#!/usr/bin/env node
import { createInterface } from "node:readline"
import { byteStream } from "./byte-stream.ts"
import type { CliIo } from "./io.ts"
import { runCli } from "./run-cli.ts"

function processIo(): CliIo {
	const stopping = new AbortController()
	// The first signal asks; work that does not listen ends with the second.
	for (const signal of ["SIGINT", "SIGTERM"] as const)
		process.on(signal, () => {
			if (stopping.signal.aborted) process.exit(1)
			stopping.abort(new Error(signal === "SIGINT" ? "interrupted" : "terminated"))
		})
	// Who reads our output may stop reading, as `head` does: then nobody is left to write for.
	process.stdout.on("error", (error: NodeJS.ErrnoException) => {
		if (error.code !== "EPIPE") throw error
		process.exit()
	})
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
		bytes: () => byteStream(process.stdin),
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

process.exitCode = await runCli(process.argv.slice(2), processIo())
