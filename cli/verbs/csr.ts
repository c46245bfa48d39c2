import { trustedPem } from "#pki/authority-chain"
import type { CertificateForm, Profile } from "#pki/certificate-form"
import { keyFile } from "#pki/formats/key-file"
import { gatherPieces } from "#pki/gather-pieces"
import { type Grant, grantRequest } from "#pki/grant-request"
import { createRequest } from "#pki/request"
import { printableLine } from "#report/printable-text"
import { wrapText } from "#report/wrap-text"
import { readGiven, readPassword } from "../cert-files.ts"
import { certInspect } from "../cert-inspect.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { refuseFields } from "../issuing/field-options.ts"
import { optional, readServices, refuseWords } from "../issuing/form-options.ts"
import { keyAlgorithmHelp, readKeyAlgorithm } from "../issuing/key-algorithm.ts"
import { readKeyPasswords } from "../issuing/key-password.ts"
import { readAuthority } from "../issuing/read-authority.ts"
import { reportMade } from "../issuing/report-issued.ts"
import { readFileName, textFile, writeOut } from "../issuing/written.ts"
import { type OptionTable, parseOptions } from "../parse-options.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const profiles = ["server", "client", "both", "svid"] as const satisfies readonly Profile[]

const csrHelp: VerbHelp = {
	usage: "countersign csr new|inspect|sign [options]",
	purpose:
		"Makes certificate requests (PKCS #10), looks into them, and signs them with a CA. The key stays with whoever asks.",
	options: [
		["new --out DIR", "make a key and a request: NAME.csr and NAME-key.pem"],
		["inspect FILE", "what a request asks for and what is wrong with it"],
		["sign FILE --ca DIR --out DIR", "issue what it asks for, as far as the CA may; NAME.pem and ca.pem"],
		["--for KIND", `${profiles.join("|")}; new: server without it, sign: what the request asks for`],
		[
			"--san NAME",
			"DNS name, IP address, URI or mail address; may be repeated; sign: in place of those asked for",
		],
		["--service S.NS", "all names of a Kubernetes Service; may be repeated"],
		["--id SPIFFE_ID", "of an SVID"],
		["--cn N, --organization O", "of the subject"],
		["--key KIND", `${keyAlgorithmHelp}; p256 without it`],
		["--ttl TIME", "sign: lifetime; 90d without it, 1h for an SVID"],
		["--name NAME", "of the files; request without it, sign: certificate"],
		["--dry-run", "sign: say what would be granted, and write nothing"],
		["--encrypt", "new: encrypt the key with the password of --password-file or COUNTERSIGN_PASSWORD"],
		["--password-file FILE", "password of the key, sign: of the key of --ca"],
		["--force, --json", "replace files that exist; print as JSON"],
	],
	examples: [
		"countersign csr new --out request --san api.example.org",
		"countersign csr inspect request/request.csr",
		"countersign csr sign request/request.csr --ca ca --out issued --ttl 30d",
	],
}

/** `countersign csr`. Exit 2 when a field or the request is refused, or a file exists; nothing is written then. */
export async function csr(words: readonly string[], io: CliIo): Promise<number> {
	const [action = "--help", ...rest] = words
	const asksHelp = (word: string) => word === "--help" || word === "-h"
	if (action === "inspect" && !rest.some(asksHelp)) return certInspect(rest, io, "request")
	const isHelp = action === "help" || asksHelp(action) || action === "inspect"
	if (isHelp || parseOptions(rest, optionTable).flags.has("help")) {
		io.out(renderHelp(csrHelp))
		return exitCodes.healthy
	}
	if (action === "new") return makeNew(rest, io)
	if (action === "sign") return sign(rest, io)
	throw new UsageError(`csr ${action} is unknown`, "write csr new, csr inspect or csr sign")
}

const optionTable: OptionTable = {
	...{ ca: "value", "ca-key": "value", out: "value", san: "list", service: "list", id: "value" },
	...{ cn: "value", organization: "value", ttl: "value", key: "value", name: "value", for: "value" },
	...{ "password-file": "value", encrypt: "flag", force: "flag", json: "flag", "dry-run": "flag" },
}

async function makeNew(words: readonly string[], io: CliIo): Promise<number> {
	const options = parseOptions(words, optionTable)
	const { values, lists, flags } = options
	refuseWords(options.rest, "csr new")
	const form: CertificateForm = {
		profile: readProfile(values.get("for")) ?? (values.has("id") ? "svid" : "server"),
		names: [...(lists.get("san") ?? []), ...readServices(lists.get("service"))],
		keyAlgorithm: readKeyAlgorithm(values.get("key")),
		lifetime: "90d",
		...optional(values, "cn", "commonName"),
		...optional(values, "organization", "organization"),
		...optional(values, "id", "spiffeId"),
	}
	const { ofNewKey } = await readKeyPasswords(options, io)
	const made = await createRequest(form)
	if (!made.ok) refuseFields(made.error, "csr new")
	const name = readFileName(values, "request")
	const key = await keyFile(`${name}-key.pem`, made.value.privateKeyPkcs8, ofNewKey)
	const files = await writeOut(values, flags, [textFile(`${name}.csr`, made.value.pem), key], "csr new")
	io.out(
		flags.has("json")
			? `${JSON.stringify({ schema: "countersign.request/v1", files }, undefined, 2)}\n`
			: `Made: certificate request\n${files.map(({ path, secret }) => `  ${secret ? "key file" : "file    "}    ${path}`).join("\n")}\n`,
	)
	return exitCodes.healthy
}

async function sign(words: readonly string[], io: CliIo): Promise<number> {
	const { values, lists, flags, rest } = parseOptions(words, optionTable)
	const [file, ...others] = rest
	if (file === undefined || others.length > 0)
		throw new UsageError(
			"csr sign takes one request",
			"name its file: countersign csr sign request.csr --ca DIR --out DIR",
		)
	const pieces = await gatherPieces([await readGiven(file, io)], undefined)
	if (!pieces.ok) refuseFields(pieces.error, "csr sign")
	const [der] = pieces.value.requests
	if (der === undefined)
		throw new UsageError(
			`${file} holds no certificate request`,
			"see what it holds: countersign cert inspect FILE",
		)
	const authority = await readAuthority(
		values,
		await readPassword(values.get("password-file"), io),
		io,
		"csr sign",
	)
	const names = [...(lists.get("san") ?? []), ...readServices(lists.get("service"))]
	const profile = readProfile(values.get("for"))
	const grant = await grantRequest(der, {
		...{ authority, now: new Date() },
		...optional(values, "ttl", "lifetime"),
		...optional(values, "organization", "organization"),
		...(names.length === 0 ? {} : { names }),
		...(profile === undefined ? {} : { profile }),
	})
	if (!grant.ok) refuseFields(grant.error, "csr sign")
	const { asked, form, leftOut, advice } = grant.value
	const isDry = flags.has("dry-run")
	// What was issued is reported with its advice.
	if (!flags.has("json")) io.talk(textOf({ ...grant.value, advice: isDry ? advice : [] }, io.width))
	if (isDry) {
		if (flags.has("json"))
			io.out(
				`${JSON.stringify({ schema: "countersign.grant/v1", asked, granted: form, leftOut, advice }, undefined, 2)}\n`,
			)
		return exitCodes.healthy
	}
	const signed = await grant.value.sign()
	const name = readFileName(values, "certificate")
	const files = await writeOut(
		values,
		flags,
		[textFile(`${name}.pem`, signed.chainPem), textFile("ca.pem", trustedPem(authority))],
		"csr sign",
	)
	const isJson = flags.has("json")
	const notes = isJson ? leftOut.map(({ what, why }) => `${what} was left out. ${why}`) : []
	await reportMade(
		{ what: "certificate for a request", certificate: signed, files, advice: [...notes, ...advice] },
		isJson,
		io,
	)
	return exitCodes.healthy
}

function textOf({ asked, form, leftOut, advice }: Grant, width: number): string {
	const rows = [
		[
			"asked",
			[asked.subject === "" ? "empty subject" : asked.subject, ...asked.names, asked.keyType].join(", "),
		],
		[
			"granted",
			[
				form.profile,
				form.lifetime,
				...(form.spiffeId === undefined ? [] : [form.spiffeId]),
				...form.names,
			].join(", "),
		],
		...leftOut.map(({ what, why }) => ["left out", `${what}: ${why}`]),
		...advice.map((text) => ["note", text]),
	]
	return `${rows
		.flatMap(([label = "", value = ""]) => wrapText(`${label.padEnd(10)}${printableLine(value)}`, width))
		.join("\n")}\n`
}

function readProfile(given: string | undefined): (typeof profiles)[number] | undefined {
	if (given === undefined) return undefined
	const found = profiles.find((each) => each === given)
	if (found === undefined)
		throw new UsageError(`--for ${given} is unknown`, `write one of ${profiles.join(", ")}`)
	return found
}
