/** What a thrown value said, as plain data with its whole cause chain. No stack, so no path of a machine leaks. */
export interface FailureFacts {
	readonly message: string
	readonly code?: string
	readonly syscall?: string
	readonly cause?: FailureFacts
}

const depthMax = 6
const messageMax = 2_000

/** Describes anything that was thrown. The message is cut at 2,000 characters, the chain at 6 causes. */
export function describeFailure(thrown: unknown, depth = 0): FailureFacts {
	if (!(thrown instanceof Error)) return { message: String(thrown).slice(0, messageMax) }
	const code = readText(thrown, "code")
	const syscall = readText(thrown, "syscall")
	const hasCause = thrown.cause !== undefined && depth < depthMax
	return {
		message: thrown.message.slice(0, messageMax),
		...(code === undefined ? {} : { code }),
		...(syscall === undefined ? {} : { syscall }),
		...(hasCause ? { cause: describeFailure(thrown.cause, depth + 1) } : {}),
	}
}

function readText(error: Error, key: string): string | undefined {
	const value: unknown = Reflect.get(error, key)
	return typeof value === "string" ? value : undefined
}
