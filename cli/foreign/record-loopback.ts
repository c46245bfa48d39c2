import { spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { createSocket } from "node:dgram"
import { readFile } from "node:fs/promises"

/** A running capture of one loopback port. */
export interface Recording {
	/** Ends it when all that was sent before has been written, at most ten seconds later. */
	readonly stop: () => Promise<void>
}

/** Records everything of a port of 127.0.0.1 into a pcap file with tcpdump, which needs to be root. */
export async function recordLoopback(
	port: number,
	path: string,
	options: readonly string[] = [],
): Promise<Recording> {
	const words = ["-i", "lo", "-U", "--immediate-mode", "-w", path, ...options, `port ${port}`]
	const child = spawn("tcpdump", words, { stdio: ["ignore", "ignore", "pipe"] })
	const ended = new Promise<void>((resolve) => child.once("close", () => resolve()))
	await new Promise<void>((resolve, reject) => {
		let said = ""
		child.once("error", reject)
		child.once("close", () => reject(new Error(`tcpdump ended: ${said}`)))
		child.stderr.on("data", (chunk: Buffer) => {
			said = (said + chunk.toString("utf8")).slice(-2_000)
			if (said.includes("listening on")) resolve()
		})
	})
	return {
		stop: async () => {
			await writtenSoFar(port, path)
			child.kill("SIGINT")
			await ended
		},
	}
}

/** Sends a datagram of its own and waits until the file holds it: packets are written in their order. */
async function writtenSoFar(port: number, path: string): Promise<void> {
	const mark = randomBytes(16)
	const socket = createSocket("udp4")
	await new Promise<void>((resolve) => socket.send(mark, port, "127.0.0.1", () => resolve()))
	socket.close()
	const until = performance.now() + 10_000
	while (!(await readFile(path)).includes(mark)) {
		if (performance.now() > until) throw new Error("tcpdump wrote nothing for ten seconds")
	}
}
