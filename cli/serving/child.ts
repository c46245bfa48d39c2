import { type ChildProcess, spawn } from "node:child_process"

/** A process that we started and that we end, by its own id. */
export interface Child {
	readonly name: string
	/** Resolves when it has ended. */
	readonly ended: Promise<void>
	/** Its exit code once it has ended, 1 when a signal ended it. */
	readonly exitCode: () => number | undefined
	/** The last lines that it wrote to standard error. */
	readonly tail: () => string
	/** Resolves at its first output; rejects when it ends or `ms` milliseconds pass before. */
	readonly firstOutput: (ms: number, signal: AbortSignal) => Promise<void>
	/** Asks it to end, and ends it after three seconds. */
	readonly stop: () => Promise<void>
}

const tailMax = 4_000
const graceMs = 3_000

/** Starts a script under this Node. Standard error is kept (the last 4,000 characters), not shown. */
export function startChild(
	name: string,
	args: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
): Child {
	const child = spawn(process.execPath, [...args], {
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "pipe"],
	})
	let tail = ""
	let code: number | undefined
	child.stderr.on("data", (chunk: Buffer) => {
		tail = (tail + chunk.toString("utf8")).slice(-tailMax)
	})
	const output = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()))
	child.stdout.resume()
	const ended = new Promise<void>((resolve) => {
		child.once("exit", (exit) => {
			code = exit ?? 1
			resolve()
		})
		child.once("error", (error) => {
			tail = error.message
			code = 1
			resolve()
		})
	})
	return {
		name,
		ended,
		exitCode: () => code,
		tail: () => tail,
		firstOutput: async (ms, signal) => {
			const limit = AbortSignal.any([signal, AbortSignal.timeout(ms)])
			const timeout = new Promise<void>((resolve) =>
				limit.addEventListener("abort", () => resolve(), { once: true }),
			)
			await Promise.race([output, ended, timeout])
			if (code !== undefined) throw new Error(`${name} did not start: ${tail}`)
		},
		stop: () => stopChild(child, ended, () => code),
	}
}

async function stopChild(
	child: ChildProcess,
	ended: Promise<void>,
	code: () => number | undefined,
): Promise<void> {
	if (code() !== undefined) return
	child.kill("SIGTERM")
	const timer = setTimeout(() => child.kill("SIGKILL"), graceMs)
	await ended
	clearTimeout(timer)
}
