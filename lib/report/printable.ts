/**
 * Text of a peer with every control character (Unicode category Cc, line breaks and tabs excepted) replaced: a
 * terminal obeys them, and XML 1.0 forbids them.
 */
export function printable(text: string, replacement: string): string {
	return text.replace(/\p{Cc}/gu, (each) => (each === "\n" || each === "\t" ? each : replacement))
}
