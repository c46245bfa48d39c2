import { systemClock } from "#base/clock"
import { type WatchEvent, type WatchOutcome, watchFinding } from "#diagnosis/rotation-watch"
import { openDialPolicy } from "#endpoints/dial-policy"
import type { EndpointSettings } from "#endpoints/endpoint"
import { parseEndpointInput } from "#endpoints/parse-input"
import { watchRotation } from "#operations/node/watch-rotation"
import { parseLifetime } from "#pki/lifetime"
import { runCheck } from "#probe/node/run-check"
import { printableLine } from "#report/printable-text"
import { inputFor, parseCheckOptions } from "../check-options.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { type ParsedOptions, parseOptions } from "../parse-options.ts"
import { findStoredEndpoint } from "../stored-endpoints.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const watchHelp: VerbHelp = {
	usage: "countersign watch TARGET|ENDPOINT [--file FILE] [--for 10m] [--within 1m] [options]",
	purpose:
		"Watches a certificate file that infrastructure replaces, and the server that should serve it. Says when the file\nchanged and when the server began to serve it. Exit 1 when it never did, 3 when the file did not change.",
	options: [
		["--file FILE", "the file that the server should serve; the client certificate's without it"],
		["--for TIME", "how long to wait for a change; 10m without it, 24h at most"],
		["--within TIME", "how long the server may take after it; 1m without it"],
		["--every TIME", "pause between two looks; 2s without it"],
		["--ca FILE, --cert FILE, --key FILE", "as for check; a stored ENDPOINT has its own"],
		["--server-name NAME", "name for SNI and for matching the certificate"],
		["--data DIR", "folder of the stored endpoints that ENDPOINT names"],
		["--json", "print the outcome as JSON"],
	],
	examples: [
		"countersign watch billing --for 1h",
		"countersign watch grpcs://localhost:9091 --ca ca.pem --file /etc/tls/tls.crt",
	],
}

const forMsMax = 24 * 3_600_000

/** `countersign watch`. Exit 0: the server serves the new file. 1: it never did. 3: nothing changed, or it was stopped. */
export async function watch(words: readonly string[], io: CliIo): Promise<number> {
	const options = parseOptions(words, {
		...{ file: "value", for: "value", within: "value", every: "value", json: "flag", data: "value" },
		...{ ca: "value", cert: "value", key: "value", "server-name": "value" },
	})
	const { values, flags, rest } = options
	if (flags.has("help")) {
		io.out(renderHelp(watchHelp))
		return exitCodes.healthy
	}
	const [target, ...others] = rest
	if (target === undefined || others.length > 0)
		throw new UsageError("watch takes one target", "write one: countersign watch grpcs://localhost:9091")
	const settings = await settingsFor(target, options, io)
	const path = values.get("file") ?? fileOf(settings)
	const outcome = await watchRotation(
		{ runCheck, policy: openDialPolicy, clock: systemClock },
		{
			settings,
			path,
			forMs: Math.min(forMsMax, timeOf(values, "for", "10m")),
			withinMs: Math.min(forMsMax, timeOf(values, "within", "1m")),
			everyMs: timeOf(values, "every", "2s"),
			signal: io.signal,
			onEvent: (event) => io.talk(eventLine(event, path)),
		},
	)
	if (outcome.kind === "unusable") throw new UsageError(outcome.text, outcome.hint)
	const finding = watchFinding(outcome, path)
	io.out(
		flags.has("json")
			? `${JSON.stringify({ schema: "countersign.watch/v1", target: settings.target, path, ...outcome, finding }, undefined, 2)}\n`
			: `${finding.severity === "error" ? "error: " : ""}${printableLine(finding.text)}\n`,
	)
	return exitOf(outcome)
}

async function settingsFor(target: string, { values }: ParsedOptions, io: CliIo): Promise<EndpointSettings> {
	const stored = await findStoredEndpoint(target, values.get("data"), io.env)
	if (stored !== undefined) return stored
	const given = ["ca", "cert", "key", "server-name"].flatMap((name) => {
		const value = values.get(name)
		return value === undefined ? [] : [`--${name}`, value]
	})
	const parsed = parseEndpointInput(inputFor(target, parseCheckOptions([target, ...given]), io.env))
	if (parsed.ok) return parsed.value.settings
	const [first] = parsed.error
	const all = parsed.error.map((problem) => `${problem.field}: ${problem.text}`).join("; ")
	throw new UsageError(all, first?.hint ?? "see --help")
}

function fileOf({ certificate }: EndpointSettings): string {
	if (certificate?.kind === "file") return certificate.path
	throw new UsageError(
		"no file to watch was named",
		"write --file FILE: the one that the server should serve",
	)
}

function timeOf(
	values: ReadonlyMap<string, string>,
	name: "for" | "within" | "every",
	usual: string,
): number {
	const read = parseLifetime(values.get(name) ?? usual)
	if (read.ok) return read.value
	throw new UsageError(`--${name} ${values.get(name) ?? ""} is no time`, "write 30s, 10m or 1h")
}

function eventLine(event: WatchEvent, path: string): string {
	const time = event.at.slice(11, 19)
	switch (event.kind) {
		case "looked":
			return ""
		case "watching":
			return `${time}  watching ${path}: it holds serial ${event.file.serial}${event.served === undefined ? "; the server showed no certificate" : `, the server serves ${event.served.serial}`}\n`
		case "file-changed":
			return `${time}  the file changed at ${event.modifiedAt}: it holds serial ${event.file.serial} now\n`
		case "not-yet-served":
			return `${time}  not served yet\n`
	}
}

function exitOf({ kind }: WatchOutcome): number {
	if (kind === "rotated") return exitCodes.healthy
	return kind === "never-served" ? exitCodes.findings : exitCodes.undetermined
}
