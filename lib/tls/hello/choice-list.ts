import type { ScanList } from "../scan.ts"

interface Choice {
	readonly offered: readonly number[]
	readonly chosen: number
}

/**
 * What a server chose out of one list of code points, hello after hello. Knows what to offer next and, from what was
 * chosen over what, whose order decides.
 */
export class ChoiceList {
	readonly candidates: readonly number[]
	readonly #kindOf: (code: number) => string
	readonly #taken: number[] = []
	readonly #choices: Choice[] = []
	#incomplete: string | undefined

	/**
	 * `candidates` stand in our own order of preference. `kindOf` keeps apart what can never be chosen for one another:
	 * an RSA key never signs with ECDSA. Absent: all can.
	 */
	constructor(candidates: readonly number[], kindOf: (code: number) => string = () => "") {
		this.candidates = candidates
		this.#kindOf = kindOf
	}

	/** What the server has chosen so far, in its order. */
	get taken(): readonly number[] {
		return this.#taken
	}

	/** What is left to ask about, in our order. */
	get untaken(): readonly number[] {
		return this.candidates.filter((code) => !this.#taken.includes(code))
	}

	/** Everything, what is left to ask about first: a server that follows our order then chooses something new. */
	get untakenFirst(): readonly number[] {
		return [...this.untaken, ...this.#taken]
	}

	/** Notes what the server chose out of `offered`. True when it had not been chosen before. */
	note(offered: readonly number[], chosen: number): boolean {
		this.#choices.push({ offered, chosen })
		if (this.#taken.includes(chosen)) return false
		this.#taken.push(chosen)
		return true
	}

	/** Says why the list may be short; the first reason stays. */
	breakOff(reason: string): void {
		this.#incomplete ??= reason
	}

	/**
	 * Whose order decides. The server's: it passed over one that it takes, although we named that first. Ours: of two
	 * that it takes it chose now one and now the other.
	 */
	preference(): ScanList["preference"] {
		if (this.#choices.some((choice) => this.#passesOver(choice))) return "server"
		return this.#choices.some((one) => this.#choices.some((other) => this.#swaps(one, other)))
			? "client"
			: "unknown"
	}

	/** The list as the scan reports it. */
	describe(nameOf: (code: number) => string): ScanList {
		const preference = this.#taken.length < 2 ? "unknown" : this.preference()
		const isOurs = preference === "client"
		const codes = isOurs ? this.candidates.filter((code) => this.#taken.includes(code)) : this.#taken
		return {
			names: codes.map(nameOf),
			preference,
			...(this.#incomplete === undefined ? {} : { incomplete: this.#incomplete }),
		}
	}

	#passesOver({ offered, chosen }: Choice): boolean {
		const kind = this.#kindOf(chosen)
		const first = offered.find((code) => this.#taken.includes(code) && this.#kindOf(code) === kind)
		return first !== undefined && first !== chosen && offered.includes(chosen)
	}

	#swaps(one: Choice, other: Choice): boolean {
		return (
			one.chosen !== other.chosen &&
			this.#kindOf(one.chosen) === this.#kindOf(other.chosen) &&
			one.offered.includes(other.chosen) &&
			other.offered.includes(one.chosen)
		)
	}
}
