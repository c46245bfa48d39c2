import type { CheckExtras } from "#probe/node/check-request"
import { type OptionTable, parseOptions } from "./parse-options.ts"
import { UsageError, type VerbHelp } from "./usage.ts"

/** What `countersign check` was asked to do. */
export interface CheckOptions {
	readonly help: boolean
	readonly quiet: boolean
	readonly jsonl: boolean
	readonly targets: readonly string[]
	readonly format: "terminal" | "json" | "markdown"
	readonly junit?: string
	readonly sarif?: string
	readonly failOn: "error" | "warning" | "notice"
	readonly data?: string
	readonly values: ReadonlyMap<string, string>
	readonly skipVerify: boolean
	readonly spiffeEnabled: boolean
	readonly extras: CheckExtras
}

const table = {
	mode: "value",
	ca: "value",
	cert: "value",
	key: "value",
	passphrase: "value",
	"server-name": "value",
	"skip-verify": "flag",
	"spiffe-socket": "value",
	"spiffe-enabled": "flag",
	"expect-spiffe-id": "value",
	"trust-domain": "value",
	"token-file": "value",
	"health-service": "value",
	method: "value",
	timeout: "value",
	scan: "flag",
	enforce: "flag",
	"enforce-ca": "value",
	"enforce-ca-key": "value",
	json: "flag",
	jsonl: "flag",
	markdown: "flag",
	junit: "value",
	sarif: "value",
	"fail-on": "value",
	data: "value",
	quiet: "flag",
} as const satisfies OptionTable

/** Names that Permguard and grpcurl use for the same thing. */
const aliases = {
	"tls-ca-file": "ca",
	"tls-cert-file": "cert",
	"tls-key-file": "key",
	"tls-skip-verify": "skip-verify",
	"spiffe-endpoint": "spiffe-socket",
	cacert: "ca",
	servername: "server-name",
} as const

/** Help of `countersign check`. */
export const checkHelp: VerbHelp = {
	usage: "countersign check TARGET|ENDPOINT... [options]",
	purpose: "Connects in every mode that there is material for, says what the server does and what to change.",
	options: [
		["--mode MODE", "auto, none, tls, mtls, external or spiffe (default: auto)"],
		["--ca FILE", "trust these CA certificates instead of the system's (--tls-ca-file)"],
		["--cert FILE --key FILE", "client certificate and its key (--tls-cert-file, --tls-key-file)"],
		["--server-name NAME", "name for SNI and for matching the certificate"],
		["--skip-verify", "go on without verification (--tls-skip-verify)"],
		["--spiffe-socket ADDR", "Workload API, unix:///path or tcp://IP:port (--spiffe-endpoint)"],
		["--spiffe-enabled", "use the Workload API of SPIFFE_ENDPOINT_SOCKET"],
		["--expect-spiffe-id ID", "the SPIFFE ID that the peer must prove"],
		["--trust-domain TD", "the trust domain that the peer must belong to"],
		["--token-file FILE", "send this bearer token, never over plaintext"],
		["--health-service NAME", "service to ask grpc.health.v1 for (default: the whole server)"],
		["--method SERVICE/METHOD", "call this method instead of Health/Check, with an empty message"],
		["--scan", "ask with our own ClientHellos what the server offers, at most 5 connections at a time"],
		["--enforce", "prove that it refuses what it should; exit 1 when something got in"],
		["--enforce-ca FILE --enforce-ca-key FILE", "issue the throw-away certificates from this CA, in memory"],
		["--timeout 5s", "one deadline for each lane, 100ms to 60s"],
		["--json | --markdown", "print the report in this form"],
		["--jsonl", "answer request objects from standard input, one a line"],
		["--junit FILE, --sarif FILE", "write the findings for a CI system"],
		["--fail-on SEVERITY", "exit 1 from this severity on: error, warning or notice"],
		["--data DIR", "folder of the stored endpoints that ENDPOINT names"],
		["--quiet", "no progress on the terminal"],
	],
	examples: [
		"countersign check grpcs://localhost:9091 --ca ca.pem",
		"countersign check grpcs://localhost:9091 --ca ca.pem --cert client.pem --key client-key.pem --json",
	],
}

/** Reads the words after `check`. Throws `UsageError` for anything that cannot be meant. */
export function parseCheckOptions(words: readonly string[]): CheckOptions {
	const { values, flags, rest } = parseOptions(words, table, aliases)
	if (flags.has("json") && flags.has("markdown"))
		throw new UsageError("--json and --markdown exclude each other", "choose one")
	const failOn = values.get("fail-on") ?? "error"
	if (failOn !== "error" && failOn !== "warning" && failOn !== "notice") {
		throw new UsageError(`--fail-on ${failOn} is no severity`, "write error, warning or notice")
	}
	const given = (name: "junit" | "sarif" | "data") => {
		const value = values.get(name)
		return value === undefined ? {} : { [name]: value }
	}
	return {
		help: flags.has("help"),
		quiet: flags.has("quiet"),
		jsonl: flags.has("jsonl"),
		targets: rest,
		format: flags.has("json") ? "json" : flags.has("markdown") ? "markdown" : "terminal",
		failOn,
		values,
		skipVerify: flags.has("skip-verify"),
		spiffeEnabled: flags.has("spiffe-enabled"),
		extras: { scan: flags.has("scan"), enforce: flags.has("enforce") },
		...given("junit"),
		...given("sarif"),
		...given("data"),
	}
}

const modes = ["auto", "none", "tls", "mtls", "external", "spiffe"] as const

/** The flat endpoint input for one target of the command line. */
export function inputFor(
	target: string,
	options: CheckOptions,
	env: Readonly<Record<string, string | undefined>>,
) {
	const value = (name: keyof typeof table) => options.values.get(name) ?? ""
	const mode = modes.find((each) => each === (options.values.get("mode") ?? "auto"))
	if (mode === undefined)
		throw new UsageError(`--mode ${value("mode")} is no mode`, `write one of ${modes.join(", ")}`)
	const wantsSpiffe = options.spiffeEnabled || mode === "spiffe"
	const socket = value("spiffe-socket") || (wantsSpiffe ? (env.SPIFFE_ENDPOINT_SOCKET ?? "") : "")
	return {
		name: target.slice(0, 100),
		labels: "",
		target,
		mode: mode === "auto" && options.spiffeEnabled ? ("spiffe" as const) : mode,
		ca: value("ca"),
		certificate: value("cert"),
		key: value("key"),
		passphrase: value("passphrase"),
		serverName: value("server-name"),
		skipVerify: options.skipVerify,
		spiffeSocket: socket,
		expectSpiffeId: value("expect-spiffe-id"),
		trustDomain: value("trust-domain"),
		token: asPath(value("token-file")),
		healthService: value("health-service"),
		method: value("method"),
		timeoutMs: parseDurationMs(options.values.get("timeout") ?? "5s"),
	}
}

/** A bare file name is a path too; the input tells paths from tokens by their first character. */
function asPath(path: string): string {
	return path === "" || /^[./~]/.test(path) ? path : `./${path}`
}

/** Reads `5s`, `250ms`, `1m` or plain milliseconds. */
export function parseDurationMs(text: string): number {
	const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text.trim())
	const unit = { ms: 1, s: 1_000, m: 60_000 }
	const [, amount = "", name = "ms"] = match ?? []
	if (match === null) throw new UsageError(`--timeout ${text} is no duration`, "write 5s or 500ms")
	return Math.round(Number(amount) * unit[name === "s" || name === "m" ? name : "ms"])
}
