import type { CliIo } from "./io.ts"

/** Longest line that is read, in characters. */
const lineMax = 4 * 1024 * 1024

/**
 * Answers standard input line by line on standard output, in the same order, echoing `id`. A line that is no JSON
 * object gets an answer too, with `error`, so that the order holds.
 */
export async function answerLines(
	io: CliIo,
	answer: (request: Record<string, unknown>) => Promise<Record<string, unknown>>,
): Promise<void> {
	for await (const line of io.lines()) {
		if (line.trim() === "") continue
		const request = parseLine(line)
		const id = request === undefined ? {} : "id" in request ? { id: request.id } : {}
		const answered =
			request === undefined
				? { error: "the line is not a JSON object of at most 4 MiB" }
				: await answer(request)
		io.out(`${JSON.stringify({ ...id, ...answered })}\n`)
	}
}

function parseLine(line: string): Record<string, unknown> | undefined {
	if (line.length > lineMax) return undefined
	try {
		const value: unknown = JSON.parse(line)
		return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined
	} catch (cause) {
		if (cause instanceof SyntaxError) return undefined
		throw cause
	}
}
