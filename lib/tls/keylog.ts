import { fromHex } from "#base/bytes"

/** Lines of one live connection's key log that are read; a connection leaves about six. */
export const keyLogLinesMax = 10_000
/** Connections whose secrets an index holds: what a large capture may need. */
export const keyLogSessionsMax = 200_000

const lineLengthMax = 512
const labelsMax = 16
const problemsMax = 20

/** Secrets by label and client random, and the lines that could not be read. Holds secrets: memory only. */
export interface KeyLog {
	/** The secret of a label for the connection with this client random (hex), undefined where the log has none. */
	readonly find: (label: string, clientRandom: string) => Uint8Array | undefined
	/** Lines that were read, comments and repeats not counted. */
	readonly count: number
	/** Which lines were not, by number from 1 and without their content; at most 20. */
	readonly problems: readonly string[]
}

/**
 * Reads lines of the NSS key log format: label, client random, secret, separated by spaces. Empty lines and
 * comments (`#`) are passed over; later lines win. Labels are not checked: what is not asked for is not used.
 */
export function readKeyLog(lines: readonly string[]): KeyLog {
	const index = new KeyLogIndex()
	for (const [at, line] of lines.entries()) {
		if (at === keyLogLinesMax) {
			index.note(`only the first ${keyLogLinesMax} lines are read`)
			break
		}
		index.add(line)
	}
	return index
}

/** Takes a key log file apart into its lines, at most `max` of them and one more where there are more. */
export function splitKeyLog(text: string, max = keyLogLinesMax): string[] {
	return text.split(/\r?\n/, max + 1)
}

const hexPattern = /^(?:[0-9a-fA-F]{2})+$/

/** A key log that may grow line by line, and is looked up by many connections. At most `keyLogSessionsMax` of them. */
export class KeyLogIndex implements KeyLog {
	/** By client random: label, secret, label, secret … */
	readonly #sessions = new Map<string, string[]>()
	readonly #problems: string[] = []
	#count = 0
	#line = 0

	get count(): number {
		return this.#count
	}

	get problems(): readonly string[] {
		return this.#problems
	}

	find(label: string, clientRandom: string): Uint8Array | undefined {
		const session = this.#sessions.get(clientRandom)
		const at = session === undefined ? -1 : labelAt(session, label)
		const hex = at < 0 ? undefined : session?.[at + 1]
		return hex === undefined ? undefined : fromHex(hex)
	}

	/** Reads the next line. */
	add(raw: string): void {
		const problem = this.#read(raw.trim())
		if (problem !== undefined) this.note(problem)
		this.#line += 1
	}

	/** Notes what is wrong with the line that comes next. */
	note(text: string): void {
		if (this.#problems.length < problemsMax) this.#problems.push(`key log line ${this.#line + 1}: ${text}`)
	}

	#read(line: string): string | undefined {
		if (line === "" || line.startsWith("#")) return undefined
		if (line.length > lineLengthMax) return `longer than ${lineLengthMax} characters`
		const [label = "", random = "", secret = "", ...others] = line.split(/[ \t]+/)
		// The premaster secret of an RSA key exchange, by its ciphertext: a CLIENT_RANDOM line says the same.
		if (label === "RSA") return undefined
		if (secret === "" || others.length > 0) return "not the three words label, client random and secret"
		if (random.length !== 64 || !hexPattern.test(random)) return "the client random is not 32 bytes of hex"
		if (secret.length > 128 || !hexPattern.test(secret)) return "the secret is not hex of at most 64 bytes"
		return this.#keep(label, random.toLowerCase(), secret)
	}

	#keep(label: string, random: string, secret: string): string | undefined {
		const session = this.#sessions.get(random)
		if (session === undefined) {
			if (this.#sessions.size === keyLogSessionsMax) return `more than ${keyLogSessionsMax} connections`
			this.#sessions.set(random, [label, secret])
			this.#count += 1
			return undefined
		}
		const at = labelAt(session, label)
		if (at >= 0) {
			session[at + 1] = secret
			return undefined
		}
		if (session.length >= 2 * labelsMax) return `more than ${labelsMax} secrets of one connection`
		session.push(label, secret)
		this.#count += 1
		return undefined
	}
}

function labelAt(session: readonly string[], label: string): number {
	for (let at = 0; at < session.length; at += 2) if (session[at] === label) return at
	return -1
}
