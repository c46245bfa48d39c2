import type { Route } from "next"

/**
 * Marks a path that was put together at run time as an address of this program, so that `Link` and the router take
 * it. Guarantee: only paths that begin with one `/` pass; anything else becomes `/`, so that no text that came from
 * a peer can turn into a link to another site.
 */
export function address(path: string): Route {
	const isOurs = path.startsWith("/") && !path.startsWith("//") && !path.startsWith("/\\")
	return (isOurs ? path : "/") as Route
}

/** Where a check of an unsaved target lives; `extra` is ticked there. */
export function checkAddress(target: string, extra?: "scan" | "enforce"): Route {
	const ticked = extra === undefined ? "" : `&${extra}=true`
	return address(`/check?target=${encodeURIComponent(target)}${ticked}`)
}

/** Where one endpoint lives. */
export function endpointAddress(id: string): Route {
	return address(`/endpoints/${encodeURIComponent(id)}`)
}

/** Where one rule is explained. */
export function ruleAddress(rule: string): Route {
	return address(`/runbook/${encodeURIComponent(rule)}`)
}
