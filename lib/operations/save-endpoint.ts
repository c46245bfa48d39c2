import { err, ok, type Result } from "#base/result"
import type { Endpoint, SettingProblem } from "#endpoints/endpoint"
import { addEndpoint, changeEndpoint, type EndpointConflict, loadEndpoint } from "#store/endpoints"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"
import { newId } from "./new-id.ts"
import { parseSettings } from "./parse-settings.ts"

/** A new endpoint, or a change to the version of one that the person saw. */
export interface SaveEndpointInput {
	/** The flat input of form and command line, as it came. */
	readonly input: unknown
	readonly existing?: { readonly id: string; readonly version: number }
}

/** Why nothing was saved. */
export type SaveFailure =
	| { readonly kind: "problems"; readonly problems: readonly SettingProblem[] }
	| EndpointConflict
	| StoreFailure

/** Saves an endpoint whose settings are coherent and whose files and keys can be read right now; resolves with its id. */
export async function saveEndpoint(
	context: OperationContext,
	{ input, existing }: SaveEndpointInput,
): Promise<Result<{ readonly id: string }, SaveFailure>> {
	const stored = await loadExisting(context, existing?.id)
	if (!stored.ok) return stored
	const parsed = await parseSettings(context, input, stored.value)
	if (!parsed.ok) return err({ kind: "problems", problems: parsed.error })
	const change = { actor: context.actor, at: context.clock.now() }
	if (existing === undefined) {
		const draft = { ...parsed.value, id: newId(context.clock), fromLab: false }
		const added = await addEndpoint(context.store, draft, change)
		return added.ok ? ok({ id: draft.id }) : added
	}
	const draft = { ...parsed.value, id: existing.id, fromLab: stored.value?.fromLab ?? false }
	const changed = await changeEndpoint(context.store, draft, existing.version, change)
	return changed.ok ? ok({ id: existing.id }) : changed
}

async function loadExisting(
	context: OperationContext,
	id: string | undefined,
): Promise<Result<Endpoint | undefined, StoreFailure | EndpointConflict>> {
	if (id === undefined) return ok(undefined)
	const loaded = await loadEndpoint(context.store, id)
	if (!loaded.ok) return loaded
	return loaded.value === undefined ? err({ kind: "gone" }) : loaded
}
