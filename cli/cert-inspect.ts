import { Secret } from "#base/secret"
import { type InspectOptions, inspect } from "#pki/inspect/inspect"
import { inspectMany, type NamedInput } from "#pki/inspect/inspect-many"
import type { Inspection } from "#pki/inspect/inspection"
import { readGiven, readPassword } from "./cert-files.ts"
import { renderInspection } from "./cert-inspect-text.ts"
import { documentsOf, hasContradiction, renderTogether } from "./cert-inspect-together.ts"
import { readMoment } from "./cert-options.ts"
import { exitCodes } from "./exit-code.ts"
import type { CliIo } from "./io.ts"
import { answerLines } from "./json-lines.ts"
import { type OptionTable, parseOptions } from "./parse-options.ts"
import { renderHelp, UsageError, type VerbHelp } from "./usage.ts"

const inspectHelp: VerbHelp = {
	usage: "countersign cert inspect FILE... | - | --jsonl",
	purpose:
		"Says what a file is, what it holds and what is wrong with it: certificates, chains, requests, keys,\nkeystores, SVIDs and bundles in PEM, DER, PKCS #7, #8, #12, JKS and JCEKS. Several files are judged\ntogether: whose a key is, and whether the chain through all of them holds.",
	options: [
		["--usage WHAT", "server, client or any: what the certificate is to be used for"],
		["--at TIME", "the moment to judge, as ISO 8601; now without it"],
		["--password-file FILE", "password of an encrypted key or keystore; else COUNTERSIGN_PASSWORD"],
		["--json", "print the answer as JSON; of several files a list"],
		[
			"--jsonl",
			'answer {"id", "pem" or "base64", "password", "usage", "at"} from standard input, one a line',
		],
	],
	examples: [
		"countersign cert inspect server.pem",
		"countersign cert inspect server.pem server-key.pem ca.pem",
		"countersign cert inspect keystore.p12 --password-file pass.txt",
	],
}

const optionTable: OptionTable = {
	...{ usage: "value", at: "value", "password-file": "value", json: "flag", jsonl: "flag" },
}
const usages = ["server", "client", "any"] as const

/**
 * `countersign cert inspect`. Exit 1 on a lint of severity error, and when files that were given together contradict
 * each other; 3 when a file could not be read. `wanted`: a file that was read and holds no request is a usage error.
 */
export async function certInspect(words: readonly string[], io: CliIo, wanted?: "request"): Promise<number> {
	const { values, flags, rest } = parseOptions(words, optionTable)
	if (flags.has("help")) {
		io.out(renderHelp(inspectHelp))
		return exitCodes.healthy
	}
	if (flags.has("jsonl")) {
		await answerLines(io, answerRequest)
		return exitCodes.healthy
	}
	if (rest.length === 0) throw new UsageError("no file was given", "name it, or write - for standard input")
	const password = await readPassword(values.get("password-file"), io)
	const usage = values.has("usage") ? readUsage(values.get("usage")) : undefined
	const options: InspectOptions = {
		at: readMoment(values.get("at")),
		...(usage === undefined ? {} : { usage }),
		...(password === undefined ? {} : { password }),
	}
	const [only = ""] = rest
	if (rest.length > 1 && wanted !== undefined)
		throw new UsageError("one request is inspected at a time", "name its file alone")
	if (rest.length > 1) return inspectTogether(rest, options, flags.has("json"), io)
	const inspection = await inspect(await readGiven(only, io), options)
	if (wanted === "request" && inspection.kind !== "unreadable" && inspection.requests.length === 0)
		throw new UsageError(
			`${only} holds no certificate request`,
			"see what it holds: countersign cert inspect FILE",
		)
	io.out(
		flags.has("json")
			? `${JSON.stringify({ file: only, ...inspection }, undefined, 2)}\n`
			: renderInspection(inspection, only, io.width),
	)
	return exitCodeOf([inspection])
}

async function inspectTogether(
	files: readonly string[],
	{ password, ...options }: InspectOptions,
	isJson: boolean,
	io: CliIo,
): Promise<number> {
	const inputs: NamedInput[] = []
	for (const name of files) {
		const bytes = await readGiven(name, io)
		inputs.push({ name, bytes, ...(password === undefined ? {} : { password }) })
	}
	const joined = await inspectMany(inputs, options)
	const { inspections } = joined
	if (isJson) io.out(`${JSON.stringify(documentsOf(files, joined), undefined, 2)}\n`)
	else {
		const texts = inspections.map((each, index) => renderInspection(each, files[index] ?? "", io.width))
		io.out(`${texts.join("\n")}${renderTogether(files, joined, io.width)}`)
	}
	return hasContradiction(joined) ? exitCodes.findings : exitCodeOf(inspections)
}

function exitCodeOf(inspections: readonly Inspection[]): number {
	const isBad = inspections.some(({ lints }) => lints.some(({ severity }) => severity === "error"))
	if (isBad) return exitCodes.findings
	const isOpen = ({ kind, keys }: Inspection) =>
		kind !== "unreadable" && keys.every(({ problem }) => problem === undefined)
	return inspections.every(isOpen) ? exitCodes.healthy : exitCodes.undetermined
}

/** One line of `--jsonl`. The text of a file in `pem` (or `text`), or its bytes in `base64` (or `der`). */
async function answerRequest(request: Record<string, unknown>): Promise<Record<string, unknown>> {
	const text = [request.pem, request.text].find((value) => typeof value === "string")
	const coded = [request.base64, request.der].find((value) => typeof value === "string")
	const bytes =
		typeof text === "string"
			? new TextEncoder().encode(text)
			: typeof coded === "string"
				? Uint8Array.from(Buffer.from(coded, "base64"))
				: undefined
	if (bytes === undefined) return { error: "give the text of a file in pem, or its bytes in base64" }
	const at = typeof request.at === "string" ? Date.parse(request.at) : Date.now()
	if (Number.isNaN(at)) return { error: "at: is no time; write ISO 8601, e.g. 2026-01-31T12:00:00Z" }
	const usage = usages.find((each) => each === request.usage)
	if (request.usage !== undefined && usage === undefined)
		return { error: `usage: is unknown; write ${usages.join(", ")}` }
	const { password } = request
	return {
		...(await inspect(bytes, {
			at,
			...(usage === undefined ? {} : { usage }),
			...(typeof password === "string" ? { password: new Secret(password) } : {}),
		})),
	}
}

function readUsage(given: string | undefined) {
	const usage = usages.find((each) => each === given)
	if (usage === undefined) throw new UsageError(`--usage ${given} is unknown`, `write ${usages.join(", ")}`)
	return usage
}
