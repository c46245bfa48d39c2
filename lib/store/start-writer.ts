import { type ChildProcess, spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { StorePlace } from "./open-store.ts"

/** For tests: a program that writes runs, and what it has said so far. */
export interface Writer {
	readonly child: ChildProcess
	/** Lines that arrived: `opened`, then the id of every confirmed run. */
	readonly said: readonly string[]
	/** Resolves when that many lines have arrived; rejects when the program ends before. */
	readonly hasSaid: (lines: number) => Promise<void>
	/** Resolves with the exit code, null when a signal ended it, once everything it said has been read. */
	readonly ended: Promise<number | null>
}

/** For tests: starts a program of its own on a place. */
export function startWriter(place: StorePlace, task: "open" | "write"): Writer {
	const script = fileURLToPath(new URL("./writer-process.ts", import.meta.url))
	const child = spawn(process.execPath, [script, JSON.stringify(place), task], {
		stdio: ["ignore", "pipe", "inherit"],
	})
	const said: string[] = []
	const waiting: {
		readonly lines: number
		readonly resolve: () => void
		readonly reject: (why: Error) => void
	}[] = []
	createInterface({ input: child.stdout }).on("line", (line) => {
		said.push(line)
		for (const each of waiting) if (said.length >= each.lines) each.resolve()
	})
	const ended = new Promise<number | null>((resolve) => child.once("close", resolve))
	ended.then(() => {
		for (const each of waiting) each.reject(new Error("the writer ended too early"))
	})
	return {
		child,
		said,
		ended,
		hasSaid: (lines) =>
			said.length >= lines
				? Promise.resolve()
				: new Promise((resolve, reject) => waiting.push({ lines, resolve, reject })),
	}
}
