import { crossSign } from "#pki/cross-sign"
import { keyFile } from "#pki/formats/key-file"
import { gatherPieces } from "#pki/gather-pieces"
import { parseLifetime } from "#pki/lifetime"
import { renewCertificate } from "#pki/renew"
import { readGiven } from "../cert-files.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { refuseFields } from "../issuing/field-options.ts"
import { readKeyPasswords } from "../issuing/key-password.ts"
import { readAuthority } from "../issuing/read-authority.ts"
import { reportMade } from "../issuing/report-issued.ts"
import { readFileName, textFile, writeOut } from "../issuing/written.ts"
import { parseOptions } from "../parse-options.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const renewHelp: VerbHelp = {
	usage: "countersign renew FILE --ca DIR --out DIR [--same-key] [options]",
	purpose:
		"Issues a certificate again: the same subject, names, usages and length of life, beginning now, with a new key.\nWith --cross-sign the file is another CA, and this CA vouches for it during a change-over.",
	options: [
		[
			"--ca DIR",
			"folder of the CA (ca.pem, ca-key.pem), or a file that holds both; --ca-key for the key apart",
		],
		["--out DIR", "folder to write into"],
		["--same-key", "keep the key of the certificate; no key file is written"],
		["--ttl TIME", "another lifetime, such as 30d"],
		["--cross-sign", "vouch for the CA in FILE: NAME.pem is served beside the leaf"],
		["--name NAME", "of the files; certificate without it, cross-signed with --cross-sign"],
		["--encrypt", "encrypt the new key with the password of --password-file or COUNTERSIGN_PASSWORD"],
		["--password-file FILE", "password of FILE, of the key of --ca, and of the new key"],
		["--force, --json", "replace files that exist; print as JSON"],
	],
	examples: [
		"countersign renew server/server.pem --ca ca --out server --name server --force",
		"countersign renew new-ca/ca.pem --cross-sign --ca ca --out change-over",
	],
}

/** `countersign renew`. Exit 2 when it is refused or a file exists; nothing is written then. */
export async function renew(words: readonly string[], io: CliIo): Promise<number> {
	const options = parseOptions(words, {
		...{
			ca: "value",
			"ca-key": "value",
			out: "value",
			ttl: "value",
			name: "value",
			"password-file": "value",
		},
		...{ "same-key": "flag", "cross-sign": "flag", encrypt: "flag", force: "flag", json: "flag" },
	})
	const { values, flags, rest } = options
	if (flags.has("help") || (words.length === 0 && !io.outIsTerminal)) {
		io.out(renderHelp(renewHelp))
		return exitCodes.healthy
	}
	const [file, ...others] = rest
	if (file === undefined || others.length > 0)
		throw new UsageError(
			"renew takes one certificate",
			"name its file: countersign renew server.pem --ca DIR --out DIR",
		)
	const passwords = await readKeyPasswords(options, io)
	const pieces = await gatherPieces([await readGiven(file, io)], passwords.given)
	if (!pieces.ok) refuseFields(pieces.error, "renew")
	const [certificate] = pieces.value.certificates
	if (certificate === undefined)
		throw new UsageError(`${file} holds no certificate`, "see what it holds: countersign cert inspect FILE")
	const authority = await readAuthority(values, passwords.given, io, "renew")
	const now = new Date()
	const isJson = flags.has("json")
	if (flags.has("cross-sign")) {
		const crossed = await crossSign({ certificate, authority, now })
		if (!crossed.ok) refuseFields(crossed.error, "renew")
		const files = await writeOut(
			values,
			flags,
			[textFile(`${readFileName(values, "cross-signed")}.pem`, crossed.value.pem)],
			"renew",
		)
		const advice = ["Serve it after the leaf until every client trusts the new CA, then leave it out."]
		await reportMade(
			{ what: "cross-signed CA certificate", certificate: crossed.value, files, advice },
			isJson,
			io,
		)
		return exitCodes.healthy
	}
	const lifetimeMs = readTtl(values.get("ttl"))
	const renewed = await renewCertificate({
		...{ certificate, authority, now, keepsKey: flags.has("same-key") },
		...(lifetimeMs === undefined ? {} : { lifetimeMs }),
	})
	if (!renewed.ok) refuseFields(renewed.error, "renew")
	const { privateKeyPkcs8, chainPem, advice } = renewed.value
	const name = readFileName(values, "certificate")
	const key =
		privateKeyPkcs8 === undefined
			? []
			: [await keyFile(`${name}-key.pem`, privateKeyPkcs8, passwords.ofNewKey)]
	const files = await writeOut(values, flags, [textFile(`${name}.pem`, chainPem), ...key], "renew")
	await reportMade({ what: "renewed certificate", certificate: renewed.value, files, advice }, isJson, io)
	return exitCodes.healthy
}

function readTtl(given: string | undefined): number | undefined {
	if (given === undefined) return undefined
	const read = parseLifetime(given)
	return read.ok ? read.value : refuseFields([{ field: "lifetime", text: read.error }], "renew")
}
