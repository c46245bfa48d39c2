import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import { parseTarget } from "#grpc/parse-target"
import type { Target } from "#grpc/target"
import { parseTrustDomain } from "#spiffe/trust-domain"
import type { EndpointSettings, KeySource, SettingProblem } from "./endpoint.ts"
import { type EndpointInput, endpointInputSchema } from "./schema.ts"
import { settingProblems } from "./setting-problems.ts"
import { keySource, pemSource, secretOf, splitLabels, tokenSource } from "./setting-sources.ts"

/** Secrets that are stored already and that the input's keep flags refer to. */
export interface KeptSecrets {
	readonly key?: KeySource
	readonly token?: NonNullable<EndpointSettings["token"]>
	readonly passphrase?: Secret<string>
}

/** What an input means once it is coherent. */
export interface ParsedEndpoint {
	/** As typed; where nothing was typed, what the target names. */
	readonly name: string
	readonly labels: readonly string[]
	readonly settings: EndpointSettings
	readonly target: Target
}

/**
 * Turns the flat input into settings, or says field by field what does not fit together and what to do; everything that
 * is wrong is said at once. Pure: files are not looked at (`loadMaterials` does that). No problem quotes a secret.
 */
export function parseEndpointInput(
	given: unknown,
	kept: KeptSecrets = {},
): Result<ParsedEndpoint, readonly SettingProblem[]> {
	const shaped = endpointInputSchema.safeParse(given)
	if (!shaped.success) return err(shaped.error.issues.map(shapeProblem))
	const input = shaped.data
	const target = parseTarget(input.target)
	const problems = settingProblems(input, target, kept)
	if (problems.length > 0 || !target.ok) return err(problems)
	const { address, authority } = target.value
	const typedName = input.name.trim()
	return ok({
		name: typedName !== "" ? typedName : address.kind === "unix" ? target.value.text : authority,
		labels: splitLabels(input.labels),
		settings: settingsOf(input, kept),
		target: target.value,
	})
}

function shapeProblem(issue: {
	readonly path: readonly PropertyKey[]
	readonly message: string
}): SettingProblem {
	const field = String(issue.path[0] ?? "target")
	const rule = field === "target" ? "invalid-target" : "partial-config"
	return { field, rule, text: issue.message, hint: "Correct this field." }
}

function settingsOf(input: EndpointInput, kept: KeptSecrets): EndpointSettings {
	const passphrase = secretOf(input.passphrase) ?? (input.keepPassphrase ? kept.passphrase : undefined)
	const key = keySource(input.key, passphrase) ?? (input.keepKey ? kept.key : undefined)
	const token = tokenSource(input.token) ?? (input.keepToken ? kept.token : undefined)
	const ca = pemSource(input.ca)
	const certificate = pemSource(input.certificate)
	const trustDomain = parseTrustDomain(input.trustDomain.trim())
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
		...typed("serverName", input.serverName),
		...typed("spiffeSocket", input.spiffeSocket),
		...typed("expectSpiffeId", input.expectSpiffeId),
		...typed("trustDomain", trustDomain.ok ? trustDomain.value : ""),
		...typed("method", input.method.replace(/^\s*\//, "")),
	}
}

function typed(
	field: "serverName" | "spiffeSocket" | "expectSpiffeId" | "trustDomain" | "method",
	text: string,
) {
	return text.trim() === "" ? {} : { [field]: text.trim() }
}
