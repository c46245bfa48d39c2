/** A text as a stack prints it, and the causes that would be right as the first. */
export interface Message {
	readonly emitter: "client" | "server" | "proxy" | "agent"
	readonly causes: readonly string[]
	readonly text: string
}

const emitters = ["client", "server", "proxy", "agent"] as const

/** Reads a table of one message a line; `⏎` stands for the end of a line within a text. */
export function readMessages(table: string): readonly Message[] {
	return table
		.trim()
		.split("\n")
		.map((line) => {
			const [who = "", causes = "", ...rest] = line.split("|")
			const emitter = emitters.find((each) => each === who)
			if (emitter === undefined) throw new Error(`no emitter stands before ${line}`)
			return { emitter, causes: causes.split(","), text: rest.join("|").replaceAll("⏎", "\n") }
		})
}
