import type { OpenedRecord, RecordOpener } from "../protection/record-opener.ts"
import type { TlsRecord } from "../wire/record.ts"

/** Sequence numbers that may still be tried for records behind missing ones. */
export interface SearchBudget {
	left: number
}

/** Records that may be missing in one gap for those behind it still to be opened. */
const missingMax = 4_096

/**
 * Opens the records of one direction. Behind missing ones it tries the sequence numbers that come next: at most 4,096
 * for the first record, half as many for each that none of them opens, and no more than the budget holds.
 */
export class RecordSearch {
	readonly #budget: SearchBudget
	#missing = 0

	constructor(budget: SearchBudget) {
		this.#budget = budget
	}

	/** True while it is not known which sequence number comes next. */
	get isOn(): boolean {
		return this.#missing > 0
	}

	/** Records may be missing before the next. */
	begin(): void {
		this.#missing = missingMax
	}

	end(): void {
		this.#missing = 0
	}

	open(opener: RecordOpener | undefined, record: TlsRecord): OpenedRecord | undefined {
		const opened = opener?.open(record)
		if (opener === undefined || opened !== undefined) return opened
		for (let ahead = 1; ahead <= this.#missing && this.#budget.left > 0; ahead += 1) {
			this.#budget.left -= 1
			const found = opener.open(record, ahead)
			if (found !== undefined) return found
		}
		this.#missing >>= 1
		return undefined
	}
}
