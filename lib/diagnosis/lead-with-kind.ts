import type { Fix, ServerInference } from "./finding.ts"
import { serverKindOf } from "./snippet/server-kinds.ts"

/**
 * The fixes with the one for the server's own kind ahead of those for other kinds, so that whoever shows one only shows
 * the right one. What stands in front ends TLS and is asked first. Everything else keeps its place.
 */
export function leadWithKind(fixes: readonly Fix[], stack: ServerInference["stack"]): readonly Fix[] {
	const [front, name] = [stack?.front?.name, stack?.name].map((each) =>
		each === undefined ? undefined : serverKindOf(each),
	)
	const kind = front ?? name
	const own = fixes.filter(({ server }) => server !== undefined && server === kind)
	const first = fixes.findIndex(({ server }) => server !== undefined)
	if (own.length === 0 || first < 0) return fixes
	return [...fixes.slice(0, first), ...own, ...fixes.slice(first).filter((fix) => !own.includes(fix))]
}
