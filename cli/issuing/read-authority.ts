import { stat } from "node:fs/promises"
import { join } from "node:path"
import type { Secret } from "#base/secret"
import { importAuthority } from "#pki/import-authority"
import type { Authority } from "#pki/issue"
import { readGiven } from "../cert-files.ts"
import type { CliIo } from "../io.ts"
import { UsageError } from "../usage.ts"
import { refuseFields } from "./field-options.ts"

/** The files of a CA in its folder, as `countersign ca create` writes them. */
export const authorityFiles = { certificate: "ca.pem", key: "ca-key.pem" } as const

/**
 * The CA of `--ca`: a folder with ca.pem and ca-key.pem, or a file that holds both (PEM, PKCS #12), with `--ca-key` for
 * a key that lies elsewhere. Throws a usage error that says what is missing or does not fit.
 */
export async function readAuthority(
	values: ReadonlyMap<string, string>,
	passphrase: Secret<string> | undefined,
	io: CliIo,
	where: string,
): Promise<Authority> {
	const given = values.get("ca")
	if (given === undefined)
		throw new UsageError(
			`${where} needs a CA`,
			"name its folder: --ca DIR (make one: countersign ca create --out DIR)",
		)
	const names = (await isFolder(given))
		? [join(given, authorityFiles.certificate), join(given, authorityFiles.key)]
		: [given]
	const key = values.get("ca-key")
	if (key !== undefined) names.splice(1, 1, key)
	const files: Uint8Array[] = []
	for (const name of names) files.push(await readGiven(name, io))
	const authority = await importAuthority({ files, ...(passphrase === undefined ? {} : { passphrase }) })
	return authority.ok ? authority.value : refuseFields(authority.error, where)
}

async function isFolder(path: string): Promise<boolean> {
	try {
		return (await stat(path)).isDirectory()
	} catch {
		throw new UsageError(`--ca ${path} does not exist`, "name the folder of a CA, or its file")
	}
}
