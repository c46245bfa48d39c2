import { rmSync } from "node:fs"
import { rm } from "node:fs/promises"
import { createServer, type Socket } from "node:net"
import { Duplex } from "node:stream"
import { type Server, ServerCredentials } from "@grpc/grpc-js"
import { err, ok, type Result } from "#base/result"
import { parseEndpointSocket } from "#spiffe/endpoint-socket"
import type { WorkloadConfig } from "../workload/workload-config.ts"
import type { WorkloadFailure } from "../workload/workload-failures.ts"
import {
	openWorkloadSource,
	type WorkloadSnapshot,
	type WorkloadSource,
} from "../workload/workload-source.ts"
import { plainAuthority } from "./plain-authority.ts"
import { openWorkloadCalls, workloadServer } from "./workload-service.ts"
import { prepareSocketPath, protectSocket } from "./workload-socket.ts"

/** A Workload API that runs. */
export interface RunningWorkloadApi {
	/** Every address, that of the API first. */
	readonly addresses: readonly string[]
	readonly current: () => WorkloadSnapshot
	/** Issues everything anew now and sends it to every open stream. */
	readonly rotateNow: () => Promise<void>
	/** Publishes a new authority; it signs from the next rotation on. See `WorkloadSource.renewAuthority`. */
	readonly renewAuthority: () => Promise<void>
	/** Ends every call, new and open, with this status; undefined serves again. */
	readonly fail: (failure: WorkloadFailure | undefined) => void
	readonly failure: () => WorkloadFailure | undefined
	readonly close: () => Promise<void>
}

/** Connections of one unix socket at a time. */
const connectionsMax = 500
/** Never rotates more often than this, milliseconds. */
const rotationMsMin = 250

/**
 * Starts a SPIFFE Workload API for development (SPIFFE Workload API, Workload Endpoint): X.509-SVIDs, bundles, JWT-SVIDs
 * and their validation, streams that stay open and carry each rotation, and the security header enforced. Rotates at half
 * of the SVIDs' life. Keys are in memory alone. Fails with a sentence when a socket cannot be made.
 */
export async function startWorkloadApi(
	config: WorkloadConfig,
	onChange: (snapshot: WorkloadSnapshot) => void = () => undefined,
): Promise<Result<RunningWorkloadApi, string>> {
	const source = await openWorkloadSource(config)
	const calls = openWorkloadCalls()
	const opened: Opened[] = []
	const closeAll = async () => {
		for (const { close } of opened) await close()
	}
	for (const { address, uid, socket } of socketsOf(config)) {
		const bound = await bind(workloadServer(config, source, calls, socket), address, config.socketMode, uid)
		if (!bound.ok) {
			await closeAll()
			return bound
		}
		opened.push(bound.value)
	}
	const rotation = keepRotating(source, (snapshot) => {
		calls.sendAll()
		onChange(snapshot)
	})
	return ok({
		addresses: opened.map(({ address }) => address),
		current: source.current,
		rotateNow: rotation.now,
		renewAuthority: async () => {
			const snapshot = await source.renewAuthority()
			calls.sendAll()
			onChange(snapshot)
		},
		fail: calls.fail,
		failure: calls.failure,
		close: async () => {
			rotation.stop()
			await closeAll()
		},
	})
}

interface Opened {
	readonly address: string
	readonly close: () => Promise<void>
}

/** The shared socket, where an identity uses it, and then the sockets that identities have of their own. */
function socketsOf({ identities, socket }: WorkloadConfig) {
	const own = new Map(
		identities.flatMap((each) => (each.socket === undefined ? [] : [[each.socket, each.uid] as const])),
	)
	const isShared = identities.some((each) => each.socket === undefined)
	return [
		...(isShared ? [{ address: socket, uid: undefined, socket: undefined }] : []),
		...[...own].map(([address, uid]) => ({ address, uid, socket: address })),
	]
}

/** Rotates at half of the SVIDs' life, and whenever it is asked to; the timer keeps no process alive. */
function keepRotating(source: WorkloadSource, onRotation: (snapshot: WorkloadSnapshot) => void) {
	let timer: NodeJS.Timeout | undefined
	const rotate = async () => onRotation(await source.rotate())
	let isStopped = false
	const schedule = () => {
		clearTimeout(timer)
		if (isStopped) return
		const waitMs = Math.max(rotationMsMin, source.current().rotatesAt - Date.now())
		timer = setTimeout(() => {
			rotate()
				.catch((cause: unknown) => process.emitWarning(`Workload API: ${String(cause)}`))
				.finally(schedule)
		}, waitMs)
		timer.unref()
	}
	schedule()
	return {
		now: async () => {
			clearTimeout(timer)
			await rotate().finally(schedule)
		},
		stop: () => {
			isStopped = true
			clearTimeout(timer)
		},
	}
}

async function bind(
	server: Server,
	address: string,
	mode: number,
	uid: number | undefined,
): Promise<Result<Opened, string>> {
	const socket = parseEndpointSocket(address)
	if (!socket.ok) return err(socket.error.text)
	const where = socket.value
	if (where.kind === "unix") return bindUnix(server, address, where.path, { mode, uid })
	const problem = await new Promise<string | undefined>((resolve) => {
		server.bindAsync(hostPort(where.host, where.port), ServerCredentials.createInsecure(), (cause) =>
			resolve(cause === null ? undefined : cause.message),
		)
	})
	if (problem !== undefined) return err(`Nothing can listen on ${address}: ${problem}.`)
	return ok({ address, close: async () => server.forceShutdown() })
}

/** Listens itself and hands connections on, so that clients which send a path as authority are understood. */
async function bindUnix(
	server: Server,
	address: string,
	path: string,
	{ mode, uid }: { readonly mode: number; readonly uid: number | undefined },
): Promise<Result<Opened, string>> {
	const ready = await prepareSocketPath(path)
	if (!ready.ok) return ready
	const injector = server.createConnectionInjector(ServerCredentials.createInsecure())
	const sockets = new Set<Socket>()
	const listening = createServer((socket) => {
		sockets.add(socket)
		socket.once("close", () => sockets.delete(socket))
		socket.on("error", () => socket.destroy())
		injector.injectConnection(Duplex.from({ readable: socket.pipe(plainAuthority()), writable: socket }))
	})
	listening.maxConnections = connectionsMax
	const removeAtExit = () => rmSync(path, { force: true })
	const close = async () => {
		process.off("exit", removeAtExit)
		server.forceShutdown()
		for (const socket of sockets) socket.destroy()
		await new Promise((resolve) => listening.close(resolve))
		await rm(path, { force: true })
	}
	const problem = await new Promise<string | undefined>((resolve) => {
		listening.once("error", (cause) => resolve(cause.message))
		listening.listen(path, () => resolve(undefined))
	})
	if (problem !== undefined) return err(`Nothing can listen on ${address}: ${problem}.`)
	process.once("exit", removeAtExit)
	const guarded = await protectSocket(path, mode, uid)
	if (guarded.ok) return ok({ address, close })
	await close()
	return guarded
}

function hostPort(host: string, port: number): string {
	return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`
}
