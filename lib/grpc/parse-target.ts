import { err, ok, type Result } from "#base/result"
import { type Host, parseHost } from "./host.ts"
import type { Target, TargetFailure } from "./target.ts"

const textMax = 2_048
/** Longest path of a unix socket, in bytes (`sun_path` of Linux without its final zero). */
const socketPathBytesMax = 107
/** gRPC's default port where the port may be left out (grpc/doc/naming.md). */
const defaultPort = 443
/** Most addresses of one `ipv4:` or `ipv6:` list. */
const listMax = 16
const spellings =
	"write host:port, grpc://host:port, grpcs://host:port, dns:///host:port, ipv4:1.2.3.4:443, ipv6:[::1]:443 or unix:/path"

/**
 * Reads a target as people and gRPC clients write it: gRPC naming (grpc/doc/naming.md), `grpc://` and `grpcs://`. The
 * port may be left out after `grpcs://`, `dns:`, `ipv4:` and `ipv6:` and is 443 then. `:authority` and server name are
 * those of gRPC clients: host and port as written, `localhost` for unix sockets, those of the first address for a list
 * of several (`ipv4:1.2.3.4:443,1.2.3.5:443`, at most 16). Every refusal names the part that is wrong and what to write.
 * At most 2,048 characters are read.
 */
export function parseTarget(given: string): Result<Target, TargetFailure> {
	const text = given.trim()
	if (text === "") return refuse("whole", "", "The target is empty.", spellings)
	if (text.length > textMax) {
		return refuse("whole", `${text.slice(0, 40)}…`, "The target is longer than 2,048 characters.", spellings)
	}
	const { scheme, rest } = splitScheme(text)
	const isUnix = scheme === "unix"
	if (/\p{Cc}/u.test(text) || (!isUnix && /\s/u.test(text))) {
		return refuse("whole", text, "The target contains white space or control characters.", "remove them")
	}
	switch (scheme) {
		case undefined:
			return tcpTarget({ text, rest: text, scheme: "unstated", portRequired: true })
		case "grpc":
		case "grpcs":
			return tcpTarget({ text, rest: rest.slice(2), scheme, portRequired: scheme === "grpc" })
		case "dns":
			return dnsTarget(text, rest)
		case "ipv4":
		case "ipv6":
			return ipTarget(text, rest, scheme)
		case "unix":
			return unixTarget(text, rest)
		default:
			return refuseScheme(text, scheme)
	}
}

/** gRPC naming schemes need no slashes after the colon; every other word before a colon is a host, as in `grpc:9091`. */
function splitScheme(text: string): { readonly scheme: string | undefined; readonly rest: string } {
	const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase()
	if (scheme === undefined) return { scheme, rest: text }
	const rest = text.slice(scheme.length + 1)
	const isNaming = ["dns", "ipv4", "ipv6", "unix", "unix-abstract", "vsock", "xds"].includes(scheme)
	return isNaming || rest.startsWith("//") ? { scheme, rest } : { scheme: undefined, rest: text }
}

function refuseScheme(text: string, scheme: string): Result<never, TargetFailure> {
	const host = text.slice(text.indexOf("//") + 2).replace(/[/?#].*$/s, "")
	const withPort = (port: number) => (/:\d+$/.test(host) ? host : `${host}:${port}`)
	if (scheme === "https")
		return refuse("scheme", scheme, "https:// is no gRPC scheme.", `write grpcs://${withPort(443)} for TLS`)
	if (scheme === "http")
		return refuse(
			"scheme",
			scheme,
			"http:// is no gRPC scheme.",
			`write grpc://${withPort(80)} for plaintext`,
		)
	if (["unix-abstract", "vsock", "xds"].includes(scheme)) {
		return refuse(
			"scheme",
			scheme,
			`${scheme}: targets cannot be dialled from here.`,
			"name the address that it stands for",
		)
	}
	return refuse("scheme", scheme, `The scheme ${scheme}:// is unknown.`, spellings)
}

function dnsTarget(text: string, rest: string): Result<Target, TargetFailure> {
	if (!rest.startsWith("//")) return tcpTarget({ text, rest, scheme: "unstated", portRequired: false })
	const slash = rest.indexOf("/", 2)
	const nameServer = slash < 0 ? rest.slice(2) : rest.slice(2, slash)
	if (slash < 0) {
		const said = "dns:// must be followed by a third slash before the host."
		return refuse("authority", nameServer, said, `write dns:///${nameServer}`)
	}
	if (nameServer !== "") {
		const said = `The target asks the name server ${nameServer}; names are resolved by this machine's own resolver only.`
		return refuse("authority", nameServer, said, `write dns://${rest.slice(slash)}`)
	}
	return tcpTarget({ text, rest: rest.slice(slash + 1), scheme: "unstated", portRequired: false })
}

function ipTarget(text: string, rest: string, scheme: "ipv4" | "ipv6"): Result<Target, TargetFailure> {
	const place = rest.replace(/^\/\/\//, "")
	if (place.includes(",")) return ipList(text, place.split(","), scheme)
	const parsed = tcpTarget({ text, rest: place, scheme: "unstated", portRequired: false })
	if (!parsed.ok || parsed.value.address.kind !== "tcp") return parsed
	if (parsed.value.address.family === (scheme === "ipv4" ? 4 : 6)) return parsed
	if (scheme === "ipv4")
		return refuse("host", place, `${place} is no IPv4 address.`, "write ipv4:1.2.3.4:443")
	return refuse("host", place, `${place} is no IPv6 address.`, "write ipv6:[::1]:443")
}

/** Several addresses that a client takes for one server (grpc/doc/naming.md): every one must be right. */
function ipList(
	text: string,
	places: readonly string[],
	scheme: "ipv4" | "ipv6",
): Result<Target, TargetFailure> {
	if (places.length > listMax) {
		const said = `The target lists ${places.length} addresses; at most ${listMax} are checked together.`
		return refuse("host", places[listMax] ?? "", said, "check them in several targets")
	}
	const others: NonNullable<Target["others"]>[number][] = []
	let first: Target | undefined
	for (const place of places) {
		const parsed = ipTarget(text, place, scheme)
		if (!parsed.ok) return parsed
		const { address } = parsed.value
		if (address.kind !== "tcp" || address.family === undefined) continue
		const { host, port, family } = address
		const isKnown = [first?.address, ...others].some(
			(each) => each !== undefined && "host" in each && each.host === host && each.port === port,
		)
		if (isKnown) continue
		if (first === undefined) first = parsed.value
		else others.push({ host, port, family })
	}
	if (first === undefined) return refuse("host", text, "The target lists no address.", spellings)
	return ok(others.length === 0 ? first : { ...first, others })
}

function unixTarget(text: string, rest: string): Result<Target, TargetFailure> {
	const path = rest.startsWith("//") ? rest.slice(2) : rest
	if (path === "") return refuse("path", "", "The socket path is empty.", "write unix:/path/to.sock")
	if (rest.startsWith("//") && !path.startsWith("/")) {
		const hint = "write unix:///absolute/path or unix:relative/path"
		return refuse("path", path, "unix:// must be followed by an absolute path.", hint)
	}
	if (new TextEncoder().encode(path).length > socketPathBytesMax) {
		const said = `The socket path is longer than ${socketPathBytesMax} bytes, which the system does not allow.`
		return refuse("path", path, said, "use a shorter path, or a symbolic link to its folder")
	}
	const names = { authority: "localhost", serverName: "localhost" }
	return ok({ text, scheme: "unstated", address: { kind: "unix", path }, ...names })
}

interface TcpParts {
	readonly text: string
	/** Host and port. */
	readonly rest: string
	readonly scheme: Target["scheme"]
	readonly portRequired: boolean
}

function tcpTarget({ text, rest, scheme, portRequired }: TcpParts): Result<Target, TargetFailure> {
	if (rest.includes("@")) {
		const given = rest.split(/[:@]/, 1)[0] ?? ""
		return refuse("authority", given, "A gRPC target has no user name.", "remove everything up to the @")
	}
	const end = rest.search(/[/?#]/)
	const beyond = end < 0 ? "" : rest.slice(end)
	if (beyond.length > 1) return refuse("path", beyond, "A gRPC target has no path.", "end it after the port")
	const split = splitPort(end < 0 ? rest : rest.slice(0, end))
	if (!split.ok) return split
	const host = readHost(split.value)
	if (!host.ok) return host
	const { portText, hostText } = split.value
	const port = readPort(portText, hostText, portRequired)
	if (!port.ok) return port
	const { name, isIp, family } = host.value
	const address = {
		kind: "tcp",
		host: name,
		port: port.value,
		isIp,
		...(family === undefined ? {} : { family }),
	} as const
	const shown = isIp ? hostText : name
	const bracketed = family === 6 ? `[${shown}]` : shown
	const authority = portText === undefined ? bracketed : `${bracketed}:${port.value}`
	return ok({ text, scheme, address, authority, serverName: name.replace(/\.$/, "") })
}

interface HostPort {
	readonly hostText: string
	readonly portText: string | undefined
	readonly bracketed: boolean
}

function splitPort(text: string): Result<HostPort, TargetFailure> {
	const match = /^\[([^\]]*)\](?::(.*))?$/.exec(text)
	if (match !== null) return ok({ hostText: match[1] ?? "", portText: match[2], bracketed: true })
	if (text.startsWith("[") || text.includes("]")) {
		return refuse("host", text, "The brackets of the IPv6 address are not complete.", "write [::1]:443")
	}
	const last = text.lastIndexOf(":")
	if (text.indexOf(":") === last) {
		const portText = last < 0 ? undefined : text.slice(last + 1)
		return ok({ hostText: last < 0 ? text : text.slice(0, last), portText, bracketed: false })
	}
	return refuse(
		"host",
		text,
		"An IPv6 address needs brackets before the port.",
		`write ${withBrackets(text, last)}`,
	)
}

/** `2001:db8::1` needs a port; in `::1:9091` the last number may be meant as one. */
function withBrackets(text: string, last: number): string {
	const isPort = /^\d{4,5}$/.test(text.slice(last + 1)) && parseHost(text.slice(0, last)).ok
	return isPort ? `[${text.slice(0, last)}]:${text.slice(last + 1)}` : `[${text}]:443`
}

function readHost({ hostText, bracketed }: HostPort): Result<Host, TargetFailure> {
	const host = parseHost(hostText)
	if (!host.ok) return refuse("host", hostText, host.error.text, host.error.hint)
	if (!bracketed || host.value.family === 6) return host
	return refuse(
		"host",
		hostText,
		"Brackets are for IPv6 addresses only.",
		`write ${hostText} without brackets`,
	)
}

function readPort(
	text: string | undefined,
	host: string,
	isRequired: boolean,
): Result<number, TargetFailure> {
	if (text === undefined && !isRequired) return ok(defaultPort)
	if (text === undefined || text === "") {
		return refuse(
			"port",
			"",
			"The port is missing.",
			`add it after the host, as in ${host.slice(0, 80)}:9091`,
		)
	}
	if (!/^\d{1,10}$/.test(text))
		return refuse("port", text, `"${text.slice(0, 80)}" is no port.`, "write a number from 1 to 65535")
	const port = Number(text)
	if (port >= 1 && port <= 65_535) return ok(port)
	return refuse("port", text, `Port ${port} does not exist.`, "write a number from 1 to 65535")
}

function refuse(
	part: TargetFailure["part"],
	given: string,
	text: string,
	hint: string,
): Result<never, TargetFailure> {
	return err({ part, given, text, hint })
}
