import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { createServer } from "node:net"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { systemClock } from "#base/clock"
import { startDeadline } from "#base/deadline"
import { makeFolder } from "#store/make-folder"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { UsageError } from "../usage.ts"
import { type Child, startChild } from "./child.ts"
import { lockDataFolder } from "./data-lock.ts"

/** What `serve` was asked for. */
export interface ServeOptions {
	readonly host: string
	readonly port: number
	readonly data: string
	readonly withLab: boolean
	readonly open: boolean
}

/** Time that the lab and the dashboard each get to answer, milliseconds. */
const readyMs = 60_000

/** Starts lab and dashboard, prints one address, and ends both when it is interrupted or one of them ends. */
export async function startServing(options: ServeOptions, io: CliIo): Promise<number> {
	requireToken(options, io)
	requireFolder(options.data)
	const lock = await lockDataFolder(options.data)
	const children: Child[] = []
	try {
		await requireFreePort(options)
		const labFolder = join(options.data, "lab")
		if (options.withLab) children.push(await startLabChild(labFolder, io))
		const web = startChild("the dashboard", [webServer()], webEnvironment(options, labFolder, io))
		children.push(web)
		const address = `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${options.port}`
		await untilAnswers(`${address}/healthz`, web, io)
		io.out(`${address}\n`)
		if (options.open) openBrowser(address)
		await Promise.race([untilAborted(io.signal), ...children.map((child) => child.ended)])
		const fallen = io.signal.aborted ? undefined : children.find((child) => child.exitCode() !== undefined)
		if (fallen !== undefined) io.talk(`error: ${fallen.name} ended by itself\n${fallen.tail()}`)
		return fallen === undefined ? exitCodes.healthy : exitCodes.undetermined
	} finally {
		await Promise.all(children.map((child) => child.stop()))
		await lock.release()
	}
}

function requireFolder(folder: string): void {
	try {
		makeFolder(folder)
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause)
		throw new UsageError(`the data folder ${folder} cannot be made: ${reason}`, "name another with --data")
	}
}

function requireToken(options: ServeOptions, io: CliIo): void {
	const isLoopback = options.host === "localhost" || options.host === "::1" || /^127\./.test(options.host)
	if (isLoopback || (io.env.COUNTERSIGN_ACCESS_TOKEN ?? "").length >= 16) return
	throw new UsageError(
		`${options.host} is not loopback and COUNTERSIGN_ACCESS_TOKEN is not set`,
		"whoever reaches the dashboard can make it dial: set a token of at least 16 characters, or use --host 127.0.0.1",
	)
}

/** Says at once that the port is taken, before anything is started. */
function requireFreePort(options: ServeOptions): Promise<void> {
	return new Promise((resolve, reject) => {
		const server = createServer()
		server.once("error", (error: NodeJS.ErrnoException) => {
			const taken = error.code === "EADDRINUSE"
			const text = taken
				? `port ${options.port} is taken`
				: `cannot listen on ${options.host}:${options.port}: ${error.message}`
			reject(
				new UsageError(
					text,
					taken ? "end the other program, or choose another with --port" : "choose another --host or --port",
				),
			)
		})
		server.listen(options.port, options.host, () => server.close(() => resolve()))
	})
}

async function startLabChild(folder: string, io: CliIo): Promise<Child> {
	const lab = startChild(
		"the lab",
		[programFile(), "lab", "--directory", folder, "--base-port", "50200", "--json"],
		io.env,
	)
	await lab.firstOutput(readyMs, io.signal)
	return lab
}

function webEnvironment(options: ServeOptions, labFolder: string, io: CliIo) {
	return {
		...io.env,
		NODE_ENV: "production",
		HOSTNAME: options.host,
		PORT: String(options.port),
		COUNTERSIGN_DATA: options.data,
		NEXT_TELEMETRY_DISABLED: "1",
		...(options.withLab ? { COUNTERSIGN_LAB: join(labFolder, "lab.json") } : {}),
	}
}

/** This program's own file: the bundle, or the source in a checkout. */
function programFile(): string {
	return process.argv[1] ?? fileURLToPath(import.meta.url)
}

function webServer(): string {
	const server = join(dirname(programFile()), "web", "server.js")
	if (existsSync(server)) return server
	throw new UsageError(`the dashboard was not built: ${server} is missing`, "run npm start, or npm run build")
}

async function untilAnswers(url: string, web: Child, io: CliIo): Promise<void> {
	const deadline = startDeadline(systemClock, readyMs, io.signal)
	try {
		while (!deadline.signal.aborted && web.exitCode() === undefined) {
			const answer = await fetch(url, { signal: deadline.signal }).catch(() => undefined)
			// 401 is an answer too: the access token guards everything.
			if (answer !== undefined && answer.status < 500) return
			if (answer !== undefined) break
			await new Promise((resolve) => setTimeout(resolve, 40))
		}
	} finally {
		deadline.clear()
	}
	if (io.signal.aborted) return
	throw refusalOf(web.tail())
}

/** The dashboard ends with `error:` and `hint:` lines of its own when its settings or data are in the way. */
function refusalOf(said: string): UsageError {
	const error = /^error: (.+)$/m.exec(said)?.[1]
	const hint = /^hint: (.+)$/m.exec(said)?.[1]
	if (error !== undefined && hint !== undefined) return new UsageError(error, hint)
	return new UsageError(`the dashboard did not start: ${said.trim()}`, "mend what it names, or report it")
}

function untilAborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve()
		else signal.addEventListener("abort", () => resolve(), { once: true })
	})
}

function openBrowser(address: string): void {
	const opener = { darwin: "open", win32: "explorer" }[String(process.platform)] ?? "xdg-open"
	spawn(opener, [address], { stdio: "ignore", detached: true })
		.on("error", () => undefined)
		.unref()
}
