import type { PaletteEntry } from "#components/shell/filter-palette"
import { pages } from "#components/shell/pages"
import { Palette } from "#components/shell/palette"
import { rules } from "#diagnosis/rules"
import { listEndpointRows } from "#server/queries"
import { search } from "../actions/search.ts"

/** Endpoints that travel with every page; a fleet beyond this is found with the overview's filter. */
const endpointsMax = 300

const actions: readonly PaletteEntry[] = [
	{ kind: "action", label: "Add an endpoint", detail: "Target, trust, identity", path: "/endpoints/new" },
]

const places = pages.map(
	({ href, label, purpose }): PaletteEntry => ({ kind: "page", label, detail: purpose, path: href }),
)

const causes = rules.map(
	({ id, title }): PaletteEntry => ({ kind: "rule", label: id, detail: title, path: `/runbook/${id}` }),
)

/** The palette with everything that has an address right now. */
export async function PaletteSection() {
	const rows = await listEndpointRows().catch(() => [])
	const endpoints = rows.slice(0, endpointsMax).map(
		({ id, name, target }): PaletteEntry => ({
			kind: "endpoint",
			label: name,
			detail: target,
			path: `/endpoints/${encodeURIComponent(id)}`,
		}),
	)
	return <Palette entries={[...endpoints, ...actions, ...places, ...causes]} search={search} />
}

/** While endpoints are being read, everything else is already there. */
export function PaletteFallback() {
	return <Palette entries={[...actions, ...places, ...causes]} />
}
