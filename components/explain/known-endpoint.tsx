import { parseTarget } from "#grpc/parse-target"

/** A stored endpoint, as far as a text can name it. */
export interface KnownEndpoint {
	readonly id: string
	readonly name: string
	readonly target: string
}

/**
 * The stored endpoint that an address of a text means: its settings say more than the address alone. Host and port
 * decide; names and addresses of loopback are the same.
 */
export function knownEndpoint(
	target: string,
	endpoints: readonly KnownEndpoint[],
): KnownEndpoint | undefined {
	const wanted = placeOf(target)
	if (wanted === undefined) return undefined
	return endpoints.find((endpoint) => placeOf(endpoint.target) === wanted)
}

function placeOf(target: string): string | undefined {
	const parsed = parseTarget(target)
	if (!parsed.ok) return undefined
	const { address } = parsed.value
	if (address.kind === "unix") return `unix:${address.path}`
	const isLoopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(address.host)
	return `${isLoopback ? "localhost" : address.host.toLowerCase()}:${address.port}`
}
