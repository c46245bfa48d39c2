/** How far a sequence number lies ahead of `next`, across the wrap at 2^32; negative where it lies behind. */
export function distance(sequence: number, next: number): number {
	return (sequence - next) | 0
}

/** The sequence number `length` bytes further on. */
export function following(sequence: number, length: number): number {
	return (sequence + length) >>> 0
}
