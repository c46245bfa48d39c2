/** Ends a switch over a union: a new member fails to compile; an impossible value at run time is a bug and throws. */
export function assertNever(value: never): never {
	throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
