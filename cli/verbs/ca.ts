import { trustedPem } from "#pki/authority-chain"
import type { CertificateForm } from "#pki/certificate-form"
import { keyFile } from "#pki/formats/key-file"
import { issueCertificate } from "#pki/issue"
import { planCertificate } from "#pki/plan-certificate"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { refuseFields } from "../issuing/field-options.ts"
import { keyAlgorithmHelp, readKeyAlgorithm } from "../issuing/key-algorithm.ts"
import { readKeyPasswords } from "../issuing/key-password.ts"
import { authorityFiles, readAuthority } from "../issuing/read-authority.ts"
import { readPathLength } from "../issuing/read-path-length.ts"
import { reportMade } from "../issuing/report-issued.ts"
import { textFile, writeOut } from "../issuing/written.ts"
import { parseOptions } from "../parse-options.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const where = "ca create"

const caHelp: VerbHelp = {
	usage: "countersign ca create --out DIR [--name N] [--ca DIR] [options]",
	purpose:
		"Makes a certificate authority for development: ca.pem, which clients and servers trust, and ca-key.pem,\nwhich signs. Whoever has ca-key.pem can pass for any name in front of everything that trusts ca.pem.",
	options: [
		["--out DIR", "folder to write ca.pem and ca-key.pem into (key: mode 0600)"],
		["--name N", "common name; Development CA without it"],
		["--organization O", "organization of the subject"],
		["--ttl TIME", "lifetime, such as 90d or 10y; 10y without it"],
		["--key KIND", `${keyAlgorithmHelp}; p256 without it`],
		["--ca DIR", "make an intermediate CA below the CA in this folder"],
		["--path-length N", "how many CAs may follow below it"],
		["--permit NAME", "vouch only for this domain, IP range or mail domain; may be repeated"],
		["--exclude NAME", "never vouch for this one; may be repeated"],
		["--encrypt", "encrypt the key with the password of --password-file or COUNTERSIGN_PASSWORD"],
		["--password-file FILE", "password of the key, and of the key of --ca"],
		["--force", "replace files that exist"],
		["--json", "print what was made as JSON; never a key"],
	],
	examples: [
		"countersign ca create --out ca",
		"countersign ca create --ca ca --out issuing --name 'Issuing CA' --path-length 0",
	],
}

/** `countersign ca`. Exit 2 when a field is refused or a file exists; nothing is written then. */
export async function ca(words: readonly string[], io: CliIo): Promise<number> {
	const [action = "--help", ...rest] = words
	if (["--help", "-h", "help"].includes(action)) return showHelp(io)
	if (action !== "create")
		throw new UsageError(`ca ${action} is unknown`, "write countersign ca create --out DIR")
	const options = parseOptions(rest, {
		...{ out: "value", name: "value", organization: "value", ttl: "value", key: "value", ca: "value" },
		...{ "ca-key": "value", "path-length": "value", permit: "list", exclude: "list" },
		...{ "password-file": "value", encrypt: "flag", force: "flag", json: "flag" },
	})
	const { values, lists, flags } = options
	if (flags.has("help")) return showHelp(io)
	const [word] = options.rest
	if (word !== undefined)
		throw new UsageError(
			`ca create takes no ${word}`,
			"a name is written as --name NAME, a folder as --out DIR",
		)
	const passwords = await readKeyPasswords(options, io)
	const parent = values.has("ca") ? await readAuthority(values, passwords.given, io, where) : undefined
	const pathLength = readPathLength(values.get("path-length"))
	const organization = values.get("organization")
	const form: CertificateForm = {
		profile: parent === undefined ? "root" : "intermediate",
		commonName: values.get("name") ?? (parent === undefined ? "Development CA" : "Development Issuing CA"),
		names: [],
		keyAlgorithm: readKeyAlgorithm(values.get("key")),
		lifetime: values.get("ttl") ?? (parent === undefined ? "10y" : "1y"),
		permittedNames: lists.get("permit") ?? [],
		excludedNames: lists.get("exclude") ?? [],
		...(organization === undefined ? {} : { organization }),
		...(pathLength === undefined ? {} : { pathLength }),
	}
	const plan = await planCertificate(form, {
		now: new Date(),
		...(parent === undefined ? {} : { authority: parent }),
	})
	if (!plan.ok) refuseFields(plan.error, where)
	const issued = await issueCertificate(plan.value.request)
	const key = await keyFile(authorityFiles.key, issued.privateKeyPkcs8, passwords.ofNewKey)
	const certificate = textFile(
		authorityFiles.certificate,
		parent === undefined ? issued.pem : issued.chainPem + trustedPem(parent),
	)
	const files = await writeOut(values, flags, [certificate, key], where)
	const what = parent === undefined ? "root CA" : "intermediate CA"
	await reportMade({ what, certificate: issued, files, advice: plan.value.advice }, flags.has("json"), io)
	io.talk(
		`warning: ${files[1]?.path ?? "the key"} can sign a certificate for any name. Whoever has it can pass for every\nserver and client in front of all that trust this CA. Keep it off shared disks and out of images and git.\n`,
	)
	return exitCodes.healthy
}

function showHelp(io: CliIo): number {
	io.out(renderHelp(caHelp))
	return exitCodes.healthy
}
