/** What somebody dropped or chose, told apart. */
export interface GivenFiles {
	readonly captures: readonly File[]
	readonly keyLogs: readonly File[]
}

const headLength = 4_096
/** Labels of the NSS key log format, in front of a client random. */
const keyLogLine = /^(?:CLIENT_|SERVER_|EXPORTER_|EARLY_EXPORTER_|RSA )[A-Z0-9_]*\s?[0-9a-fA-F]{16}/m

/** Tells key logs from captures by what they hold, not by their names. Reads the first 4 KiB of each. */
export async function sortFiles(files: readonly File[]): Promise<GivenFiles> {
	const kinds = await Promise.all(files.map(async (file) => ({ file, isKeyLog: await holdsKeyLog(file) })))
	return {
		captures: kinds.filter(({ isKeyLog }) => !isKeyLog).map(({ file }) => file),
		keyLogs: kinds.filter(({ isKeyLog }) => isKeyLog).map(({ file }) => file),
	}
}

/** True for text that looks like a key log, comments included. */
export async function holdsKeyLog(file: Blob): Promise<boolean> {
	const head = await file.slice(0, headLength).text()
	return keyLogLine.test(head) || (head.startsWith("#") && /key|secret|nss|ssl/i.test(head))
}
