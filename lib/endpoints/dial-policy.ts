import { err, ok, type Result } from "#base/result"
import { type AddressRange, parseAddress, parseRange, rangeContains } from "./address-range.ts"

/** What may be dialled and read. Absent lists allow everything of their kind. */
export interface DialPolicy {
	/** Host names (exact, or `*.suffix`) and ranges that may be dialled. */
	readonly allowHosts?: readonly string[]
	readonly allowRanges?: readonly AddressRange[]
	readonly denyHosts: readonly string[]
	readonly denyRanges: readonly AddressRange[]
	readonly ports?: readonly (readonly [number, number])[]
	/** Folders or paths of sockets that may be opened. */
	readonly socketPaths?: readonly string[]
	/** Folders below which certificate, key and token files are read. */
	readonly fileRoots?: readonly string[]
}

/** One intended connection: the name that was asked for and the address that it resolved to. */
export type DialRequest =
	| { readonly kind: "tcp"; readonly host: string; readonly address: string; readonly port: number }
	| { readonly kind: "unix"; readonly path: string }

/** Yes, or no with the sentence for the person. */
export type DialDecision = { readonly allowed: true } | { readonly allowed: false; readonly text: string }

/** Everything but the metadata addresses; for the command line, which has its caller's own rights. */
export const openDialPolicy: DialPolicy = { denyHosts: [], denyRanges: [] }

/** Cloud metadata services live on link-local addresses; they are refused unless an allow list names them. */
const metadataRanges = ["169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128"]

/** Decides about one connection, with the resolved address, so that a name cannot be rebound past it. */
export function decideDial(policy: DialPolicy, request: DialRequest): DialDecision {
	if (request.kind === "unix") return decideSocket(policy, request.path)
	const { host, address, port } = request
	const bytes = parseAddress(address)
	if (bytes === undefined) return refuse(`${address} is no address.`)
	const inRange = (ranges: readonly AddressRange[]) => ranges.some((range) => rangeContains(range, bytes))
	const named = (hosts: readonly string[]) => hosts.some((pattern) => hostMatches(pattern, host))
	const isListed = named(policy.allowHosts ?? []) || inRange(policy.allowRanges ?? [])
	if (inRange(metadata()) && !isListed)
		return refuse(`${address} is a link-local address, where cloud metadata services live.`)
	if (named(policy.denyHosts) || inRange(policy.denyRanges))
		return refuse(`The dial policy forbids ${host} (${address}).`)
	const hasAllowList = policy.allowHosts !== undefined || policy.allowRanges !== undefined
	if (hasAllowList && !isListed) return refuse(`${host} (${address}) is not on the dial policy's list.`)
	if (policy.ports !== undefined && !policy.ports.some(([from, to]) => port >= from && port <= to)) {
		return refuse(`The dial policy forbids port ${port}.`)
	}
	return { allowed: true }
}

function decideSocket(policy: DialPolicy, path: string): DialDecision {
	if (policy.socketPaths === undefined) return { allowed: true }
	const clean = !path.split("/").includes("..")
	const isListed = policy.socketPaths.some(
		(root) => path === root || path.startsWith(root.endsWith("/") ? root : `${root}/`),
	)
	return clean && isListed ? { allowed: true } : refuse(`The dial policy forbids the socket ${path}.`)
}

function metadata(): readonly AddressRange[] {
	return metadataRanges.flatMap((text) => parseRange(text) ?? [])
}

function hostMatches(pattern: string, host: string): boolean {
	const wanted = pattern.toLowerCase()
	const given = host.toLowerCase().replace(/\.$/, "")
	return wanted.startsWith("*.") ? given.endsWith(wanted.slice(1)) : given === wanted
}

function refuse(text: string): DialDecision {
	return { allowed: false, text }
}

/**
 * Reads the policy from the environment: COUNTERSIGN_DIAL_ALLOW and COUNTERSIGN_DIAL_DENY (host names, `*.suffix`,
 * addresses and CIDR ranges), COUNTERSIGN_DIAL_PORTS (`443,9000-9100`), COUNTERSIGN_SOCKET_PATHS and
 * COUNTERSIGN_FILE_ROOTS (folders); all comma separated. The error names the variable and the entry.
 */
export function parseDialPolicy(
	env: Readonly<Record<string, string | undefined>>,
): Result<DialPolicy, string> {
	const allow = splitPlaces(env.COUNTERSIGN_DIAL_ALLOW)
	const deny = splitPlaces(env.COUNTERSIGN_DIAL_DENY)
	if (!allow.ok) return err(`COUNTERSIGN_DIAL_ALLOW: ${allow.error}`)
	if (!deny.ok) return err(`COUNTERSIGN_DIAL_DENY: ${deny.error}`)
	const ports = list(env.COUNTERSIGN_DIAL_PORTS).map(readPorts)
	const badPort = ports.findIndex((each) => each === undefined)
	if (badPort >= 0)
		return err(
			`COUNTERSIGN_DIAL_PORTS: ${list(env.COUNTERSIGN_DIAL_PORTS)[badPort]} is no port or range of ports`,
		)
	const hasAllow = allow.value.hosts.length + allow.value.ranges.length > 0
	const sockets = list(env.COUNTERSIGN_SOCKET_PATHS)
	const roots = list(env.COUNTERSIGN_FILE_ROOTS)
	return ok({
		denyHosts: deny.value.hosts,
		denyRanges: deny.value.ranges,
		...(hasAllow ? { allowHosts: allow.value.hosts, allowRanges: allow.value.ranges } : {}),
		...(ports.length === 0 ? {} : { ports: ports.flatMap((each) => (each === undefined ? [] : [each])) }),
		...(sockets.length === 0 ? {} : { socketPaths: sockets }),
		...(roots.length === 0 ? {} : { fileRoots: roots }),
	})
}

function list(text: string | undefined): readonly string[] {
	return (text ?? "")
		.split(",")
		.map((each) => each.trim())
		.filter((each) => each !== "")
}

function splitPlaces(
	text: string | undefined,
): Result<{ hosts: readonly string[]; ranges: readonly AddressRange[] }, string> {
	const hosts: string[] = []
	const ranges: AddressRange[] = []
	for (const entry of list(text)) {
		const range = parseRange(entry)
		if (range !== undefined) ranges.push(range)
		else if (/^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(entry) && !/^[\d.]+$/.test(entry)) hosts.push(entry)
		else return err(`${entry} is no host name, address or CIDR range`)
	}
	return ok({ hosts, ranges })
}

function readPorts(entry: string): readonly [number, number] | undefined {
	const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(entry)
	if (match === null) return undefined
	const from = Number(match[1])
	const to = Number(match[2] ?? match[1])
	return from >= 1 && to <= 65_535 && from <= to ? [from, to] : undefined
}
