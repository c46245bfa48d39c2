import { concatBytes } from "#base/bytes"
import { beginsFrame, beginsRecord, beginsStream, beginsTls, holdsRecords } from "./stream-beginning.ts"

/** Bytes by which one can tell how a stream begins: the header of an HTTP/2 frame. */
const judgedLength = 9

/**
 * One direction's bytes from where they can be read. After its SYN that is the first byte; where the capture began
 * inside the stream, or has lost some of it, it is the next segment that begins with a record of TLS or a frame of
 * HTTP/2, and what comes before is passed over.
 */
export class Alignment {
	/** True where the first bytes of the stream are in the capture: its SYN shows it, or what they are. */
	hasBeginning = false
	/** True once it is known that bytes before the first captured ones are missing. */
	isInside = false
	#isAligned = false
	#hasGap = false
	#isTls = false
	#held = new Uint8Array(0)

	/** Tells that the stream's SYN is in the capture. */
	begin(): void {
		this.hasBeginning = true
		if (!this.isInside) this.#isAligned = true
	}

	/** Tells that bytes are missing before those that come next; `isTls`: records of TLS have been seen. */
	lose(isTls: boolean): void {
		this.#isTls = isTls
		this.#isAligned = false
		this.#hasGap = true
		this.#held = new Uint8Array(0)
	}

	/** Takes the next bytes and returns those that can be read now, undefined where there are none. */
	take(bytes: Uint8Array): Uint8Array | undefined {
		if (this.#isAligned) return bytes
		if (this.isInside || this.#hasGap) {
			this.#isAligned = holdsRecords(bytes) || (!this.#isTls && beginsFrame(bytes))
			return this.#isAligned ? bytes : undefined
		}
		const all = this.#held.length === 0 ? bytes : concatBytes([this.#held, bytes])
		this.hasBeginning = beginsTls(all) || beginsStream(all)
		this.#isAligned = this.hasBeginning || beginsRecord(all) || beginsFrame(all)
		if (!this.#isAligned && mayBegin(all)) {
			this.#held = all.slice()
			return undefined
		}
		this.isInside = !this.hasBeginning
		return this.#isAligned ? all : undefined
	}
}

/** True for bytes that are too few to tell: they may grow into a record, or into the SETTINGS of HTTP/2. */
function mayBegin(bytes: Uint8Array): boolean {
	const [type = 0] = bytes
	return bytes.length < judgedLength && (type === 0 || (type >= 20 && type <= 24))
}
