import { trustedPem } from "#pki/authority-chain"
import type { CertificateForm, Profile } from "#pki/certificate-form"
import { type FaultId, faults } from "#pki/faults"
import { keyFile } from "#pki/formats/key-file"
import { issueCertificate } from "#pki/issue"
import { planCertificate } from "#pki/plan-certificate"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { refuseFields } from "../issuing/field-options.ts"
import { optional, readServices, refuseWords } from "../issuing/form-options.ts"
import { keyAlgorithmHelp, readKeyAlgorithm } from "../issuing/key-algorithm.ts"
import { readKeyPasswords } from "../issuing/key-password.ts"
import { readAuthority } from "../issuing/read-authority.ts"
import { reportMade } from "../issuing/report-issued.ts"
import { readFileName, textFile, writeOut } from "../issuing/written.ts"
import { type ParsedOptions, parseOptions } from "../parse-options.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const where = "issue"
const kinds = ["server", "client", "both", "svid"] as const satisfies readonly Profile[]
type Kind = (typeof kinds)[number]

const lifetimes = { server: "90d", client: "90d", both: "90d", svid: "1h" } as const satisfies Record<
	Kind,
	string
>

const issueHelp: VerbHelp = {
	usage: "countersign issue server|client|both|svid --ca DIR --out DIR [--san NAME]... [options]",
	purpose:
		"Issues a certificate from a CA and makes its key: NAME.pem with the chain, NAME-key.pem, and ca.pem to trust.",
	options: [
		[
			"--ca DIR",
			"folder of the CA (ca.pem, ca-key.pem), or a file that holds both; --ca-key for the key apart",
		],
		["--out DIR", "folder to write into"],
		["--san NAME", "DNS name, IP address, URI or mail address; may be repeated"],
		["--service S.NS", "all names of a Kubernetes Service, such as router.default; may be repeated"],
		["--id SPIFFE_ID", "of an SVID, such as spiffe://dev.local/ns/default/sa/router"],
		["--cn N", "common name; the first name without it"],
		["--organization O", "organization of the subject"],
		["--ttl TIME", "lifetime, such as 15m, 24h or 90d; 90d without it, 1h for an SVID"],
		["--backdate TIME", "how far the beginning lies in the past; 1m without it"],
		["--key KIND", `${keyAlgorithmHelp}; p256 without it`],
		["--name NAME", "of the files; server, client, both or svid without it"],
		["--wrong HOW", `make it wrong on purpose: ${faults.map(({ id }) => id).join(", ")}`],
		["--encrypt", "encrypt the key with the password of --password-file or COUNTERSIGN_PASSWORD"],
		["--password-file FILE", "password of the key, and of the key of --ca"],
		["--force", "replace files that exist"],
		["--json", "print what was made as JSON; never a key"],
	],
	examples: [
		"countersign issue server --ca ca --out server --san localhost --san 127.0.0.1",
		"countersign issue client --ca ca --out client --cn alice",
		"countersign issue svid --ca ca --out svid --id spiffe://dev.local/ns/default/sa/router",
		"countersign issue server --ca ca --out wrong --san localhost --wrong expired",
	],
}

/** `countersign issue`. Exit 2 when a field is refused or a file exists; nothing is written then. */
export async function issue(words: readonly string[], io: CliIo): Promise<number> {
	const [kind = "--help", ...rest] = words
	const options = parseOptions(rest, {
		...{ ca: "value", "ca-key": "value", out: "value", san: "list", service: "list", id: "value" },
		...{ cn: "value", organization: "value", ttl: "value", backdate: "value", key: "value" },
		...{ name: "value", wrong: "value", "password-file": "value" },
		...{ encrypt: "flag", force: "flag", json: "flag" },
	})
	const { values, flags } = options
	if (["--help", "-h", "help"].includes(kind) || flags.has("help")) {
		io.out(renderHelp(issueHelp))
		return exitCodes.healthy
	}
	const profile = kinds.find((each) => each === kind)
	if (profile === undefined)
		throw new UsageError(`issue ${kind} is unknown`, `write one of ${kinds.join(", ")}`)
	refuseWords(options.rest, `issue ${kind}`)
	const passwords = await readKeyPasswords(options, io)
	const form = formOf(profile, options)
	const authority = await readAuthority(values, passwords.given, io, where)
	const plan = await planCertificate(form, { authority, now: new Date() })
	if (!plan.ok) refuseFields(plan.error, where)
	const issued = await issueCertificate(plan.value.request)
	const name = readFileName(values, profile)
	const files = await writeOut(
		values,
		flags,
		[
			textFile(`${name}.pem`, issued.chainPem),
			await keyFile(`${name}-key.pem`, issued.privateKeyPkcs8, passwords.ofNewKey),
			textFile("ca.pem", trustedPem(authority)),
		],
		where,
	)
	const what =
		profile === "svid" ? "X.509-SVID" : `${profile === "both" ? "server and client" : profile} certificate`
	await reportMade({ what, certificate: issued, files, advice: plan.value.advice }, flags.has("json"), io)
	return exitCodes.healthy
}

function formOf(profile: Kind, { values, lists }: ParsedOptions): CertificateForm {
	const fault = readFault(values.get("wrong"))
	return {
		profile,
		names: [...(lists.get("san") ?? []), ...readServices(lists.get("service"))],
		keyAlgorithm: readKeyAlgorithm(values.get("key")),
		lifetime: values.get("ttl") ?? lifetimes[profile],
		...optional(values, "cn", "commonName"),
		...optional(values, "organization", "organization"),
		...optional(values, "id", "spiffeId"),
		...optional(values, "backdate", "backdate"),
		...(fault === undefined ? {} : { fault }),
	}
}

function readFault(given: string | undefined): FaultId | undefined {
	if (given === undefined) return undefined
	const found = faults.find(({ id }) => id === given)
	if (found === undefined)
		throw new UsageError(
			`--wrong ${given} is unknown`,
			`write one of ${faults.map(({ id }) => id).join(", ")}`,
		)
	return found.id
}
