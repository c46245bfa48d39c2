import type { GivenFile } from "./inspection.tsx"

/** Most files that are looked at together. */
export const filesMax = 50

/** Adds files and pasted texts to what was given; the same file is not taken twice, and never more than 50 in all. */
export function giveFiles(
	given: readonly GivenFile[],
	added: readonly (File | string)[],
	isTrusted: boolean,
): readonly GivenFile[] {
	const next = [...given]
	for (const each of added) {
		if (next.length >= filesMax) break
		const id = Math.max(0, ...next.map((file) => file.id)) + 1
		if (typeof each === "string") {
			const pasted = next.filter(({ name }) => name.startsWith("pasted text")).length + 1
			next.push({ id, name: `pasted text ${pasted}`, blob: new Blob([each]), isTrusted })
		} else if (!next.some(({ blob }) => isSame(blob, each))) {
			next.push({ id, name: each.name, blob: each, isTrusted })
		}
	}
	return next
}

function isSame(blob: Blob, file: File): boolean {
	return (
		blob instanceof File &&
		blob.name === file.name &&
		blob.size === file.size &&
		blob.lastModified === file.lastModified
	)
}
