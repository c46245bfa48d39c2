import type { CliIo } from "../io.ts"

/** A terminal that remembers: what was printed, what was said, and what stands on standard input. */
export interface RecordingIo extends CliIo {
	readonly text: () => string
	readonly talked: () => string
}

/** Makes one without colours, 100 columns wide, with `input` on standard input and nothing in the environment. */
export function recordingIo(
	input: string | Uint8Array<ArrayBuffer> = "",
	env: CliIo["env"] = {},
): RecordingIo {
	const text = typeof input === "string" ? input : new TextDecoder("latin1").decode(input)
	const out: string[] = []
	const talk: string[] = []
	return {
		out: (text) => out.push(text),
		talk: (text) => talk.push(text),
		text: () => out.join(""),
		talked: () => talk.join(""),
		outIsTerminal: false,
		talkIsTerminal: false,
		width: 100,
		colour: false,
		env,
		signal: new AbortController().signal,
		readInput: async (bytesMax) => text.slice(0, bytesMax),
		bytes: () => new Blob([input]).stream(),
		async *lines() {
			yield* text.split("\n")
		},
	}
}
