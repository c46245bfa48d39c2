import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import { parseTarget } from "#grpc/parse-target"
import type { Target } from "#grpc/target"
import type { EndpointSettings, KeySource, PemSource, SettingProblem } from "./endpoint.ts"
import { type EndpointInput, endpointInputSchema } from "./schema.ts"
import { settingProblems } from "./setting-problems.ts"

/** Secrets that are stored already and that the input's keep flags refer to. */
export interface KeptSecrets {
	readonly key?: KeySource
	readonly token?: NonNullable<EndpointSettings["token"]>
	readonly passphrase?: Secret<string>
}

/** What an input means once it is coherent. */
export interface ParsedEndpoint {
	readonly name: string
	readonly labels: readonly string[]
	readonly settings: EndpointSettings
	readonly target: Target
}

/**
 * Turns the flat input into settings, or says field by field what does not fit together and what to do. Pure: files
 * are not looked at (`loadMaterials` does that).
 */
export function parseEndpointInput(
	given: unknown,
	kept: KeptSecrets = {},
): Result<ParsedEndpoint, readonly SettingProblem[]> {
	const shaped = endpointInputSchema.safeParse(given)
	if (!shaped.success) {
		return err(
			shaped.error.issues.map((issue) => ({
				field: String(issue.path[0] ?? "target"),
				rule: issue.path[0] === "target" ? "invalid-target" : "partial-config",
				text: issue.message,
				hint: "Correct this field.",
			})),
		)
	}
	const input = shaped.data
	const target = parseTarget(input.target)
	const problems = settingProblems(input, target, kept)
	if (problems.length > 0 || !target.ok) return err(problems)
	return ok({
		name: input.name.trim() === "" ? target.value.authority : input.name.trim(),
		labels: readLabels(input.labels),
		settings: settingsOf(input, kept),
		target: target.value,
	})
}

function settingsOf(input: EndpointInput, kept: KeptSecrets): EndpointSettings {
	const passphrase = input.keepPassphrase ? kept.passphrase : secretOf(input.passphrase)
	const key = input.keepKey ? kept.key : keySource(input.key, passphrase)
	const ca = pemSource(input.ca)
	const certificate = pemSource(input.certificate)
	const token = input.keepToken ? kept.token : tokenSource(input.token)
	const text = (name: "serverName" | "spiffeSocket" | "expectSpiffeId" | "trustDomain" | "method") => {
		const value = input[name].trim()
		return value === "" ? {} : { [name]: name === "method" ? value.replace(/^\//, "") : value }
	}
	return {
		target: input.target.trim(),
		mode: input.mode,
		skipVerify: input.skipVerify,
		healthService: input.healthService.trim(),
		timeoutMs: input.timeoutMs,
		...(ca === undefined ? {} : { ca }),
		...(certificate === undefined ? {} : { certificate }),
		...(key === undefined ? {} : { key }),
		...(token === undefined ? {} : { token }),
		...text("serverName"),
		...text("spiffeSocket"),
		...text("expectSpiffeId"),
		...text("trustDomain"),
		...text("method"),
	}
}

function readLabels(text: string): readonly string[] {
	const labels = text.split(",").map((label) => label.trim().slice(0, 60))
	return [...new Set(labels.filter((label) => label !== ""))].slice(0, 20)
}

function secretOf(text: string): Secret<string> | undefined {
	return text === "" ? undefined : new Secret(text)
}

function isPem(text: string): boolean {
	return text.includes("-----BEGIN") || text.includes("\n")
}

function pemSource(text: string): PemSource | undefined {
	const trimmed = text.trim()
	if (trimmed === "") return undefined
	return isPem(trimmed) ? { kind: "pasted", pem: `${trimmed}\n` } : { kind: "file", path: trimmed }
}

function keySource(text: string, passphrase: Secret<string> | undefined): KeySource | undefined {
	const trimmed = text.trim()
	if (trimmed === "") return undefined
	const locked = passphrase === undefined ? {} : { passphrase }
	if (isPem(trimmed)) return { kind: "pasted", pem: new Secret(`${trimmed}\n`), ...locked }
	return { kind: "file", path: trimmed, ...locked }
}

/** `text:` marks a token that would otherwise look like a path. */
function tokenSource(text: string): EndpointSettings["token"] {
	const trimmed = text.trim()
	if (trimmed === "") return undefined
	if (trimmed.startsWith("text:")) return { kind: "pasted", text: new Secret(trimmed.slice(5).trim()) }
	return /^(\/|\.\/|\.\.\/|~)/.test(trimmed) ? { kind: "file", path: trimmed } : { kind: "pasted", text: new Secret(trimmed) }
}
