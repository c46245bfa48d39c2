/** One header field. Names are lower case; pseudo-headers keep their colon. */
export interface HeaderField {
	readonly name: string
	readonly value: string
}

const statusesOfTable = ["200", "204", "206", "304", "400", "404", "500"]

const namesAlone = [
	"accept-language accept-ranges accept access-control-allow-origin age allow authorization cache-control",
	"content-disposition content-encoding content-language content-length content-location content-range content-type",
	"cookie date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since",
	"last-modified link location max-forwards proxy-authenticate proxy-authorization range referer refresh retry-after",
	"server set-cookie strict-transport-security transfer-encoding user-agent vary via www-authenticate",
]

/** HPACK's static table, entry 1 first (RFC 7541 appendix A). */
const staticTable: readonly HeaderField[] = [
	{ name: ":authority", value: "" },
	{ name: ":method", value: "GET" },
	{ name: ":method", value: "POST" },
	{ name: ":path", value: "/" },
	{ name: ":path", value: "/index.html" },
	{ name: ":scheme", value: "http" },
	{ name: ":scheme", value: "https" },
	...statusesOfTable.map((value) => ({ name: ":status", value })),
	{ name: "accept-charset", value: "" },
	{ name: "accept-encoding", value: "gzip, deflate" },
	...namesAlone.flatMap((line) => line.split(" ")).map((name) => ({ name, value: "" })),
]

/** Stands for an entry that was added before the first byte that we have. */
const unknownField: HeaderField = { name: "(unknown)", value: "(unknown)" }
/** Most bytes that a table is held to, whatever the reading side announces. */
const sizeHardMax = 65_536

/** Every entry counts 32 bytes more than its text (RFC 7541 section 4.1). */
const entryOverhead = 32

/** The indexed header fields of one direction: the static table, then the newest dynamic entries. */
export class HeaderTable {
	readonly #dynamic: HeaderField[] = []
	#size = 0
	#sizeMax: number
	#sizeLimit: number
	#isCutOff = false

	/** `sizeLimit` is the SETTINGS_HEADER_TABLE_SIZE that the reading side announced, in bytes. */
	constructor(sizeLimit: number) {
		this.#sizeLimit = sizeLimit
		this.#sizeMax = sizeLimit
	}

	/**
	 * Bytes are missing before those that come: entries from then are shown as unknown. Those that are
	 * added later are at the indexes that the sender means, since the newest comes first.
	 */
	startLate(): void {
		this.#isCutOff = true
		// After bytes were lost nothing tells how far the entries that are known have moved.
		this.#dynamic.length = 0
		this.#size = 0
	}

	/** The reading side announced a size: the largest of all is allowed, at most 64 KiB. */
	allow(sizeLimit: number): void {
		this.#sizeLimit = Math.min(sizeHardMax, Math.max(this.#sizeLimit, sizeLimit))
	}

	/** The entry at an index from 1; undefined when there is none. */
	at(index: number): HeaderField | undefined {
		if (index <= staticTable.length) return staticTable[index - 1]
		return this.#dynamic[index - staticTable.length - 1] ?? (this.#isCutOff ? unknownField : undefined)
	}

	add(field: HeaderField): void {
		this.#dynamic.unshift(field)
		this.#size += sizeOf(field)
		this.#evict()
	}

	/** False when the peer asks for more than was announced. */
	resize(sizeMax: number): boolean {
		if (sizeMax > (this.#isCutOff ? sizeHardMax : this.#sizeLimit)) return false
		this.#sizeMax = sizeMax
		this.#evict()
		return true
	}

	#evict(): void {
		while (this.#size > this.#sizeMax) {
			const oldest = this.#dynamic.pop()
			if (oldest === undefined) return
			this.#size -= sizeOf(oldest)
		}
	}
}

function sizeOf(field: HeaderField): number {
	return field.name.length + field.value.length + entryOverhead
}
