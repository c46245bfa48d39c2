import type { CliIo } from "./io.ts"

const megabyte = 1_000_000
const stepBytes = 8 * megabyte

/** Shows on a terminal how much of a file has been read; silent in a pipe and for small files. */
export function showBytes(io: CliIo, quiet: boolean, total: number) {
	if (quiet || !io.talkIsTerminal || total < stepBytes)
		return { show: () => undefined, clear: () => undefined }
	let shown = 0
	return {
		show: (bytes: number) => {
			if (bytes - shown < stepBytes) return
			shown = bytes
			io.talk(`\r\u001b[Kreading ${Math.floor(bytes / megabyte)} of ${Math.ceil(total / megabyte)} MB …`)
		},
		clear: () => io.talk("\r\u001b[K"),
	}
}
