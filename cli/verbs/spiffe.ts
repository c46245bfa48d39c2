import { parseBundleMap, parseDerBundle, parseJwksBundle } from "#spiffe/bundle"
import { type BundleFacts, compareBundles, describeBundle, type NamedBundle } from "#spiffe/compare-bundles"
import { fetchX509Context } from "#spiffe/node/workload-api"
import { addressForms, reportWorkload } from "#spiffe/workload-report"
import { readCertificateFiles, readGiven } from "../cert-files.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { parseOptions } from "../parse-options.ts"
import { renderBundle, renderComparison, renderWorkload } from "../spiffe-text.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const spiffeHelp: VerbHelp = {
	usage: "countersign spiffe workload [--socket ADDR] | spiffe bundle FILE [FILE]",
	purpose:
		"Asks a SPIFFE Workload API what it gives to this user and says what is wrong with it; reads trust bundles\n(PEM, concatenated DER, SPIFFE JWKS) and compares two of them.",
	options: [
		["--socket ADDR", "unix:///path or tcp://IP:port; SPIFFE_ENDPOINT_SOCKET without it"],
		["--timeout TIME", "workload: how long to wait, in seconds; 5 without it"],
		["--json", "print the answer as JSON; never a key"],
	],
	examples: [
		"countersign spiffe workload --socket unix:///run/spire/agent/api.sock",
		"countersign spiffe bundle cached.pem now.json",
	],
}

const optionTable = { socket: "value", timeout: "value", json: "flag" } as const

/** `countersign spiffe`. Exit 1 when the Workload API or a bundle is not as it should be, or two bundles differ. */
export async function spiffe(words: readonly string[], io: CliIo): Promise<number> {
	const [action = "--help", ...rest] = words
	const { values, flags, rest: files } = parseOptions(rest, optionTable)
	if (["--help", "-h", "help"].includes(action) || flags.has("help")) {
		io.out(renderHelp(spiffeHelp))
		return exitCodes.healthy
	}
	if (action === "workload") return workload(values, flags.has("json"), io)
	if (action === "bundle") return bundle(files, flags.has("json"), io)
	throw new UsageError(`spiffe ${action} is unknown`, "write spiffe workload or spiffe bundle")
}

async function workload(values: ReadonlyMap<string, string>, isJson: boolean, io: CliIo): Promise<number> {
	const address = values.get("socket") ?? io.env.SPIFFE_ENDPOINT_SOCKET
	if (address === undefined)
		throw new UsageError(
			"no Workload API was named",
			"write --socket unix:///path, or set SPIFFE_ENDPOINT_SOCKET",
		)
	const seconds = Number(values.get("timeout") ?? 5)
	if (!(seconds > 0 && seconds <= 600))
		throw new UsageError(`--timeout ${values.get("timeout") ?? ""} is no time`, "write seconds, 1 to 600")
	const fetched = await fetchX509Context(address, { signal: io.signal, timeoutMs: seconds * 1_000 })
	const base = { schema: "countersign.workload/v1", address }
	if (!fetched.ok) {
		io.out(
			isJson
				? `${JSON.stringify({ ...base, problems: [{ severity: "error", ...fetched.error }] }, undefined, 2)}\n`
				: `${fetched.error.text}\nWhat to look at: ${fetched.error.hint}\n`,
		)
		return exitCodes.findings
	}
	const report = await reportWorkload(fetched.value, Date.now())
	const forms = addressForms(address)
	io.out(
		isJson
			? `${JSON.stringify({ ...base, ...report, forms: Object.fromEntries(forms) }, undefined, 2)}\n`
			: renderWorkload(address, report, forms, io.width),
	)
	return report.problems.length === 0 ? exitCodes.healthy : exitCodes.findings
}

async function bundle(files: readonly string[], isJson: boolean, io: CliIo): Promise<number> {
	if (files.length === 0 || files.length > 2)
		throw new UsageError(
			"spiffe bundle takes one file or two",
			"name a bundle, and another one to compare it with",
		)
	const facts: BundleFacts[] = []
	for (const file of files)
		for (const each of await readBundles(file, io)) facts.push(await describeBundle(each, Date.now()))
	const [first, second, ...more] = facts
	const isPair = files.length === 2 && more.length === 0
	const comparison =
		isPair && first !== undefined && second !== undefined ? compareBundles(first, second) : undefined
	io.out(
		isJson
			? `${JSON.stringify({ schema: "countersign.bundles/v1", bundles: facts, ...(comparison === undefined ? {} : { comparison }) }, undefined, 2)}\n`
			: [
					...(comparison === undefined ? [] : [renderComparison(comparison, io.width)]),
					...facts.map((each) => renderBundle(each, io.width, comparison === undefined)),
				].join("\n"),
	)
	const differs = comparison !== undefined && comparison.onlyFirst.length + comparison.onlySecond.length > 0
	return differs || facts.some(({ notes }) => notes.length > 0) ? exitCodes.findings : exitCodes.healthy
}

/** A map of bundles yields one each; everything else one. */
async function readBundles(file: string, io: CliIo): Promise<readonly NamedBundle[]> {
	const bytes = await readGiven(file, io)
	const text = new TextDecoder().decode(bytes).trimStart()
	if (text.startsWith("{")) {
		const map = parseBundleMap(text)
		if (map.ok)
			return [...map.value].map(([domain, authorities]) => ({ name: `${file} (${domain})`, authorities }))
		const document = parseJwksBundle(text)
		if (!document.ok)
			throw new UsageError(`${file}: ${document.error.text}`, "give a SPIFFE bundle, PEM or DER")
		const { authorities, sequence, refreshHintSeconds } = document.value
		return [
			{
				name: file,
				authorities,
				...(sequence === undefined ? {} : { sequence }),
				...(refreshHintSeconds === undefined ? {} : { refreshHintSeconds }),
			},
		]
	}
	const concatenated = parseDerBundle(bytes)
	if (concatenated.ok && concatenated.value.length > 0)
		return [{ name: file, authorities: concatenated.value }]
	return [{ name: file, authorities: await readCertificateFiles([file], io, undefined) }]
}
