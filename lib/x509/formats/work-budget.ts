import { err, ok, type Result } from "#base/result"
import { type FormatFailure, tooCostly } from "./format-failure.ts"

/** Iterations one whole input may ask for: about half a second of hashing. */
const iterationsMax = 2_000_000
/** Iterations that run in JavaScript, one hash at a time, cost about ten times as much. */
export const slowIteration = 10
/** Bytes that old ciphers may decrypt, which run in JavaScript: about half a second. */
const oldBytesMax = 2_000_000
/** Memory that scrypt may take, in bytes. */
const scryptBytesMax = 134_217_728

/**
 * What an input may still cost. One budget goes through a whole file, so that a thousand entries with a permitted
 * count each are refused too. Changed by `spendIterations`.
 */
export interface WorkBudget {
	iterationsLeft: number
	oldBytesLeft: number
}

/** A fresh budget, for one file. */
export function newBudget(): WorkBudget {
	return { iterationsLeft: iterationsMax, oldBytesLeft: oldBytesMax }
}

/** Takes iterations from the budget, `weight` each; refuses counts that are absurd, by name. */
export function spendIterations(
	budget: WorkBudget,
	iterations: number,
	weight = 1,
): Result<true, FormatFailure> {
	if (iterations < 1) return err(tooCostly(`The key derivation asks for ${iterations} iterations.`))
	if (iterations * weight > iterationsMax) {
		const most = iterationsMax / weight
		return err(tooCostly(`The key derivation asks for ${iterations} iterations; at most ${most} are run.`))
	}
	if (iterations * weight > budget.iterationsLeft) {
		const text = `The entries of this file ask for more than ${iterationsMax} iterations of key derivation together.`
		return err(tooCostly(text))
	}
	budget.iterationsLeft -= iterations * weight
	return ok(true)
}

/** Checks the cost parameters of scrypt (RFC 7914 section 2): 128 MiB of memory, two million block mixes. */
export function spendScrypt(
	budget: WorkBudget,
	n: number,
	r: number,
	p: number,
): Result<true, FormatFailure> {
	const isPower = n >= 2 && (n & (n - 1)) === 0
	if (!isPower || r < 1 || p < 1 || 128 * n * r > scryptBytesMax) {
		const text = `The key derivation asks for scrypt with N = ${n}, r = ${r}, p = ${p}, which is not run.`
		return err(tooCostly(text))
	}
	return spendIterations(budget, n * r * p)
}

/** Takes the bytes that an old cipher is to decrypt from the budget. */
export function spendOldBytes(budget: WorkBudget, bytes: number): Result<true, FormatFailure> {
	if (bytes > budget.oldBytesLeft) {
		const text = `More than ${oldBytesMax} bytes of it are encrypted with old ciphers, which are slow here.`
		return err(tooCostly(text))
	}
	budget.oldBytesLeft -= bytes
	return ok(true)
}
