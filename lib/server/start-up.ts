import "server-only"
import { getApp, NotReady } from "./app.ts"

/** Opens settings and data. When they are in the way, says so on stderr and ends the process with exit code 2. */
export async function startUp(): Promise<void> {
	try {
		await getApp()
	} catch (cause) {
		if (!(cause instanceof NotReady)) throw cause
		process.stderr.write(`error: ${cause.message}\nhint: ${cause.hint}\n`)
		process.exit(2)
	}
}
