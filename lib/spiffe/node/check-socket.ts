import { constants } from "node:fs"
import { access, stat } from "node:fs/promises"
import type { WorkloadApiFailure } from "../x509-context.ts"

/** Looks at a socket file before it is dialled; undefined when nothing speaks against dialling it. */
export async function checkSocket(path: string): Promise<WorkloadApiFailure | undefined> {
	try {
		const found = await stat(path)
		if (!found.isSocket()) {
			const what = found.isDirectory() ? "a directory" : "a file"
			const hint = "Check the path: the agent's socket usually ends in .sock"
			return { reason: "not-a-socket", text: `${path} is ${what}, not a socket.`, hint }
		}
		await access(path, constants.R_OK | constants.W_OK)
		return undefined
	} catch (cause) {
		return explainFileError(cause, path)
	}
}

/** The failure behind a system error of the file or of connecting to it. */
export function explainFileError(cause: unknown, path: string): WorkloadApiFailure {
	const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined
	return explainSystemCode(typeof code === "string" ? code : "", path)
}

/** The failure behind a system error code. */
export function explainSystemCode(code: string, path: string): WorkloadApiFailure {
	switch (code) {
		case "ENOENT":
		case "ENOTDIR": {
			const hint = "Check that the SPIFFE agent runs, that its socket directory is mounted, and the path."
			return { reason: "socket-missing", text: `There is no socket at ${path}.`, hint }
		}
		case "EACCES":
		case "EPERM": {
			const hint = "Check the owner and mode of the socket and of the directories above it."
			return { reason: "permission", text: `This user may not open the socket ${path}.`, hint }
		}
		case "ECONNREFUSED": {
			const text = `Nothing listens at ${path}: the connection was refused.`
			return {
				reason: "refused",
				text,
				hint: "Check that the SPIFFE agent runs; the socket may be a leftover.",
			}
		}
		default: {
			const text = `The Workload API at ${path} could not be reached${code === "" ? "" : ` (${code})`}.`
			return { reason: "unavailable", text, hint: "Look at the log of the SPIFFE agent." }
		}
	}
}
