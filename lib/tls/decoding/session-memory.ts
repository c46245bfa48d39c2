import { toHex } from "#base/bytes"

/** Sessions whose secrets are held. */
const sessionsMax = 20_000

/**
 * Master secrets of sessions before TLS 1.3, by the session ID or ticket under which they may go on: some libraries
 * write none to the key log when a session is resumed. Shared by the connections of a file. Holds secrets: memory only.
 */
export class SessionMemory {
	readonly #secrets = new Map<string, Uint8Array>()

	/** Undefined for a session that is not known, and for no session at all. */
	recall(key: string | undefined): Uint8Array | undefined {
		return key === undefined ? undefined : this.#secrets.get(key)
	}

	/** At most 20,000: the oldest is forgotten first. */
	remember(key: string | undefined, masterSecret: Uint8Array): void {
		if (key === undefined) return
		this.#secrets.set(key, masterSecret)
		if (this.#secrets.size <= sessionsMax) return
		const [oldest] = this.#secrets.keys()
		if (oldest !== undefined) this.#secrets.delete(oldest)
	}
}

/** The key of a session ID in hex (RFC 5246 section 7.4.1.2); undefined for an empty one. */
export function idKey(sessionId: string): string | undefined {
	return sessionId === "" ? undefined : `id ${sessionId}`
}

/** The key of a ticket (RFC 5077): its key name and its MAC are enough to know it again. Undefined for an empty one. */
export function ticketKey(ticket: Uint8Array): string | undefined {
	if (ticket.length === 0) return undefined
	return `ticket ${ticket.length} ${toHex(ticket.subarray(0, 32))} ${toHex(ticket.subarray(-32))}`
}
