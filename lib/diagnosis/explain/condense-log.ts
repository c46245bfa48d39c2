/** The lines of a log that say something new, and the way back to their places. */
export interface CondensedLog {
	readonly text: string
	readonly originOf: (offset: number) => number
}

/** Texts up to this many characters are read as they are. */
const plainMax = 48 * 1024
/** Characters that remain of a longer one. */
const condensedMax = 160 * 1024
const lineMax = 4_096
const shapeMax = 400
const telling =
	/error|fail|fatal|refus|reject|denied|expire|unknown|invalid|certificate|handshake|tls|ssl|x509|alert|caused by|exception|unable|cannot|could not|timeout|deadline|unavailable|reset|EOF|panic|svid|spiffe/i

interface Line {
	readonly start: number
	readonly text: string
}

/**
 * Makes a whole log short enough to be read in a bounded time: a line that repeats an earlier one but for its numbers is
 * left out, and where that is not enough, lines without a telling word go first, then the latest ones.
 */
export function condenseLog(log: string): CondensedLog {
	if (log.length <= plainMax) return { text: log, originOf: (offset) => offset }
	const kept = withinLimit(distinctLines(log))
	const starts: number[] = []
	let length = 0
	for (const line of kept) {
		starts.push(length)
		length += line.text.length + 1
	}
	return {
		text: kept.map(({ text }) => text).join("\n"),
		originOf: (offset) => {
			let index = starts.findIndex((start) => start > offset)
			index = index === -1 ? kept.length - 1 : index - 1
			const line = kept[index]
			if (line === undefined) return 0
			return line.start + Math.min(line.text.length, offset - (starts[index] ?? 0))
		},
	}
}

function distinctLines(log: string): readonly Line[] {
	const shapes = new Set<string>()
	const lines: Line[] = []
	for (let start = 0; start < log.length; ) {
		const newline = log.indexOf("\n", start)
		const end = Math.min(newline === -1 ? log.length : newline, start + lineMax)
		const text = log.slice(start, end)
		const shape = text.slice(0, shapeMax).replace(/[0-9a-f]*\d[0-9a-f]*/gi, "0")
		if (!shapes.has(shape)) {
			shapes.add(shape)
			lines.push({ start, text })
		}
		start = end === newline ? end + 1 : end
	}
	return lines
}

function withinLimit(lines: readonly Line[]): readonly Line[] {
	const kept = new Set<Line>()
	let left = condensedMax
	for (const isTelling of [true, false]) {
		for (const line of lines) {
			if (telling.test(line.text) !== isTelling) continue
			if (line.text.length + 1 > left) break
			left -= line.text.length + 1
			kept.add(line)
		}
	}
	return lines.filter((line) => kept.has(line))
}
