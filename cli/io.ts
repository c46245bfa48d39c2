/** Where a verb talks to: injected, so that tests read what a person would. */
export interface CliIo {
	/** Results. */
	readonly out: (text: string) => void
	/** Talk: progress, errors, hints. */
	readonly talk: (text: string) => void
	readonly outIsTerminal: boolean
	readonly talkIsTerminal: boolean
	/** Columns of the terminal, 100 when there is none. */
	readonly width: number
	readonly colour: boolean
	readonly env: Readonly<Record<string, string | undefined>>
	readonly signal: AbortSignal
	/** The whole of standard input as text, at most `bytesMax` bytes. */
	readonly readInput: (bytesMax: number) => Promise<string>
	/** Standard input as it comes. */
	readonly bytes: () => ReadableStream<Uint8Array>
	/** Standard input line by line. */
	readonly lines: () => AsyncIterable<string>
}
