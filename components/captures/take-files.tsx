import type { GivenFiles } from "./given-files.tsx"

/** The files that the page works with. */
export interface TakenFiles {
	readonly capture?: File
	/** In the order in which they came; they stay until the capture is closed. */
	readonly keyLogs: readonly Blob[]
	/** What was not taken and why, or what is to be done next, as sentences. */
	readonly note?: string
	/** True when the capture has to be read, or read again. */
	readonly isToRead: boolean
}

/**
 * Adds what was given to what is open. Only what begins like a capture takes the place of an open one: a file that is
 * none of both is read only where nothing is open, so that the reader says what is wrong with it.
 */
export function takeFiles(open: Pick<TakenFiles, "capture" | "keyLogs">, given: GivenFiles): TakenFiles {
	const [stray] = given.unknown
	const [chosen = open.capture, ...others] = given.captures
	const isLastResort = chosen === undefined && given.keyLogs.length === 0
	const capture = isLastResort ? stray?.file : chosen
	const keyLogs = [...open.keyLogs, ...given.keyLogs.filter((file) => !isKnown(open.keyLogs, file))]
	const notes = [
		capture === undefined && keyLogs.length > 0
			? "The key log is ready. Now open the capture that it belongs to."
			: "",
		others.length === 0 || capture === undefined
			? ""
			: `One capture at a time: ${capture.name} is opened, ${others.map(({ name }) => name).join(", ")} ${others.length === 1 ? "is" : "are"} not.`,
		...given.unknown.filter(({ file }) => file !== capture).map(({ file, what }) => `${file.name} ${what}.`),
	].filter(Boolean)
	return {
		...(capture === undefined ? {} : { capture }),
		keyLogs,
		...(notes.length === 0 ? {} : { note: notes.join(" ") }),
		isToRead: capture !== undefined && (capture !== open.capture || keyLogs.length > open.keyLogs.length),
	}
}

function isKnown(known: readonly Blob[], file: File): boolean {
	return known.some(
		(other) =>
			other instanceof File &&
			other.name === file.name &&
			other.size === file.size &&
			other.lastModified === file.lastModified,
	)
}
