import type { SecureContext } from "node:tls"
import type { Handshake } from "./handshakes.ts"

/** One measured round. */
export interface Round {
	readonly perSecond: number
	/** User and system CPU time of this process for one handshake, microseconds. */
	readonly cpuUs: number
}

/** Runs `handshake` with `concurrency` at a time for `ms` milliseconds. */
export async function runRound(
	handshake: Handshake,
	port: number,
	context: SecureContext,
	concurrency: number,
	ms: number,
): Promise<Round> {
	const cpu = process.cpuUsage()
	const begun = performance.now()
	let done = 0
	const worker = async () => {
		while (performance.now() - begun < ms) {
			await handshake(port, context)
			done += 1
		}
	}
	await Promise.all(Array.from({ length: concurrency }, worker))
	const used = process.cpuUsage(cpu)
	return { perSecond: (done * 1000) / (performance.now() - begun), cpuUs: (used.user + used.system) / done }
}

/** The middle value. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b)
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
