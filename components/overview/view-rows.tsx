import { modeWords, type VerdictKind } from "#components/ui/meaning"
import type { EndpointMode } from "#endpoints/endpoint"
import type { EndpointRow, LastRun } from "./endpoint-row.tsx"

/** What a person may sort by. */
export const sortKeys = ["status", "name", "expiry", "checked"] as const
/** What a person may group by. */
export const groupKeys = ["none", "label", "mode"] as const
/** Which rows a person may ask for. */
export const showKeys = ["all", "ok", "attention", "broken", "unknown", "unchecked"] as const

/** How the overview is looked at; all of it lives in the address. */
export interface OverviewQuery {
	readonly text: string
	readonly show: (typeof showKeys)[number]
	readonly sort: (typeof sortKeys)[number]
	readonly group: (typeof groupKeys)[number]
}

/** One line of the list: a row, or the name of the group whose rows follow. */
export type OverviewItem =
	| { readonly kind: "group"; readonly label: string; readonly count: number }
	| {
			readonly kind: "row"
			/** Distinct in the whole list, also where a row stands under several labels. */
			readonly key: string
			readonly row: EndpointRow
	  }

/** The verdict of a row; `unchecked` without a run. */
export function verdictOf(row: EndpointRow): VerdictKind {
	return row.last?.verdict ?? "unchecked"
}

/** How many rows stand how, in the order in which they are said. */
export function countVerdicts(
	rows: readonly EndpointRow[],
): readonly { readonly kind: VerdictKind; readonly count: number }[] {
	const order = ["ok", "attention", "broken", "unknown", "unchecked"] as const
	return order.map((kind) => ({ kind, count: rows.filter((row) => verdictOf(row) === kind).length }))
}

/** Filters, sorts and groups. A row with several labels stands under each of them. */
export function viewRows(rows: readonly EndpointRow[], query: OverviewQuery): readonly OverviewItem[] {
	const found = rows
		.filter((row) => query.show === "all" || verdictOf(row) === query.show)
		.filter((row) => holds(row, query.text))
		.toSorted(comparators[query.sort])
	if (query.group === "none") return found.map((row) => ({ kind: "row", key: row.id, row }))
	const groups = new Map<string, EndpointRow[]>()
	for (const row of found) {
		for (const label of groupsOf(row, query.group)) {
			const members = groups.get(label)
			if (members === undefined) groups.set(label, [row])
			else members.push(row)
		}
	}
	return [...groups]
		.toSorted(([a], [b]) => compareGroups(a, b))
		.flatMap(([label, members]): OverviewItem[] => [
			{ kind: "group", label, count: members.length },
			...members.map((row): OverviewItem => ({ kind: "row", key: `${label}/${row.id}`, row })),
		])
}

/** The mode of a row in words; where the server does something else than expected, both: `TLS ≠ Mutual TLS`. */
export function modeSentence(mode: EndpointMode, last: LastRun | undefined): string {
	if (last === undefined || last.serverMode === "unknown") return modeWords[mode]
	const seen = modeWords[last.serverMode]
	if (mode === "auto" || agrees(mode, last.serverMode)) return mode === "auto" ? seen : modeWords[mode]
	return `${seen} ≠ ${modeWords[mode]}`
}

const noLabel = "No label"

function groupsOf(row: EndpointRow, by: OverviewQuery["group"]): readonly string[] {
	if (by === "mode") return [modeWords[row.mode]]
	return row.labels.length === 0 ? [noLabel] : row.labels
}

function compareGroups(a: string, b: string): number {
	if (a === noLabel) return 1
	return b === noLabel ? -1 : a.localeCompare(b, "en", { numeric: true })
}

function holds(row: EndpointRow, text: string): boolean {
	const words = text.toLowerCase().split(/\s+/).filter(Boolean)
	if (words.length === 0) return true
	const last = row.last
	const hay = [row.name, row.target, ...row.labels, modeWords[row.mode], last?.identity, last?.sentence]
		.join("\n")
		.toLowerCase()
	return words.every((word) => hay.includes(word))
}

const urgency = { broken: 0, attention: 1, unknown: 2, unchecked: 3, ok: 4 } as const satisfies Record<
	VerdictKind,
	number
>

type Compare = (a: EndpointRow, b: EndpointRow) => number

const byName: Compare = (a, b) => a.name.localeCompare(b.name, "en", { numeric: true })

const comparators = {
	name: byName,
	status: (a, b) => urgency[verdictOf(a)] - urgency[verdictOf(b)] || byName(a, b),
	expiry: (a, b) => compareText(a.last?.notAfter, b.last?.notAfter, 1) || byName(a, b),
	checked: (a, b) => compareText(a.last?.startedAt, b.last?.startedAt, -1) || byName(a, b),
} as const satisfies Record<OverviewQuery["sort"], Compare>

/** ISO times compare as text, upwards or downwards; what is absent comes last whichever way round. */
function compareText(a: string | undefined, b: string | undefined, direction: 1 | -1): number {
	if (a === b) return 0
	if (a === undefined) return 1
	if (b === undefined) return -1
	return a < b ? -direction : direction
}

/** A server that proves nothing beyond mutual TLS may well be what "external" or "spiffe" expects, and the other way round. */
function agrees(mode: EndpointMode, seen: LastRun["serverMode"]): boolean {
	if (mode === seen) return true
	if (mode === "external") return seen === "mtls" || seen === "tls" || seen === "spiffe"
	return mode === "mtls" && seen === "spiffe"
}
