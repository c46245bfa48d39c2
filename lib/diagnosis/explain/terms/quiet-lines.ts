/** What loggers write before lines that report no fault. */
const calm =
	/\blevel["']?[=:] ?["']?(?:info|debug|trace|notice)\b|\[(?:info|debug|trace|notice)\]|(?:^|[\s|])(?:INFO|DEBUG|TRACE|NOTICE|dbug|trce)\b/
/** Words of success, or of a beginning. */
const success =
	/\b(?:successful(?:ly)?|succeeded|renewed|reloaded|refreshed|loaded|completed|verified|established|issued|start(?:ed|ing)|listening|serving|enabled)\b/i
const failure =
	/fail|error|invalid|unexpected|cannot|unable|could not|couldn|refus|reject|denied|missing|expire|fatal|closed|tim(?:ed|e) ?out|mismatch|unknown|untrusted|wrong|bad\b|require|but\b|\bnot\b/i
const denial = /\b(?:not|no)\b/gi
const lineMax = 2_000

/** True for a line that reports a success or a beginning, or calmly what is: nothing in it is a fault. */
export function isQuiet(line: string): boolean {
	if (calm.test(line)) return !failure.test(line.replace(denial, ""))
	return success.test(line) && !failure.test(line) && !/\bno\b/i.test(line)
}

/** The line around a place, as far as it needs to be known. */
export function lineAt(text: string, place: number): string {
	const before = text.slice(Math.max(0, place - lineMax), place)
	const after = text.slice(place, place + lineMax)
	return `${before.slice(before.lastIndexOf("\n") + 1)}${after.split("\n", 1)[0] ?? ""}`
}
