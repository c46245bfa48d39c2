import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import type { Endpoint, KeySource, SettingProblem } from "#endpoints/endpoint"
import { loadMaterials } from "#endpoints/node/load-materials"
import { type KeptSecrets, parseEndpointInput } from "#endpoints/parse-input"
import { endpointInputSchema } from "#endpoints/schema"
import type { OperationContext } from "./context.ts"

/** Name, labels and settings of an endpoint that is not stored yet. */
export type ParsedSettings = Pick<Endpoint, "name" | "labels" | "settings">

/**
 * Reads the flat input (`endpointInputSchema`; anything else is a problem of its fields) and, where it is coherent, the
 * files and keys it names. `stored` is the endpoint whose secrets the `keep…` marks mean. Every problem names its
 * field; none holds key material.
 */
export async function parseSettings(
	context: Pick<OperationContext, "policy">,
	input: unknown,
	stored: Endpoint | undefined,
): Promise<Result<ParsedSettings, readonly SettingProblem[]>> {
	const parsed = parseEndpointInput(input, keptSecrets(input, stored))
	if (!parsed.ok) return parsed
	const { name, labels, settings } = parsed.value
	const { fileRoots } = context.policy
	const materials = await loadMaterials(settings, fileRoots === undefined ? {} : { fileRoots })
	return materials.problems.length === 0 ? ok({ name, labels, settings }) : err(materials.problems)
}

/** The stored secrets; a kept key gets the passphrase that the input means, which may be a new one or none. */
function keptSecrets(input: unknown, stored: Endpoint | undefined): KeptSecrets {
	const { key, token } = stored?.settings ?? {}
	const typed = endpointInputSchema.safeParse(input)
	const passphrase =
		typed.data?.keepPassphrase === true ? key?.passphrase : secretOf(typed.data?.passphrase ?? "")
	return {
		...(key === undefined ? {} : { key: withPassphrase(key, passphrase) }),
		...(key?.passphrase === undefined ? {} : { passphrase: key.passphrase }),
		...(token === undefined ? {} : { token }),
	}
}

function withPassphrase(key: KeySource, passphrase: Secret<string> | undefined): KeySource {
	const locked = passphrase === undefined ? {} : { passphrase }
	return key.kind === "file"
		? { kind: "file", path: key.path, ...locked }
		: { kind: "pasted", pem: key.pem, ...locked }
}

function secretOf(text: string): Secret<string> | undefined {
	return text === "" ? undefined : new Secret(text)
}
