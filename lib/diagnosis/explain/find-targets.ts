/** Addresses of whoever dialled, and of resolvers: nothing that a client could check. */
const notDialled =
	/(?:TLS handshake error from|ServerHandshake\(|rejected connection from|remote-addr"?[:=]|remote_ip"?[:=]|client(?:[_ ]?(?:ip|addr\w*))?"?[:=]|downstream|peer(?:addr)?=?|accepted|from client|connection from|\bfrom|\bon) ?["'\\(]*$/i
const lookBack = 40

const schemed =
	/\b(grpcs?|dns|ipv4|ipv6|unix|https?):(?:\/\/)?[^\s"'`,;<>(){}|\\]{1,300}|\b(?:dial unix|unix socket) @?(\/[^\s"'`,;:<>(){}\\]{1,200})/gi
const bracketed = /\[[0-9a-f]{0,4}:[0-9a-f:.]{0,45}\]:\d{1,5}\b/gi
const hostPort = /(?<![\w.-])((?:[a-z0-9-]{1,63}\.){0,10}[a-z0-9-]{1,63}):(\d{2,5})(?![\w-]|[.:]\d)/gi
const namedPort = /(?:connect(?:ing)? to|host|server) "?([a-z0-9.-]{1,253})"? port:? (\d{2,5})\b/gi
const sourceFile =
	/\.(?:go|ts|js|mjs|cjs|tsx|py|java|kt|rs|cc|cpp|cs|rb|h|c|scala|swift|php|erl|ex|exs|m|mm|log|conf|yaml|yml)$/i

const readMax = 200_000
const targetsMax = 3
const placesMax = 200

/**
 * Addresses that an error text dialled, at most three, in order, as `countersign check` takes them: what could be checked
 * next. Web addresses become `grpcs://` and `grpc://`. Addresses of the dialling side, places in source files and times of
 * day are left out. Reads the first 200,000 characters.
 */
export function findTargets(text: string): readonly string[] {
	const head = text.slice(0, readMax)
	const found: { readonly at: number; readonly target: string }[] = []
	const take = (at: number, target: string | undefined) => {
		if (target !== undefined && !notDialled.test(head.slice(Math.max(0, at - lookBack), at)))
			found.push({ at, target })
	}
	for (const match of some(head, schemed)) take(match.index, schemedTarget(match[0], match[2]))
	for (const match of some(head, bracketed)) take(match.index, match[0])
	for (const match of some(head, hostPort)) {
		if (isAddress(match[1] ?? "", Number(match[2]))) take(match.index, match[0])
	}
	for (const match of some(head, namedPort)) {
		if (isAddress(match[1] ?? "", Number(match[2]), true)) take(match.index, `${match[1]}:${match[2]}`)
	}
	return distinct(found.toSorted((a, b) => a.at - b.at).map(({ target }) => target))
}

function some(text: string, pattern: RegExp): readonly RegExpExecArray[] {
	return [...text.matchAll(pattern)].slice(0, placesMax)
}

function distinct(targets: readonly string[]): readonly string[] {
	const kept: string[] = []
	for (const target of targets) {
		if (kept.some((known) => known.endsWith(target))) continue
		kept.push(target)
		if (kept.length === targetsMax) break
	}
	return kept
}

function schemedTarget(match: string, socket: string | undefined): string | undefined {
	if (socket !== undefined) return `unix://${socket}`
	const text = match.replace(/[.:/\]]+$/, (end) => (end.startsWith("]") ? "]" : ""))
	const web = /^(https?):\/\/(\[[^\]]{2,45}\]|[^/:?#@]{1,253})(?::(\d{1,5}))?/i.exec(text)
	if (/^https?:/i.test(text)) {
		if (web === null) return undefined
		const isSecure = web[1]?.toLowerCase() === "https"
		return `${isSecure ? "grpcs" : "grpc"}://${web[2]}:${web[3] ?? (isSecure ? 443 : 80)}`
	}
	if (/^grpcs?:(?!\/\/)/i.test(text) || /^(?:dns|ipv4|ipv6|unix):?\/*$/i.test(text)) return undefined
	if (/^(?:ipv4|ipv6):/i.test(text))
		return text.replaceAll("%3A", ":").replaceAll("%5B", "[").replaceAll("%5D", "]")
	return text.replace(/^(grpcs?:\/\/[^/]{1,260})\/.*$/i, "$1")
}

function isAddress(host: string, port: number, isCertain = false): boolean {
	if (port < 1 || port > 65_535 || sourceFile.test(host)) return false
	if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host === "localhost") return true
	if (isCertain) return /[a-z]/i.test(host)
	return host.includes(".") && /[a-z]/i.test(host) && !/^\d/.test(host.split(".").at(-1) ?? "")
}
