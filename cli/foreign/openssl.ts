import type { ForeignFiles } from "./identities.ts"
import { type ForeignProcess, freePort, startForeign } from "./process.ts"

/** `openssl s_server`, which serves one connection after the other. With `-rev` it sends every line back reversed. */
export async function startOpenssl(files: ForeignFiles, options: readonly string[]): Promise<ForeignProcess> {
	const port = await freePort()
	const own = ["-cert", files.serverCert, "-key", files.serverKey, "-CAfile", files.ca]
	const words = ["s_server", "-accept", `127.0.0.1:${port}`, ...own, ...options]
	return startForeign("openssl", words, port, files.folder)
}
