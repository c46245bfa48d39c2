import type { CapturedRun } from "#report/captured-run"

/** How a key log and a capture fit together. */
export interface KeyLogMatch {
	/** Connections that the given key logs hold secrets of. */
	readonly sessions: number
	/** How many of these are in the capture. */
	readonly found: number
}

const sessionsMax = 200_000
const clientRandom = /^\S+\s+([0-9a-fA-F]{64})\s/

/** Finds out which connections of a key log are in a capture, by the client random of their ClientHello. */
export class KeyLogMatcher {
	readonly #waiting = new Set<string>()
	#sessions = 0

	/** Takes lines of a given key log: those of the first 200,000 connections count. */
	addLines(lines: readonly string[]): void {
		for (const line of lines) {
			if (this.#waiting.size >= sessionsMax) return
			const random = clientRandom.exec(line)?.[1]?.toLowerCase()
			if (random !== undefined) this.#waiting.add(random)
		}
		this.#sessions = this.#waiting.size
	}

	/** Takes one connection of the capture. */
	see({ run }: CapturedRun): void {
		for (const { fields } of run.attempts[0]?.transcript ?? []) {
			if (fields?.kind === "client_hello") this.#waiting.delete(fields.random)
		}
	}

	get match(): KeyLogMatch {
		return { sessions: this.#sessions, found: this.#sessions - this.#waiting.size }
	}
}
