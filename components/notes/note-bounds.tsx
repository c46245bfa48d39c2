const drawnMax = 32_768
const lineMarkersMax = 6
const markersMax = 2_000

/**
 * Whether a note can be drawn as Markdown in well under a second. The parser's time grows with the square of nested
 * quotes and lists, so a text that has too many of them, or is too long, is shown as it was typed.
 */
export function isDrawable(text: string): boolean {
	if (text.length > drawnMax) return false
	let markers = 0
	for (const line of text.split("\n")) {
		const found =
			line.match(/^(?:[ \t]*(?:>|[-+*#]|\d{1,9}[.)]))+/)?.[0].match(/[>\-+*#]|\d+[.)]/g)?.length ?? 0
		if (found > lineMarkersMax && !/^[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$/.test(line)) return false
		markers += Math.min(found, lineMarkersMax)
	}
	return markers <= markersMax
}

/** A link that a note may carry: http, https, or a page of this dashboard. Anything else is undefined. */
export function noteLink(url: string): string | undefined {
	if (/^https?:\/\/[^\s]+$/i.test(url)) return url
	return /^(?:\/(?![/\\])|#)[^\s\\]*$/.test(url) ? url : undefined
}
