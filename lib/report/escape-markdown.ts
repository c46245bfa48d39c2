import { printableLine } from "./printable-text.ts"

/** Text from anywhere as one line of Markdown that stays text: no markup, no table cell, no control character. */
export function escapeMarkdown(text: string): string {
	return printableLine(text).replace(/[\\`*_{}[\]<>#|~!&]/g, (character) => `\\${character}`)
}
