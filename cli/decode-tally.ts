import type { CapturedRun } from "#report/captured-run"
import type { DecodeOptions } from "./decode-options.ts"
import { exitCodeOf, exitCodes } from "./exit-code.ts"

/** The exit code of many connections, without keeping them. */
export class DecodeTally {
	readonly #failOn: DecodeOptions["failOn"]
	#hasFindings = false
	#isDetermined = false

	constructor(failOn: DecodeOptions["failOn"]) {
		this.#failOn = failOn
	}

	add({ report, run }: CapturedRun): void {
		if (run.attempts.length === 0) return
		const code = exitCodeOf([report], this.#failOn)
		if (code === exitCodes.findings) this.#hasFindings = true
		if (code !== exitCodes.undetermined) this.#isDetermined = true
	}

	/** Undetermined only where nothing at all could be judged. */
	get code(): number {
		if (this.#hasFindings) return exitCodes.findings
		return this.#isDetermined ? exitCodes.healthy : exitCodes.undetermined
	}
}
