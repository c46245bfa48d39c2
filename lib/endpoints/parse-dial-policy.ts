import { err, ok, type Result } from "#base/result"
import { type AddressRange, parseRange } from "./address-range.ts"
import type { DialPolicy } from "./dial-policy.ts"

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the policy from the environment: COUNTERSIGN_DIAL_ALLOW and COUNTERSIGN_DIAL_DENY (host names, `*.suffix`,
 * addresses and CIDR ranges), COUNTERSIGN_DIAL_PORTS (`443,9000-9100`), COUNTERSIGN_SOCKET_PATHS and
 * COUNTERSIGN_FILE_ROOTS (absolute paths); all comma separated. The error names the variable and the entry, without a
 * full stop.
 */
export function parseDialPolicy(env: Environment): Result<DialPolicy, string> {
	const allow = readList(env, "COUNTERSIGN_DIAL_ALLOW", readPlace)
	const deny = readList(env, "COUNTERSIGN_DIAL_DENY", readPlace)
	const ports = readList(env, "COUNTERSIGN_DIAL_PORTS", readPorts)
	const sockets = readList(env, "COUNTERSIGN_SOCKET_PATHS", readPath)
	const roots = readList(env, "COUNTERSIGN_FILE_ROOTS", readPath)
	if (!allow.ok) return allow
	if (!deny.ok) return deny
	if (!ports.ok) return ports
	if (!sockets.ok) return sockets
	if (!roots.ok) return roots
	return ok({
		denyHosts: deny.value.flatMap(hostsOf),
		denyRanges: deny.value.flatMap(rangesOf),
		...(allow.value.length === 0
			? {}
			: { allowHosts: allow.value.flatMap(hostsOf), allowRanges: allow.value.flatMap(rangesOf) }),
		...(ports.value.length === 0 ? {} : { ports: ports.value }),
		...(sockets.value.length === 0 ? {} : { socketPaths: sockets.value }),
		...(roots.value.length === 0 ? {} : { fileRoots: roots.value }),
	})
}

function readList<Entry>(
	env: Environment,
	variable: string,
	read: (entry: string) => Result<Entry, string>,
): Result<readonly Entry[], string> {
	const entries: Entry[] = []
	for (const text of (env[variable] ?? "").split(",").map((each) => each.trim())) {
		if (text === "") continue
		const entry = read(text)
		if (!entry.ok) return err(`${variable}: ${text} ${entry.error}`)
		entries.push(entry.value)
	}
	return ok(entries)
}

type Place = { readonly host: string } | { readonly range: AddressRange }

function readPlace(text: string): Result<Place, string> {
	const range = parseRange(text)
	if (range !== undefined) return ok({ range })
	const isName = /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i.test(text)
	const isNumber = /(^|\.)(\d+|0x[0-9a-f]*)\.?$/i.test(text)
	if (isName && !isNumber) return ok({ host: text.replace(/\.$/, "") })
	return err("is no host name, address or CIDR range")
}

function hostsOf(place: Place): readonly string[] {
	return "host" in place ? [place.host] : []
}

function rangesOf(place: Place): readonly AddressRange[] {
	return "range" in place ? [place.range] : []
}

function readPorts(text: string): Result<readonly [number, number], string> {
	const [, first = "", last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? []
	const from = Number(first)
	const to = Number(last)
	if (first !== "" && from >= 1 && to <= 65_535 && from <= to) return ok([from, to])
	return err("is no port and no range of ports")
}

function readPath(text: string): Result<string, string> {
	return text.startsWith("/") ? ok(text) : err("is no absolute path")
}
