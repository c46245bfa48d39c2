import { err, ok, type Result } from "#base/result"
import type { Endpoint, SettingProblem } from "#endpoints/endpoint"
import { loadMaterials } from "#endpoints/node/load-materials"
import { parseEndpointInput } from "#endpoints/parse-input"
import type { OperationContext } from "./context.ts"
import type { EndpointInputValues } from "./endpoint-input.ts"

/** Name, labels and settings of an endpoint that is not stored yet. */
export type ParsedEndpoint = Pick<Endpoint, "name" | "labels" | "settings">

/**
 * Reads the flat input and, where the text is coherent, the files and keys it names. `stored` is the endpoint whose
 * kept secrets stand in for the `keep…` marks. Every problem names its field; none holds key material.
 */
export async function parseSettings(
	context: OperationContext,
	input: EndpointInputValues,
	stored: Endpoint | undefined,
): Promise<Result<ParsedEndpoint, readonly SettingProblem[]>> {
	const parsed = parseEndpointInput(withKeptSecrets(input, stored))
	if (!parsed.ok) return parsed
	const materials = await loadMaterials(parsed.value.settings, { fileRoots: context.policy.fileRoots })
	return materials.problems.length === 0 ? ok(parsed.value) : err(materials.problems)
}

/** The input with stored secrets in the places that ask for them, so that one parser sees the whole. */
function withKeptSecrets(input: EndpointInputValues, stored: Endpoint | undefined): EndpointInputValues {
	const { keepKey, keepPassphrase, keepToken, ...typed } = input
	const key = stored?.settings.key
	const token = stored?.settings.token
	return {
		...typed,
		...(keepKey && key?.kind === "pasted" ? { key: key.pem.reveal() } : {}),
		...(keepPassphrase && key?.passphrase !== undefined ? { passphrase: key.passphrase.reveal() } : {}),
		...(keepToken && token?.kind === "pasted" ? { token: `text:${token.text.reveal()}` } : {}),
	}
}
