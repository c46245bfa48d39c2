import type { Result } from "#base/result"
import { ok } from "#base/result"
import { Secret } from "#base/secret"
import type { FieldProblem } from "#pki/field-problem"
import { plainKeyPem } from "#pki/formats/encode-key"
import type { OutputFormatId } from "#pki/formats/format-list"
import type { OutputFile } from "#pki/formats/output-file"
import { importAuthority } from "#pki/import-authority"
import { chainOf, type HeldAuthority, show, type WriteOptions, write } from "./workshop-materials.tsx"

/* A CA in the page: taken up from files, handed out as files. Loaded when it is first needed. */

/** Takes up a CA from files. */
export async function takeUpAuthority(
	files: readonly Blob[],
	passphrase: string | undefined,
): Promise<Result<HeldAuthority, readonly FieldProblem[]>> {
	const bytes = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())))
	const secret = passphrase === undefined || passphrase === "" ? {} : { passphrase: new Secret(passphrase) }
	const authority = await importAuthority({ files: bytes, ...secret })
	if (!authority.ok) return authority
	const key = new Secret(new Uint8Array(await crypto.subtle.exportKey("pkcs8", authority.value.key)))
	return ok({ authority: authority.value, shown: await show(authority.value.der, []), key })
}

/** The CA itself in a format: its bundle, or with `withKey` everything of it. */
export function authorityFiles(
	{ authority, key }: HeldAuthority,
	format: OutputFormatId,
	options: WriteOptions,
	withKey: boolean,
): Promise<Result<readonly OutputFile[], FieldProblem>> {
	const chain = chainOf(authority.chainPem)
	return write(
		{ chain, roots: chain.length === 0 ? [authority.der] : [], ...(withKey ? { key } : {}) },
		format,
		options,
	)
}

/** The CA as PEM, to be kept by the server: certificate and key, and what lies between it and its root. */
export function authorityPems({ authority, key }: HeldAuthority): string[] {
	return [
		authority.pem,
		plainKeyPem(key).reveal(),
		...(authority.chainPem === "" ? [] : [authority.chainPem]),
	]
}
