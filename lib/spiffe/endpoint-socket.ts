import { err, ok, type Result } from "#base/result"
import { parseIpAddress } from "#x509/ip-address"

/** Where a Workload API listens (SPIFFE Workload Endpoint, section 4). */
export type EndpointSocket =
	| { readonly kind: "unix"; readonly path: string; readonly note?: string }
	| { readonly kind: "tcp"; readonly host: string; readonly port: number }

/** Why an address is no Workload API address. */
export interface EndpointSocketFailure {
	readonly text: string
	readonly hint: string
}

const example = "Write it like unix:///run/spire/agent-sockets/spire-agent.sock"
/** The kernel takes at most 107 bytes in `sun_path`. */
const pathBytesMax = 107

/**
 * Parses the value of `SPIFFE_ENDPOINT_SOCKET`: `unix:///absolute/path` or `tcp://IP:port`. `unix:/path` is taken too,
 * with a note, because go-spiffe and the Rust client take it; a bare path is refused, as everywhere.
 */
export function parseEndpointSocket(text: string): Result<EndpointSocket, EndpointSocketFailure> {
	const trimmed = text.trim()
	if (trimmed === "") return fail("The Workload API address is empty.", example)
	if (/^unix:\/*unix:/i.test(trimmed)) {
		const path = trimmed.replace(/^(?:unix:\/*)+/i, "/")
		const text = "The address has its scheme twice. Permguard's command line puts unix:// in front by itself."
		return fail(
			text,
			`Give Permguard's command line the bare path ${path}, and everything else unix://${path}`,
		)
	}
	if (/^unix:/i.test(trimmed)) return parseUnix(trimmed.slice("unix:".length))
	if (/^tcp:/i.test(trimmed)) return parseTcp(trimmed.slice("tcp:".length))
	if (/^[./~]/.test(trimmed)) {
		const hint = trimmed.startsWith("/") ? `Write unix://${trimmed}` : example
		return fail("A bare path is no Workload API address: it needs the scheme unix.", hint)
	}
	return fail("The Workload API address needs the scheme unix or tcp.", example)
}

function parseUnix(rest: string): Result<EndpointSocket, EndpointSocketFailure> {
	if (/[?#]/.test(rest)) return fail("A unix address has no query and no fragment.", example)
	if (!rest.startsWith("//")) {
		if (!rest.startsWith("/")) return fail("The path of a unix address is absolute.", example)
		return checkPath(rest, "unix:/path is accepted, but the standard form is unix:///path.")
	}
	const path = rest.slice(2)
	if (path.startsWith("/")) return checkPath(path)
	const hint = `An absolute path has three slashes: unix:///${path.replace(/^\/+/, "")}`
	return fail("A unix address has no host between the second and the third slash.", hint)
}

function checkPath(path: string, note?: string): Result<EndpointSocket, EndpointSocketFailure> {
	if (path === "/" || path.endsWith("/")) return fail("The path names a directory, not a socket.", example)
	if (path.includes("\u0000")) return fail("The path has a NUL character.", example)
	const bytes = new TextEncoder().encode(path).length
	if (bytes > pathBytesMax) {
		const text = `The socket path is ${bytes} bytes long; the system takes at most ${pathBytesMax}.`
		return fail(text, "Use a shorter directory for the socket.")
	}
	return ok({ kind: "unix", path, ...(note === undefined ? {} : { note }) })
}

function parseTcp(rest: string): Result<EndpointSocket, EndpointSocketFailure> {
	const hint = "Write it like tcp://127.0.0.1:8000"
	if (!rest.startsWith("//")) return fail("A tcp address begins with tcp://.", hint)
	const parts = /^(\[[^\]]+\]|[^:/?#@]+):(\d{1,5})$/.exec(rest.slice(2))
	if (parts === null) return fail("A tcp address is an IP address and a port, nothing else.", hint)
	const [, host = "", digits = ""] = parts
	if (parseIpAddress(host) === undefined)
		return fail("The host of a tcp address is an IP address, not a name.", hint)
	const port = Number(digits)
	if (port < 1 || port > 65_535) return fail("The port is between 1 and 65535.", hint)
	return ok({ kind: "tcp", host: host.replace(/^\[|\]$/g, ""), port })
}

function fail(text: string, hint: string): Result<EndpointSocket, EndpointSocketFailure> {
	return err({ text, hint })
}
