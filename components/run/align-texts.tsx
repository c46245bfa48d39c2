/** One column of two aligned texts. An absent side has nothing at this place. */
export interface TextPair {
	readonly wanted?: string
	readonly got?: string
	readonly isSame: boolean
}

/** Longer texts are cut before they are compared: the table grows with the product of both. */
export const alignedLengthMax = 300

/**
 * Aligns two texts character by character by their longest common subsequence, so that the eye falls on what differs.
 * Compares at most the first 300 characters of each.
 */
export function alignTexts(wanted: string, got: string): readonly TextPair[] {
	const a = [...wanted].slice(0, alignedLengthMax)
	const b = [...got].slice(0, alignedLengthMax)
	const lengths = commonLengths(a, b)
	const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
	const pairs: TextPair[] = []
	let i = 0
	let j = 0
	while (i < a.length && j < b.length) {
		const left = a[i] ?? ""
		const right = b[j] ?? ""
		if (left === right) {
			pairs.push({ wanted: left, got: right, isSame: true })
			i += 1
			j += 1
		} else if (at(i + 1, j) >= at(i, j + 1)) {
			pairs.push({ wanted: left, isSame: false })
			i += 1
		} else {
			pairs.push({ got: right, isSame: false })
			j += 1
		}
	}
	return joinReplacements([
		...pairs,
		...a.slice(i).map((character): TextPair => ({ wanted: character, isSame: false })),
		...b.slice(j).map((character): TextPair => ({ got: character, isSame: false })),
	])
}

/** For every pair of positions, how long the common rest is. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
	const rows: number[][] = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0))
	for (let i = a.length - 1; i >= 0; i -= 1) {
		for (let j = b.length - 1; j >= 0; j -= 1) {
			const row = rows[i] ?? []
			row[j] =
				a[i] === b[j] ? (rows[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(rows[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
		}
	}
	return rows
}

/** Puts a lone wanted character and a lone got character that follow each other into one column. */
function joinReplacements(pairs: readonly TextPair[]): readonly TextPair[] {
	const joined: TextPair[] = []
	let run: TextPair[] = []
	const flush = () => {
		const wanted = run.flatMap((pair) => pair.wanted ?? [])
		const got = run.flatMap((pair) => pair.got ?? [])
		for (let index = 0; index < Math.max(wanted.length, got.length); index += 1) {
			const left = wanted[index]
			const right = got[index]
			joined.push({
				isSame: false,
				...(left === undefined ? {} : { wanted: left }),
				...(right === undefined ? {} : { got: right }),
			})
		}
		run = []
	}
	for (const pair of pairs) {
		if (pair.isSame) {
			flush()
			joined.push(pair)
		} else run.push(pair)
	}
	flush()
	return joined
}
