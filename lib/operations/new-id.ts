import type { Clock } from "#base/clock"

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
const randomLength = 12

/** A new id of 21 lower-case letters and digits: 9 of the time in milliseconds, 12 (60 bits) of chance. Sorts by time. */
export function newId(clock: Clock): string {
	const time = clock.now().toString(36).padStart(9, "0")
	const chance = crypto.getRandomValues(new Uint8Array(randomLength))
	return time + Array.from(chance, (byte) => alphabet[byte % alphabet.length]).join("")
}
