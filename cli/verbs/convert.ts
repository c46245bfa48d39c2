import type { Secret } from "#base/secret"
import type { FieldProblem } from "#pki/field-problem"
import { type OutputFormatId, outputFormats } from "#pki/formats/format-list"
import { writeFormat } from "#pki/formats/output-formats"
import { gatherPieces } from "#pki/gather-pieces"
import { materialOf } from "#pki/material-of"
import { readGiven, readPassword } from "../cert-files.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { refuseFields } from "../issuing/field-options.ts"
import { readFileName, writeOut } from "../issuing/written.ts"
import { parseOptions } from "../parse-options.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const convertHelp: VerbHelp = {
	usage: "countersign convert FILE... --to FORMAT --out DIR [options]",
	purpose:
		"Writes certificates, keys and what to trust in another format. The files are taken together: a leaf, its key,\nits intermediates and its root, in any format and order.",
	options: [
		...outputFormats.map(({ id, purpose }): readonly [string, string] => [`--to ${id}`, purpose]),
		["--out DIR", "folder to write into"],
		["--name NAME", "of the files and entries; certificate without it"],
		["--password-file FILE", "password of what is read; COUNTERSIGN_PASSWORD without it"],
		["--new-password-file FILE", "password of what is written"],
		["--traditional", "PEM: the key as SEC 1 or PKCS #1"],
		["--force, --json", "replace files that exist; print as JSON"],
	],
	examples: [
		"countersign convert server.pem server-key.pem ca.pem --to pkcs12 --new-password-file pass.txt --out java",
		"countersign convert keystore.jks --password-file old.txt --to pem --out pem",
		"countersign convert ca.pem --to spiffe-jwks --out bundle",
	],
}

/** `countersign convert`. Exit 2 when something is refused or a file exists; nothing is written then. */
export async function convert(words: readonly string[], io: CliIo): Promise<number> {
	const { values, flags, rest } = parseOptions(words, {
		...{ to: "value", out: "value", name: "value", "password-file": "value", "new-password-file": "value" },
		...{ traditional: "flag", force: "flag", json: "flag" },
	})
	if (flags.has("help")) {
		io.out(renderHelp(convertHelp))
		return exitCodes.healthy
	}
	const format = readFormat(values.get("to"))
	if (rest.length === 0) throw new UsageError("convert needs files to read", "name certificates and keys")
	const old = await readPassword(values.get("password-file"), io)
	const files: Uint8Array[] = []
	for (const name of rest) files.push(await readGiven(name, io))
	const pieces = await gatherPieces(files, old)
	if (!pieces.ok) refuseFields(pieces.error, "convert")
	const material = materialOf(pieces.value)
	if (!material.ok) refuseFields([material.error], "convert")
	const passphrase = await newPassword(values, io)
	const written = await writeFormat(format, material.value, {
		...{ name: readFileName(values, "certificate"), at: Date.now() },
		...(passphrase === undefined ? {} : { passphrase }),
		...(flags.has("traditional") ? { keyForm: "traditional" as const } : {}),
	})
	if (!written.ok) refuseFields([ofWhatIsWritten(written.error)], "convert")
	const paths = await writeOut(values, flags, written.value, "convert")
	io.out(
		flags.has("json")
			? `${JSON.stringify({ schema: "countersign.converted/v1", to: format, files: paths }, undefined, 2)}\n`
			: `${paths.map(({ path, secret }) => `${secret ? "key file" : "file    "}  ${path}`).join("\n")}\n`,
	)
	return exitCodes.healthy
}

/** Two passwords are given to this verb; what is written has the other option. */
function ofWhatIsWritten({ field, text }: FieldProblem): FieldProblem {
	return { field: field === "passphrase" ? "newPassphrase" : field, text }
}

function newPassword(values: ReadonlyMap<string, string>, io: CliIo): Promise<Secret<string> | undefined> {
	const file = values.get("new-password-file")
	return file === undefined ? Promise.resolve(undefined) : readPassword(file, io)
}

function readFormat(given: string | undefined): OutputFormatId {
	const ids = outputFormats.map(({ id }) => id).join(", ")
	if (given === undefined) throw new UsageError("convert needs a format to write", `--to one of ${ids}`)
	const found = outputFormats.find(({ id }) => id === given)
	if (found === undefined) throw new UsageError(`--to ${given} is unknown`, `write one of ${ids}`)
	return found.id
}
