import { err, ok, type Result } from "#base/result"
import type { Target, TargetFailure } from "./target.ts"

type Scheme = Target["scheme"]

const textMax = 2_048
const spellings = "write host:port, grpcs://host:port, dns:///host:port, ipv4:1.2.3.4:443, ipv6:[::1]:443 or unix:/path"

/**
 * Reads a target as people and gRPC clients write it (gRPC naming, grpc/doc/naming.md, plus `grpc://` and `grpcs://`).
 * `:authority` and server name follow gRPC clients: the host and port as written, `localhost` for unix sockets. Every
 * refusal names the part that is wrong.
 */
export function parseTarget(text: string): Result<Target, TargetFailure> {
	const trimmed = text.trim()
	if (trimmed === "") return refuse("whole", text, "The target is empty.", spellings)
	if (trimmed.length > textMax) return refuse("whole", `${trimmed.slice(0, 40)}…`, "The target is longer than 2,048 characters.", spellings)
	if (/\s|\p{Cc}/u.test(trimmed)) return refuse("whole", trimmed, "The target contains white space or control characters.", "remove them")
	const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(trimmed)?.[1]?.toLowerCase()
	const rest = scheme === undefined ? trimmed : trimmed.slice(scheme.length + 1)
	switch (scheme) {
		case "grpc":
		case "grpcs":
			if (!rest.startsWith("//")) return refuse("scheme", trimmed, `${scheme}: must be followed by //.`, `write ${scheme}://host:port`)
			return hostAndPort(trimmed, rest.slice(2), scheme)
		case "dns":
			return dnsTarget(trimmed, rest)
		case "ipv4":
		case "ipv6":
			return ipTarget(trimmed, rest, scheme)
		case "unix":
			return unixTarget(trimmed, rest)
		case "unix-abstract":
		case "vsock":
		case "xds":
			return refuse("scheme", scheme, `${scheme}: targets cannot be dialled from here.`, "name the address that it stands for")
		case "http":
		case "https":
			return refuse("scheme", scheme, `${scheme}:// is no gRPC scheme.`, scheme === "https" ? "write grpcs:// for TLS" : "write grpc:// for plaintext")
	}
	if (scheme !== undefined && rest.startsWith("//")) {
		return refuse("scheme", scheme, `The scheme ${scheme}:// is unknown.`, spellings)
	}
	return hostAndPort(trimmed, trimmed, "unstated")
}

function dnsTarget(text: string, rest: string): Result<Target, TargetFailure> {
	if (!rest.startsWith("//")) return hostAndPort(text, rest, "unstated", 443)
	const slash = rest.indexOf("/", 2)
	const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash)
	if (slash < 0) return refuse("authority", authority, "A dns:// target needs three slashes before the host.", "write dns:///host:port")
	if (authority !== "") return refuse("authority", authority, "A name server inside the target is not supported.", "write dns:///host:port")
	return hostAndPort(text, rest.slice(slash + 1), "unstated", 443)
}

function ipTarget(text: string, rest: string, scheme: "ipv4" | "ipv6"): Result<Target, TargetFailure> {
	if (rest.includes(",")) return refuse("host", rest, "Several addresses are not supported.", "check one address at a time")
	const parsed = hostAndPort(text, rest, "unstated", 443)
	if (!parsed.ok || parsed.value.address.kind !== "tcp") return parsed
	const family = parsed.value.address.host.includes(":") ? "ipv6" : "ipv4"
	if (!parsed.value.address.isIp || family !== scheme) {
		return refuse("host", rest, `This is no ${scheme === "ipv4" ? "IPv4" : "IPv6"} address.`, scheme === "ipv4" ? "write ipv4:1.2.3.4:443" : "write ipv6:[::1]:443")
	}
	return parsed
}

function unixTarget(text: string, rest: string): Result<Target, TargetFailure> {
	const path = rest.startsWith("//") ? rest.slice(2) : rest
	if (rest.startsWith("//") && !path.startsWith("/")) {
		return refuse("path", rest, "unix:// must be followed by an absolute path.", "write unix:///absolute/path or unix:relative/path")
	}
	if (path === "") return refuse("path", rest, "The socket path is empty.", "write unix:/path/to.sock")
	if (new TextEncoder().encode(path).length > 107) return refuse("path", path, "The socket path is longer than 107 bytes, which the system does not allow.", "use a shorter path")
	return ok({ text, scheme: "unstated", address: { kind: "unix", path }, authority: "localhost", serverName: "localhost" })
}

function hostAndPort(text: string, rest: string, scheme: Scheme, defaultPort?: number): Result<Target, TargetFailure> {
	if (rest.includes("@")) return refuse("authority", rest, "A user name has no place in a gRPC target.", "remove what is before the @")
	const slash = rest.search(/[/?#]/)
	const beyond = slash < 0 ? "" : rest.slice(slash)
	if (beyond !== "" && beyond !== "/") return refuse("path", beyond, "A gRPC target has no path.", "end it after the port")
	const split = splitPort(slash < 0 ? rest : rest.slice(0, slash))
	if (!split.ok) return split
	const { host, portText } = split.value
	const port = readPort(portText, scheme === "grpcs" ? 443 : defaultPort)
	if (!port.ok) return port
	const named = readHost(host)
	if (!named.ok) return named
	const { name, isIp } = named.value
	const authority = isIp && name.includes(":") ? `[${name}]:${port.value}` : `${name}:${port.value}`
	const family = isIp ? { family: name.includes(":") ? (6 as const) : (4 as const) } : {}
	return ok({ text, scheme, address: { kind: "tcp", host: name, port: port.value, isIp, ...family }, authority, serverName: name })
}

function splitPort(rest: string): Result<{ host: string; portText: string | undefined }, TargetFailure> {
	const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(rest)
	if (bracketed !== null) return ok({ host: bracketed[1] ?? "", portText: bracketed[2] })
	if (rest.startsWith("[")) return refuse("host", rest, "The bracket of the IPv6 address is not closed.", "write [::1]:443")
	const colons = rest.split(":").length - 1
	if (colons > 1) return refuse("host", rest, "An IPv6 address needs brackets before the port.", `write [${rest.slice(0, rest.lastIndexOf(":"))}]:${rest.slice(rest.lastIndexOf(":") + 1)}`)
	if (colons === 0) return ok({ host: rest, portText: undefined })
	return ok({ host: rest.slice(0, rest.indexOf(":")), portText: rest.slice(rest.indexOf(":") + 1) })
}

function readPort(text: string | undefined, defaultPort: number | undefined): Result<number, TargetFailure> {
	if (text === undefined) {
		if (defaultPort !== undefined) return ok(defaultPort)
		return refuse("port", "", "The port is missing.", "add it after the host, as in localhost:9091")
	}
	if (!/^\d{1,10}$/.test(text)) return refuse("port", text, `"${text}" is no port.`, "write a number from 1 to 65535")
	const port = Number(text)
	if (port >= 1 && port <= 65_535) return ok(port)
	return refuse("port", text, `Port ${port} does not exist.`, "write a number from 1 to 65535")
}

function readHost(host: string): Result<{ name: string; isIp: boolean }, TargetFailure> {
	if (host === "") return refuse("host", host, "The host is empty.", "write a name or an address before the port")
	if (host.includes(":")) {
		const canonical = canonicalIpv6(host)
		return canonical === undefined ? refuse("host", host, `${host} is no IPv6 address.`, "write it as in [::1]:443") : ok({ name: canonical, isIp: true })
	}
	if (/^[\d.]+$/.test(host)) {
		const parts = host.split(".")
		const isIpv4 = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
		return isIpv4 ? ok({ name: host, isIp: true }) : refuse("host", host, `${host} is no IPv4 address.`, "write four numbers from 0 to 255")
	}
	const ascii = toAscii(host)
	const labels = ascii?.replace(/\.$/, "").split(".") ?? []
	const isName = ascii !== undefined && ascii.length <= 254 && labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label))
	return isName ? ok({ name: ascii, isIp: false }) : refuse("host", host, `${host} is no host name.`, "letters, digits, hyphens and dots only")
}

/** An internationalised name in its ASCII form (RFC 5891); ASCII names stay as written. */
function toAscii(host: string): string | undefined {
	if (/^[\x21-\x7e]+$/.test(host)) return host
	return URL.parse(`http://${host}/`)?.hostname
}

function canonicalIpv6(host: string): string | undefined {
	return URL.parse(`http://[${host}]/`)?.hostname.slice(1, -1)
}

function refuse(part: TargetFailure["part"], given: string, text: string, hint: string) {
	return err<TargetFailure>({ part, given, text, hint })
}
