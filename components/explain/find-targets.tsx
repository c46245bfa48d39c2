const schemed = /\b(?:grpcs?|dns|ipv4|ipv6|unix):[^\s"'`,;)\]}]+/gi
const bracketed = /\[[0-9a-f:.]+\]:\d{1,5}\b/gi
const hostPort = /\b((?:[a-z0-9-]+\.)*[a-z0-9-]+):(\d{2,5})\b/gi
const sourceFile = /\.(go|ts|js|mjs|cjs|tsx|py|java|kt|rs|cc|cpp|cs|rb|h|c|scala|swift)$/i

/**
 * Addresses that an error text names, at most three, in order: what could be checked next. Places in source files and
 * times of day look alike and are left out. Reads the first 20,000 characters.
 */
export function findTargets(text: string): readonly string[] {
	const head = text.slice(0, 20_000)
	const found: { readonly at: number; readonly target: string }[] = []
	for (const match of head.matchAll(schemed))
		found.push({ at: match.index, target: match[0].replace(/[.:/]+$/, "") })
	for (const match of head.matchAll(bracketed)) found.push({ at: match.index, target: match[0] })
	for (const match of head.matchAll(hostPort)) {
		if (isAddress(match[1] ?? "", Number(match[2]))) found.push({ at: match.index, target: match[0] })
	}
	const targets: string[] = []
	for (const { target } of found.toSorted((a, b) => a.at - b.at)) {
		if (!targets.some((known) => known.includes(target))) targets.push(target)
	}
	return targets.slice(0, 3)
}

function isAddress(host: string, port: number): boolean {
	if (port < 1 || port > 65_535 || sourceFile.test(host)) return false
	if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host === "localhost") return true
	return host.includes(".") && /[a-z]/i.test(host) && !/^\d/.test(host.split(".").at(-1) ?? "")
}
