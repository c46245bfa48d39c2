import { chmod, chown, lstat, mkdir, rm } from "node:fs/promises"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { err, ok, type Result } from "#base/result"

const probeMs = 1_000
/** The kernel takes at most 107 bytes in `sun_path`. */
const pathBytesMax = 107

/**
 * A place for a socket, the API's own or one with a name: in the folder, or in that for temporary files where the folder's
 * path is too long for sockets. The name has small letters, digits and dashes.
 */
export function socketPathIn(folder: string, name?: string): string {
	const file = name === undefined ? "workload" : `workload-${name}`
	const own = join(folder, `${file}.sock`)
	const isShort = Buffer.byteLength(own) <= pathBytesMax
	return isShort ? own : join(tmpdir(), `countersign-${file}-${process.pid}.sock`)
}

/**
 * Makes room for a unix socket: its folder, and away with a socket that a program left behind. Fails with a sentence when
 * a program listens there, or when the path is something else than a socket.
 */
export async function prepareSocketPath(path: string): Promise<Result<void, string>> {
	try {
		await mkdir(dirname(path), { recursive: true, mode: 0o755 })
		const found = await lstat(path).catch(() => undefined)
		if (found === undefined) return ok(undefined)
		if (!found.isSocket()) return err(`${path} is there already and is no socket. Choose another path.`)
		if (await isListening(path))
			return err(`A program listens on ${path} already. End it, or choose another path.`)
		await rm(path)
		return ok(undefined)
	} catch (cause) {
		const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined
		return err(
			`The socket ${path} cannot be made (${typeof code === "string" ? code : "unknown reason"}). Choose another path.`,
		)
	}
}

/** Gives a socket its mode and, where asked, its owner. Fails with a sentence. */
export async function protectSocket(
	path: string,
	mode: number,
	uid: number | undefined,
): Promise<Result<void, string>> {
	try {
		await chmod(path, mode)
		if (uid !== undefined) await chown(path, uid, (await lstat(path)).gid)
		return ok(undefined)
	} catch {
		return err(`The socket ${path} cannot be given to user ${uid ?? "this one"}: only root may do that.`)
	}
}

function isListening(path: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(path)
		const end = (answer: boolean) => {
			socket.destroy()
			resolve(answer)
		}
		socket.setTimeout(probeMs, () => end(true))
		socket.once("connect", () => end(true))
		socket.once("error", () => end(false))
	})
}
