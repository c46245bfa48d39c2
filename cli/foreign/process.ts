import { spawn, spawnSync } from "node:child_process"
import { connect, createServer } from "node:net"

/** A server program that we started and end by its id. */
export interface ForeignProcess {
	readonly port: number
	readonly stop: () => Promise<void>
}

/** True when the program answers; a test that needs it is skipped otherwise, with a word. */
export function isInstalled(command: string, args: readonly string[]): boolean {
	return spawnSync(command, [...args], { stdio: "ignore", timeout: 10_000 }).status === 0
}

/** What a finite program needs besides its arguments. */
export interface RunOptions {
	readonly cwd: string
	readonly env?: Readonly<Record<string, string>>
	readonly limitMs: number
}

/** Runs a program to its end. Rejects with the last words of its error output when it fails or takes longer. */
export async function runToEnd(
	command: string,
	args: readonly string[],
	{ cwd, env = {}, limitMs }: RunOptions,
): Promise<void> {
	const child = spawn(command, [...args], {
		cwd,
		env: { ...process.env, ...env },
		stdio: ["ignore", "ignore", "pipe"],
		timeout: limitMs,
		killSignal: "SIGKILL",
	})
	let said = ""
	child.stderr.on("data", (chunk: Buffer) => {
		said = (said + chunk.toString("utf8")).slice(-2_000)
	})
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once("error", reject)
		child.once("close", (exit) => resolve(exit))
	})
	if (code !== 0) throw new Error(`${command} ${args[0] ?? ""} ended with ${code}: ${said}`)
}

/** What a program printed, results and complaints, its last million characters; its exit code is not looked at. */
export function outputOf(
	command: string,
	args: readonly string[],
	{ cwd, env = {}, limitMs }: RunOptions,
): Promise<string> {
	const child = spawn(command, [...args], {
		cwd,
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "pipe"],
		timeout: limitMs,
		killSignal: "SIGKILL",
	})
	let said = ""
	const hear = (chunk: Buffer) => {
		said = (said + chunk.toString("utf8")).slice(-1_000_000)
	}
	child.stdout.on("data", hear)
	child.stderr.on("data", hear)
	return new Promise((resolve, reject) => {
		child.once("error", reject)
		child.once("close", () => resolve(said.trim()))
	})
}

/** A loopback port that nobody held a moment ago. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer()
		server.once("error", reject)
		server.listen(0, "127.0.0.1", () => {
			const address = server.address()
			server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
		})
	})
}

/**
 * A loopback port for servers that come and go for minutes: below the range from which systems take the ports of outgoing
 * connections, so that none of those holds it meanwhile.
 */
export async function steadyPort(): Promise<number> {
	for (let tried = 0; tried < 50; tried += 1) {
		const port = 20_000 + Math.floor(Math.random() * 10_000)
		const isFree = await new Promise<boolean>((resolve) => {
			const server = createServer()
			server.once("error", () => resolve(false))
			server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)))
		})
		if (isFree) return port
	}
	throw new Error("no port below 30000 is free")
}

/** Starts a program and waits, at most ten seconds, until its port accepts connections. */
export async function startForeign(
	command: string,
	args: readonly string[],
	port: number,
	cwd: string,
	env: Readonly<Record<string, string>> = {},
): Promise<ForeignProcess> {
	// Its standard input stays open: openssl s_server ends when it is closed.
	const child = spawn(command, [...args], {
		cwd,
		env: { ...process.env, ...env },
		stdio: ["pipe", "ignore", "pipe"],
	})
	let said = ""
	child.stderr.on("data", (chunk: Buffer) => {
		said = (said + chunk.toString("utf8")).slice(-2_000)
	})
	child.once("error", (cause) => {
		said += cause.message
	})
	const ended = new Promise<void>((resolve) => child.once("close", () => resolve()))
	// It holds nothing but a temporary folder: there is no need to ask it politely.
	const stop = async () => {
		child.kill("SIGKILL")
		await ended
	}
	const until = performance.now() + 10_000
	while (!(await accepts(port))) {
		if (child.exitCode !== null || performance.now() > until) {
			await stop()
			throw new Error(`${command} did not listen on port ${port}: ${said}`)
		}
	}
	return { port, stop }
}

/** One connection attempt, answered within 200 ms or taken for a no. */
function accepts(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect({ port, host: "127.0.0.1", timeout: 200 })
		const settle = (value: boolean) => {
			socket.destroy()
			setTimeout(() => resolve(value), value ? 0 : 20)
		}
		socket.once("connect", () => settle(true))
		socket.once("timeout", () => settle(false))
		socket.once("error", () => settle(false))
	})
}
