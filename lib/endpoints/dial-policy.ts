import { type AddressRange, parseAddress, parseRange, rangeContains } from "./address-range.ts"

/** What may be dialled and read. Absent lists allow everything of their kind; what is denied is never allowed. */
export interface DialPolicy {
	/** Host names (exact, or `*.suffix`) and ranges that may be dialled. */
	readonly allowHosts?: readonly string[]
	readonly allowRanges?: readonly AddressRange[]
	readonly denyHosts: readonly string[]
	readonly denyRanges: readonly AddressRange[]
	/** First and last port of each range. */
	readonly ports?: readonly (readonly [number, number])[]
	/** Sockets that may be opened, and folders below which every socket may be. */
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

/**
 * Where cloud metadata services hand out credentials: link-local addresses of both families (RFC 3927, RFC 4291),
 * the unique-local ones of AWS and Google, Alibaba's, and IPv4 link-local inside NAT64 and 6to4 (RFC 6052, RFC 3056).
 */
const metadataRanges: readonly AddressRange[] = [
	"169.254.0.0/16",
	"100.100.100.200/32",
	"fe80::/10",
	"fd00:ec2::254/128",
	"fd20:ce::254/128",
	"64:ff9b::a9fe:0/112",
	"2002:a9fe::/32",
].flatMap((text) => parseRange(text) ?? [])

/** The system connects an unspecified address to this machine itself. */
const unspecified = new Map([
	["0.0.0.0", "127.0.0.1"],
	["::", "::1"],
])

/**
 * Decides about one connection. It is asked with the resolved address, so that a name cannot be rebound past it.
 * Metadata addresses are refused unless the policy allows a range that lies within theirs: neither a name nor a wide
 * range such as 0.0.0.0/0 is enough.
 */
export function decideDial(policy: DialPolicy, request: DialRequest): DialDecision {
	if (request.kind === "unix") return decideSocket(policy, request.path)
	const { host, address, port } = request
	const places = placesOf(address)
	if (places.length === 0) return refuse(`${address} is no address.`)
	const isIn = (ranges: readonly AddressRange[]) =>
		ranges.some((range) => places.some((place) => rangeContains(range, place)))
	const isNamed = (hosts: readonly string[]) => hosts.some((pattern) => hostMatches(pattern, host))
	if (isIn(metadataRanges) && !isIn((policy.allowRanges ?? []).filter(isWithinMetadata))) {
		return refuse(
			`${address} is an address of cloud metadata services, which are never dialled unless named.`,
		)
	}
	if (isNamed(policy.denyHosts) || isIn(policy.denyRanges))
		return refuse(`The dial policy forbids ${place(request)}.`)
	const hasList = policy.allowHosts !== undefined || policy.allowRanges !== undefined
	if (hasList && !isNamed(policy.allowHosts ?? []) && !isIn(policy.allowRanges ?? [])) {
		return refuse(`${place(request)} is not on the dial policy's list.`)
	}
	if (policy.ports === undefined || policy.ports.some(([from, to]) => port >= from && port <= to)) {
		return { allowed: true }
	}
	return refuse(`The dial policy forbids port ${port}.`)
}

/** The address as bytes and, for an unspecified one, where the system really connects; none when it is no address. */
function placesOf(address: string): readonly Uint8Array[] {
	const bytes = parseAddress(address)
	if (bytes === undefined) return []
	const alias = [...unspecified].find(([text]) => sameBytes(parseAddress(text), bytes))?.[1]
	const real = alias === undefined ? undefined : parseAddress(alias)
	return real === undefined ? [bytes] : [bytes, real]
}

function sameBytes(one: Uint8Array | undefined, other: Uint8Array): boolean {
	return other.every((byte, at) => byte === one?.[at])
}

function isWithinMetadata(range: AddressRange): boolean {
	return metadataRanges.some((each) => range.prefix >= each.prefix && rangeContains(each, range.bytes))
}

function decideSocket(policy: DialPolicy, path: string): DialDecision {
	if (policy.socketPaths === undefined) return { allowed: true }
	const isPlain = !path.split("/").includes("..")
	const isListed = policy.socketPaths.some(
		(root) => path === root || path.startsWith(`${root.replace(/\/$/, "")}/`),
	)
	return isPlain && isListed ? { allowed: true } : refuse(`The dial policy forbids the socket ${path}.`)
}

function hostMatches(pattern: string, host: string): boolean {
	const wanted = pattern.toLowerCase()
	const given = host.toLowerCase().replace(/\.$/, "")
	return wanted.startsWith("*.") ? given.endsWith(wanted.slice(1)) : given === wanted
}

function place({ host, address }: { readonly host: string; readonly address: string }): string {
	return host === address ? address : `${host} (${address})`
}

function refuse(text: string): DialDecision {
	return { allowed: false, text }
}
