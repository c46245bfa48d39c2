import type { Recording } from "#tls/node/tap"

/**
 * Waits until `isEnough` holds after some change of the recording, `ms` milliseconds have passed, or the signal
 * aborts. Never rejects.
 */
export function untilQuietOr(
	recording: Recording,
	ms: number,
	isEnough: () => boolean,
	signal: AbortSignal,
): Promise<void> {
	return new Promise((resolve) => {
		const settle = () => {
			clearTimeout(timer)
			recording.onChange = undefined
			signal.removeEventListener("abort", settle)
			resolve()
		}
		const timer = setTimeout(settle, ms)
		recording.onChange = () => {
			if (isEnough()) settle()
		}
		if (signal.aborted || isEnough()) settle()
		else signal.addEventListener("abort", settle, { once: true })
	})
}
