import { fromHex } from "#base/bytes"

/** Lines of one key log that are read; a connection leaves about six. */
export const keyLogLinesMax = 10_000

const lineLengthMax = 512

/** Secrets by label and client random, and the lines that could not be read. Holds secrets: memory only. */
export interface KeyLog {
	/** The secret of a label for the connection with this client random (hex), undefined where the log has none. */
	readonly find: (label: string, clientRandom: string) => Uint8Array | undefined
	/** Lines that were read, comments not counted. */
	readonly count: number
	/** Which lines were not, by number from 1 and without their content; at most 20. */
	readonly problems: readonly string[]
}

/**
 * Reads lines of the NSS key log format: label, client random, secret, separated by one space. Empty lines and
 * comments (`#`) are passed over; later lines win. Labels are not checked: what is not asked for is not used.
 */
export function readKeyLog(lines: readonly string[]): KeyLog {
	const secrets = new Map<string, string>()
	const problems: string[] = []
	const noteProblem = (line: number, text: string) => {
		if (problems.length < 20) problems.push(`key log line ${line}: ${text}`)
	}
	for (const [index, raw] of lines.entries()) {
		if (index === keyLogLinesMax) {
			noteProblem(index + 1, `only the first ${keyLogLinesMax} lines are read`)
			break
		}
		const line = raw.trim()
		if (line === "" || line.startsWith("#")) continue
		const problem = readLine(line, secrets)
		if (problem !== undefined) noteProblem(index + 1, problem)
	}
	return {
		find: (label, clientRandom) => {
			const hex = secrets.get(`${label} ${clientRandom}`)
			return hex === undefined ? undefined : fromHex(hex)
		},
		count: secrets.size,
		problems,
	}
}

/** Takes a key log file apart into its lines. */
export function splitKeyLog(text: string): string[] {
	return text.split(/\r?\n/, keyLogLinesMax + 1)
}

const hexPattern = /^(?:[0-9a-fA-F]{2})+$/

function readLine(line: string, secrets: Map<string, string>): string | undefined {
	if (line.length > lineLengthMax) return `longer than ${lineLengthMax} characters`
	const [label = "", random = "", secret = "", ...others] = line.split(" ")
	if (secret === "" || others.length > 0) return "not the three words label, client random and secret"
	if (random.length !== 64 || !hexPattern.test(random)) return "the client random is not 32 bytes of hex"
	if (secret.length > 128 || !hexPattern.test(secret)) return "the secret is not hex of at most 64 bytes"
	secrets.set(`${label} ${random.toLowerCase()}`, secret)
	return undefined
}
