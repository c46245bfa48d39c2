import { basename, dirname } from "node:path"
import { parseLifetime } from "#pki/lifetime"
import { type RunningWorkloadApi, startWorkloadApi } from "#pki/node/workload-api-server"
import { writeFiles } from "#pki/node/write-files"
import { type FederatedBundle, readFederatedBundle } from "#pki/workload/federated-bundle"
import { readWorkloadForm } from "#pki/workload/workload-config"
import { type WorkloadFailure, workloadFailures } from "#pki/workload/workload-failures"
import type { WorkloadAuthority, WorkloadSnapshot } from "#pki/workload/workload-source"
import type { TrustDomain } from "#spiffe/trust-domain"
import { readGiven } from "../cert-files.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { textFile } from "../issuing/written.ts"
import { parseOptions } from "../parse-options.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const svidHelp: VerbHelp = {
	usage: "countersign svid serve --trust-domain TD --id SPIFFE_ID [--id …] [options]",
	purpose:
		"Serves a SPIFFE Workload API for development, without SPIRE: X.509-SVIDs, bundles and JWT-SVIDs, renewed at half\nof their life. Keys are in memory alone and end with the program. Runs until it is interrupted.",
	options: [
		["--trust-domain TD", "such as dev.local"],
		[
			"--id SPIFFE_ID",
			"may be repeated; ';hint=NAME', ';dns=NAME', ';socket=ADDR' and ';uid=NUMBER' may stand behind it",
		],
		["--ttl TIME", "life of an SVID; 1h without it"],
		["--socket ADDR", "unix:///path or tcp://IP:port; unix:///tmp/countersign-workload.sock without it"],
		["--socket-mode MODE", "octal; 0600 without it"],
		["--federate TD=FILE", "bundle of another trust domain; may be repeated"],
		["--write-bundle FILE", "write the bundle as PEM, for servers that read a file; again when it changes"],
		["--force", "replace the file of --write-bundle when it exists at the start"],
		["--fail STATUS", `answer with an error on purpose: ${Object.keys(workloadFailures).join(", ")}`],
		["--json", "print one JSON document a line: at the start and at each rotation; never a key"],
	],
	examples: [
		"countersign svid serve --trust-domain dev.local --id spiffe://dev.local/ns/default/sa/router",
		"kill -HUP PID    # rotates now",
		"kill -USR2 PID   # publishes a new authority, which signs from the next rotation on",
	],
}

const defaultSocket = "unix:///tmp/countersign-workload.sock"

/** `countersign svid`. Runs until the signal; exit 2 when something is refused. */
export async function svid(words: readonly string[], io: CliIo): Promise<number> {
	const [action = "--help", ...rest] = words
	const { values, lists, flags } = parseOptions(rest, {
		...{ "trust-domain": "value", id: "list", ttl: "value", socket: "value", "socket-mode": "value" },
		...{ federate: "list", fail: "value", json: "flag", "write-bundle": "value", force: "flag" },
	})
	if (["--help", "-h", "help"].includes(action) || flags.has("help")) {
		io.out(renderHelp(svidHelp))
		return exitCodes.healthy
	}
	if (action !== "serve") throw new UsageError(`svid ${action} is unknown`, "write svid serve")
	const ttl = parseLifetime(values.get("ttl") ?? "1h")
	if (!ttl.ok) throw new UsageError(`--ttl: ${ttl.error}`, "see countersign svid --help")
	const form = readWorkloadForm({
		trustDomain: values.get("trust-domain") ?? "",
		identities: lists.get("id") ?? [],
		ttlMs: ttl.value,
		socket: values.get("socket") ?? defaultSocket,
		socketMode: readMode(values.get("socket-mode")),
	})
	if (!form.ok) {
		const told = form.error.map(({ field, text }) => `${options[field] ?? field}: ${text}`)
		throw new UsageError(told.join("\n       "), "see countersign svid --help")
	}
	const failure = readFailure(values.get("fail"))
	const federated = await readFederated(lists.get("federate") ?? [], form.value.trustDomain, io)
	const isJson = flags.has("json")
	const say = (snapshot: WorkloadSnapshot) => io.out(isJson ? jsonOf(snapshot) : textOf(snapshot))
	const bundle = bundleFile(values.get("write-bundle"), flags.has("force"))
	const api = await startWorkloadApi({ ...form.value, federated }, (snapshot) => {
		say(snapshot)
		bundle.write(snapshot).catch((cause: unknown) => io.talk(`${String(cause)}\n`))
	})
	if (!api.ok)
		throw new UsageError(api.error.replace(/\.$/, ""), "name another socket: --socket unix:///path")
	return runUntilStopped(api.value, { failure, isJson, bundle, io, say })
}

const options: Readonly<Record<string, string>> = {
	trustDomain: "--trust-domain",
	identities: "--id",
	ttl: "--ttl",
	socket: "--socket",
}

interface Running {
	readonly failure: WorkloadFailure | undefined
	readonly isJson: boolean
	readonly bundle: BundleFile
	readonly io: CliIo
	readonly say: (snapshot: WorkloadSnapshot) => void
}

async function runUntilStopped(
	api: RunningWorkloadApi,
	{ failure, isJson, bundle, io, say }: Running,
): Promise<number> {
	const hangUp = () => void api.rotateNow()
	const renew = () => void api.renewAuthority()
	process.on("SIGHUP", hangUp)
	process.on("SIGUSR2", renew)
	try {
		await bundle.write(api.current())
		api.fail(failure)
		io.out(
			isJson
				? `${JSON.stringify({ event: "serving", addresses: api.addresses })}\n`
				: `${api.addresses.map((each) => `SPIFFE_ENDPOINT_SOCKET=${each}`).join("\n")}\n`,
		)
		say(api.current())
		for (const each of api.addresses.filter((address) => address.startsWith("tcp:")))
			io.talk(`Every program that reaches ${each} gets its identities and their keys.\n`)
		if (failure !== undefined) io.talk(`Every call ends with ${failure} on purpose.\n`)
		await new Promise<void>((resolve) => {
			if (io.signal.aborted) resolve()
			else io.signal.addEventListener("abort", () => resolve(), { once: true })
		})
		return exitCodes.healthy
	} finally {
		process.off("SIGHUP", hangUp)
		process.off("SIGUSR2", renew)
		await api.close()
	}
}

interface BundleFile {
	/** Writes the bundle where it changed, whole or not at all. */
	readonly write: (snapshot: WorkloadSnapshot) => Promise<void>
}

function bundleFile(path: string | undefined, isForced: boolean): BundleFile {
	let written: string | undefined
	return {
		write: async ({ authorities }) => {
			const pem = authorities.map((each) => each.pem.trimEnd()).join("\n")
			if (path === undefined || pem === written) return
			const file = textFile(basename(path), `${pem}\n`)
			const done = await writeFiles(dirname(path), [file], { force: isForced || written !== undefined })
			if (!done.ok)
				throw new UsageError(`--write-bundle: ${done.error.text.replace(/\.$/, "")}`, done.error.hint)
			written = pem
		},
	}
}

function jsonOf({ rotation, svids, authorities, issuedAt, rotatesAt }: WorkloadSnapshot): string {
	const told = svids.map(({ identity, serial, notBefore, notAfter }) => ({
		spiffeId: identity.spiffeId,
		...(identity.hint === undefined ? {} : { hint: identity.hint }),
		...{ serial, notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() },
	}))
	const times = { issuedAt: new Date(issuedAt).toISOString(), rotatesAt: new Date(rotatesAt).toISOString() }
	const bundle = authorities.map(({ number, state }) => ({ authority: number, state }))
	return `${JSON.stringify({ event: "issued", rotation, ...times, svids: told, bundle })}\n`
}

function textOf({ rotation, svids, authorities, rotatesAt }: WorkloadSnapshot): string {
	const next = new Date(rotatesAt).toISOString()
	const lines = svids.map(
		({ identity, serial, notAfter }) =>
			`  ${identity.spiffeId}  serial ${serial}  until ${notAfter.toISOString()}`,
	)
	const bundle = authorities.length === 1 ? [] : [`  Bundle: ${authorities.map(authorityWords).join(", ")}.`]
	return `Issued (${rotation}), renewed at ${next}:\n${[...lines, ...bundle].join("\n")}\n`
}

const stateWords = {
	next: "signs from the next rotation on",
	signs: "signs now",
	last: "signed before",
} as const

function authorityWords({ number, state }: WorkloadAuthority): string {
	return `authority ${number} ${stateWords[state]}`
}

function readMode(given: string | undefined): number {
	if (given === undefined) return 0o600
	if (!/^0?[0-7]{3}$/.test(given))
		throw new UsageError(`--socket-mode ${given} is no mode`, "write octal digits, such as 0660")
	return Number.parseInt(given, 8)
}

function readFailure(given: string | undefined): WorkloadFailure | undefined {
	if (given === undefined) return undefined
	const names = Object.keys(workloadFailures)
	for (const name of [
		"permission-denied",
		"unavailable",
		"invalid-argument",
		"unimplemented",
		"internal",
		"resource-exhausted",
		"deadline-exceeded",
	] as const)
		if (name === given) return name
	throw new UsageError(`--fail ${given} is unknown`, `write one of ${names.join(", ")}`)
}

async function readFederated(
	given: readonly string[],
	own: TrustDomain,
	io: CliIo,
): Promise<ReadonlyMap<string, FederatedBundle>> {
	const bundles = new Map<string, FederatedBundle>()
	for (const typed of given) {
		const [name = "", file = ""] = typed.split(/=(.*)/s)
		const hint = "write it as other.example=bundle.pem"
		if (file === "") throw new UsageError(`--federate ${typed} names no file`, hint)
		const read = await readFederatedBundle(name, await readGiven(file, io), own)
		if (!read.ok) throw new UsageError(`--federate ${typed}: ${read.error.replace(/\.$/, "")}`, hint)
		bundles.set(read.value.trustDomain, read.value)
	}
	return bundles
}
