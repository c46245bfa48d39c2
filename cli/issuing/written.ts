import type { OutputFile } from "#pki/formats/output-file"
import { writeFiles } from "#pki/node/write-files"
import { UsageError } from "../usage.ts"
import type { WrittenFile } from "./report-issued.ts"

/** Writes the files into the folder of `--out`, or ends the verb with the reason; nothing is written then. */
export async function writeOut(
	values: ReadonlyMap<string, string>,
	flags: ReadonlySet<string>,
	files: readonly OutputFile[],
	where: string,
): Promise<readonly WrittenFile[]> {
	const folder = values.get("out")
	if (folder === undefined)
		throw new UsageError(`${where} needs a folder to write into`, "name it: --out DIR")
	const written = await writeFiles(folder, files, { force: flags.has("force") })
	if (!written.ok) throw new UsageError(written.error.text.replace(/\.$/, ""), written.error.hint)
	return written.value.map((path, index) => ({ path, secret: files[index]?.secret === true }))
}

/**
 * The name of `--name` for files. `ca` is refused: with --force the files of a CA, its key among them, would be replaced
 * by those of a leaf.
 */
export function readFileName(values: ReadonlyMap<string, string>, usual: string): string {
	const name = values.get("name") ?? usual
	if (name.toLowerCase() === "ca")
		throw new UsageError("--name ca is kept for the files of a CA", "choose another name")
	return name
}

/** A file with text. */
export function textFile(name: string, text: string, secret = false): OutputFile {
	return { name, bytes: new TextEncoder().encode(text), secret }
}
