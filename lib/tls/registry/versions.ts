import { codeName } from "./code-point.ts"

const names: ReadonlyMap<number, string> = new Map([
	[0x0002, "SSL 2.0"],
	[0x0300, "SSL 3.0"],
	[0x0301, "1.0"],
	[0x0302, "1.1"],
	[0x0303, "1.2"],
	[0x0304, "1.3"],
])

const codes: ReadonlyMap<string, number> = new Map(Array.from(names, ([code, name]) => [name, code]))

/** The code point behind a name that `versionName` made; undefined for names of unknown code points. */
export function versionCode(name: string): number | undefined {
	const draft = /^1\.3 draft (\d{1,3})$/.exec(name)?.[1]
	return draft === undefined ? codes.get(name) : 0x7f00 + Number(draft)
}

/** Draft number of a pre-standard TLS 1.3 code point (0x7f00 + draft), undefined for every other version. */
export function draftNumber(code: number): number | undefined {
	return code >> 8 === 0x7f ? code & 0xff : undefined
}

/** True for TLS 1.3 and for its drafts. */
export function isTls13(code: number): boolean {
	return code === 0x0304 || draftNumber(code) !== undefined
}

/**
 * The version as people write it: `1.3`, `1.2`, `1.1`, `1.0`, `SSL 3.0`, `1.3 draft 20`; `GREASE (0x0a0a)` and
 * `0x1a2b` for the rest.
 */
export function versionName(code: number): string {
	const draft = draftNumber(code)
	return draft === undefined ? codeName(names, code) : `1.3 draft ${draft}`
}
