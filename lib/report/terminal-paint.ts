/** Colours of the terminal. They support marks and words; nothing is said by colour alone. */
export type TerminalTone = "bold" | "red" | "green" | "yellow" | "dim"

const codes = { bold: 1, red: 31, green: 32, yellow: 33, dim: 2 } as const satisfies Record<
	TerminalTone,
	number
>

/** Puts a text into a colour, or leaves it as it is where there is none. */
export type Paint = (text: string, tone: TerminalTone) => string

/** A painter that paints, or one that does not. */
export function painter(colour: boolean): Paint {
	return (text, tone) => (colour ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text)
}
