import { type FoundWords, findWords, queryWords, type SearchField } from "#base/find-words"
import { ok, type Result } from "#base/result"
import type { Severity } from "#diagnosis/finding"
import { ruleFields, runbookPages } from "#diagnosis/runbook"
import { listNotes } from "#store/notes"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"
import { type ListedEndpoint, listEndpoints } from "./list-endpoints.ts"

/** Something that holds every word of a query, and where it holds them. */
export type SearchHit = Omit<FoundWords, "score"> &
	(
		| { readonly kind: "rule"; readonly id: string; readonly title: string; readonly severity: Severity }
		| { readonly kind: "endpoint"; readonly id: string; readonly name: string; readonly target: string }
	)

/** Hits of one kind that an answer holds. */
const hitsMax = 200

/** Finds rules and endpoints by everything that is written of them, the team's notes too; those named so come first. */
export async function search(
	context: OperationContext,
	input: { readonly query: string },
): Promise<Result<readonly SearchHit[], StoreFailure>> {
	const words = queryWords(input.query)
	const [onRules, onEndpoints, endpoints] = await Promise.all([
		listNotes(context.store, "rule"),
		listNotes(context.store, "endpoint"),
		listEndpoints(context),
	])
	if (!onRules.ok) return onRules
	if (!onEndpoints.ok) return onEndpoints
	if (!endpoints.ok) return endpoints
	const ruleNotes = new Map(onRules.value.map((note) => [note.subject.id, note.text]))
	const endpointNotes = new Map(onEndpoints.value.map((note) => [note.subject.id, note.text]))
	const rules = runbookPages().map((page) => ({
		hit: { kind: "rule", id: page.id, title: page.title, severity: page.severity } as const,
		fields: [...ruleFields(page), ...noteFields(ruleNotes.get(page.id))],
	}))
	const known = endpoints.value.map((endpoint) => ({
		hit: { kind: "endpoint", id: endpoint.id, name: endpoint.name, target: endpoint.target } as const,
		fields: [...endpointFields(endpoint), ...noteFields(endpointNotes.get(endpoint.id))],
	}))
	return ok([...best(known, words), ...best(rules, words)])
}

function best<Hit>(
	all: readonly { readonly hit: Hit; readonly fields: readonly SearchField[] }[],
	words: readonly string[],
): readonly (Hit & Omit<FoundWords, "score">)[] {
	return all
		.flatMap(({ hit, fields }) => {
			const found = findWords(fields, words)
			return found === undefined ? [] : [{ hit, found }]
		})
		.toSorted((a, b) => b.found.score - a.found.score)
		.slice(0, hitsMax)
		.map(({ hit, found: { score: _score, ...where } }) => ({ ...hit, ...where }))
}

function noteFields(text: string | undefined): readonly SearchField[] {
	return text === undefined ? [] : [{ place: "your team’s note", text }]
}

function endpointFields({ name, target, labels, mode, status }: ListedEndpoint): readonly SearchField[] {
	return [
		{ place: "the name", text: name, isName: true },
		{ place: "the target", text: target, isName: true },
		{ place: "the labels", text: labels.join(" "), isName: true },
		{ place: "the mode", text: mode, isName: true },
		{ place: "the newest verdict", text: status?.summary.sentence ?? "" },
		{ place: "the peer’s identity", text: status?.summary.identity ?? "" },
	]
}
