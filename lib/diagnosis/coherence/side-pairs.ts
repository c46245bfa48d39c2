import type { Settings, Side } from "./settings.ts"

/** A server and a client that were given together and mean each other, as far as text can tell. */
export interface SidePair {
	readonly server: Side
	readonly client: Side
}

const pairsMax = 400

/**
 * Every pair of a server and a client that may talk to each other. A client whose endpoint names a port is paired with
 * the servers of that port where there are any; the ends of one proxy are not paired with each other, nor are health
 * checks, which the rules about probes judge.
 */
export function pairsOf({ sides }: Settings): readonly SidePair[] {
	// What is only likely to be TLS is compared with nobody.
	const servers = sides.filter(
		({ role, software }) => role === "server" && software !== "istio" && software !== "other",
	)
	const clients = sides.filter(({ role, software }) => role === "client" && software !== "istio")
	return clients
		.flatMap((client) => {
			const others = servers.filter((server) => mayTalk(server, client))
			const ports = portsOf(client)
			const exact = others.filter((server) => server.ports.some((port) => ports.includes(port)))
			// People dial through Services and forwarded ports; a proxy names the very port of its upstream.
			const isPerson = client.software !== "envoy" && client.software !== "nginx"
			const isOpen = ports.length === 0 || (others.length === 1 && isPerson)
			return (exact.length > 0 ? exact : isOpen ? others : []).map((server) => ({ server, client }))
		})
		.slice(0, pairsMax)
}

/** Ports that a client dials. */
export function portsOf({ endpoints }: Side): readonly number[] {
	return endpoints.flatMap(({ value }) => {
		const port = Number(/:(\d{1,5})(?:\/.*)?$/.exec(value)?.[1] ?? Number.NaN)
		return Number.isNaN(port) ? [] : [port]
	})
}

/** A proxy's two ends belong to two connections, and a proxy stands between other software. */
function mayTalk(server: Side, client: Side): boolean {
	if (server.software !== client.software) return true
	if (server.software !== "permguard") return false
	// A server that is also configured as a client of another is one process.
	return server.program !== client.program || server.program?.label === "the environment variables"
}
