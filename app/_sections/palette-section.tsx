import type { PaletteEntry } from "#components/shell/filter-palette"
import { pages } from "#components/shell/pages"
import { Palette } from "#components/shell/palette"

const actions: readonly PaletteEntry[] = [
	{ kind: "action", label: "Add an endpoint", detail: "Target, trust, identity", path: "/endpoints/new" },
]

/** The palette with everything that has an address right now. */
export async function PaletteSection() {
	const places = pages.map(
		({ href, label, purpose }): PaletteEntry => ({ kind: "page", label, detail: purpose, path: href }),
	)
	return <Palette entries={[...actions, ...places]} />
}

/** While endpoints are being read, pages and actions are already there. */
export function PaletteFallback() {
	return <Palette entries={actions} />
}
