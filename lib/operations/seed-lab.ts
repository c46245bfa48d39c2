import { err, ok, type Result } from "#base/result"
import type { Endpoint } from "#endpoints/endpoint"
import { parseEndpointInput } from "#endpoints/parse-input"
import {
	addEndpoint,
	changeEndpoint,
	type EndpointDraft,
	listEndpoints,
	loadEndpoint,
} from "#store/endpoints"
import { splitSettings } from "#store/open-settings"
import type { OperationContext } from "./context.ts"
import { deleteEndpoint } from "./delete-endpoint.ts"
import { type LabScenario, readLabManifest } from "./node/read-lab-manifest.ts"

/** How many endpoints of the lab were added, changed and removed. */
export interface SeededLab {
	readonly added: number
	readonly changed: number
	readonly removed: number
	/** Scenarios whose settings could not be read, as sentences. */
	readonly refused: readonly string[]
}

/** The id under which a scenario is stored, the same at every start, so that its runs stay its own. */
export function labEndpointId(scenarioId: string): string {
	return `lab-${scenarioId}`
}

/**
 * Makes the stored lab endpoints those of the manifest: adds, changes where something differs, removes what is gone.
 * Endpoints of people are never touched. The error is a sentence.
 */
export async function seedLab(
	context: OperationContext,
	input: { readonly manifestPath: string },
): Promise<Result<SeededLab, string>> {
	const manifest = await readLabManifest(input.manifestPath)
	if (!manifest.ok) return manifest
	const counts = { added: 0, changed: 0 }
	const refused: string[] = []
	for (const scenario of manifest.value) {
		const put = await putScenario(context, scenario)
		if (!put.ok) refused.push(put.error)
		else if (put.value !== "same") counts[put.value] += 1
	}
	const removed = await removeOthers(context, new Set(manifest.value.map(({ id }) => labEndpointId(id))))
	return removed.ok ? ok({ ...counts, removed: removed.value, refused }) : removed
}

async function putScenario(
	context: OperationContext,
	scenario: LabScenario,
): Promise<Result<"added" | "changed" | "same", string>> {
	const parsed = parseEndpointInput({
		labels: "lab",
		...scenario.settings,
		name: scenario.id,
		target: scenario.target,
	})
	if (!parsed.ok) return err(`${scenario.id}: ${parsed.error.map((problem) => problem.text).join(" ")}`)
	const draft: EndpointDraft = {
		id: labEndpointId(scenario.id),
		name: scenario.id,
		labels: parsed.value.labels,
		settings: parsed.value.settings,
		fromLab: true,
	}
	const stored = await loadEndpoint(context.store, draft.id)
	if (!stored.ok) return err(stored.error.text)
	const change = { actor: "lab", at: context.clock.now() }
	if (stored.value === undefined) {
		const added = await addEndpoint(context.store, draft, change)
		return added.ok ? ok("added") : err(added.error.text)
	}
	if (fingerprint(stored.value) === fingerprint(draft)) return ok("same")
	const changed = await changeEndpoint(context.store, draft, stored.value.version, change)
	if (changed.ok) return ok("changed")
	return err("text" in changed.error ? changed.error.text : `${scenario.id} was changed by somebody else.`)
}

async function removeOthers(
	context: OperationContext,
	kept: ReadonlySet<string>,
): Promise<Result<number, string>> {
	const listed = await listEndpoints(context.store)
	if (!listed.ok) return err(listed.error.text)
	const surplus = listed.value.filter((endpoint) => endpoint.fromLab && !kept.has(endpoint.id))
	for (const { id } of surplus) {
		const deleted = await deleteEndpoint(context, { id })
		if (!deleted.ok && deleted.error.kind !== "gone") return err(deleted.error.text)
	}
	return ok(surplus.length)
}

/** Everything that a save would write, secrets included, as text to compare. It never leaves this file. */
function fingerprint(endpoint: Pick<Endpoint, "name" | "labels" | "settings">): string {
	const { open, secrets } = splitSettings(endpoint.settings)
	const sorted = Object.fromEntries(Object.entries(open).toSorted(([a], [b]) => (a < b ? -1 : 1)))
	const revealed = [secrets.keyPem?.reveal(), secrets.passphrase?.reveal(), secrets.token?.reveal()]
	return JSON.stringify([endpoint.name, endpoint.labels, sorted, revealed])
}
