import { describe, expect, it, test } from "vitest"
import { parseTarget } from "./parse-target.ts"

const name = (host: string, port: number) => ({ kind: "tcp", host, port, isIp: false })
const ip = (host: string, port: number, family: 4 | 6) => ({ kind: "tcp", host, port, isIp: true, family })

describe("reads where to dial and which names a gRPC client derives", () => {
	test.each([
		["localhost:9091", "unstated", name("localhost", 9091), "localhost:9091", "localhost"],
		["  localhost:9091\n", "unstated", name("localhost", 9091), "localhost:9091", "localhost"],
		[
			"grpc://api.example.org:80",
			"grpc",
			name("api.example.org", 80),
			"api.example.org:80",
			"api.example.org",
		],
		[
			"grpcs://api.example.org:8443/",
			"grpcs",
			name("api.example.org", 8443),
			"api.example.org:8443",
			"api.example.org",
		],
		["GRPCS://Api:1", "grpcs", name("Api", 1), "Api:1", "Api"],
		["grpcs://api", "grpcs", name("api", 443), "api", "api"],
		["dns:///api:9091", "unstated", name("api", 9091), "api:9091", "api"],
		["dns:api:9091", "unstated", name("api", 9091), "api:9091", "api"],
		["dns:///api", "unstated", name("api", 443), "api", "api"],
		[
			"api.example.org.:443",
			"unstated",
			name("api.example.org.", 443),
			"api.example.org.:443",
			"api.example.org",
		],
		[
			"my_service.ns.svc:65535",
			"unstated",
			name("my_service.ns.svc", 65535),
			"my_service.ns.svc:65535",
			"my_service.ns.svc",
		],
		[
			"bücher.example:443",
			"unstated",
			name("xn--bcher-kva.example", 443),
			"xn--bcher-kva.example:443",
			"xn--bcher-kva.example",
		],
		["127.0.0.1:50051", "unstated", ip("127.0.0.1", 50051, 4), "127.0.0.1:50051", "127.0.0.1"],
		["ipv4:1.2.3.4:80", "unstated", ip("1.2.3.4", 80, 4), "1.2.3.4:80", "1.2.3.4"],
		["ipv4:1.2.3.4", "unstated", ip("1.2.3.4", 443, 4), "1.2.3.4", "1.2.3.4"],
		["[::1]:80", "unstated", ip("::1", 80, 6), "[::1]:80", "::1"],
		["ipv6:[::1]:80", "unstated", ip("::1", 80, 6), "[::1]:80", "::1"],
		["grpcs://[2001:DB8:0:0::1]", "grpcs", ip("2001:db8::1", 443, 6), "[2001:DB8:0:0::1]", "2001:db8::1"],
		["unix:run/api.sock", "unstated", { kind: "unix", path: "run/api.sock" }, "localhost", "localhost"],
		[
			"unix:/run/my api.sock",
			"unstated",
			{ kind: "unix", path: "/run/my api.sock" },
			"localhost",
			"localhost",
		],
		["unix:///run/api.sock", "unstated", { kind: "unix", path: "/run/api.sock" }, "localhost", "localhost"],
		["grpc:9091", "unstated", name("grpc", 9091), "grpc:9091", "grpc"],
		["http:80", "unstated", name("http", 80), "http:80", "http"],
	])("%s", (given, scheme, address, authority, serverName) => {
		expect(parseTarget(given)).toEqual({
			ok: true,
			value: { text: given.trim(), scheme, address, authority, serverName },
		})
	})
})

describe("reads a list of addresses", () => {
	it("takes the first for the names, and keeps the others in order", () => {
		const parsed = parseTarget("ipv4:1.2.3.4:80,1.2.3.5,1.2.3.4:81")
		expect(parsed).toEqual({
			ok: true,
			value: {
				text: "ipv4:1.2.3.4:80,1.2.3.5,1.2.3.4:81",
				scheme: "unstated",
				address: ip("1.2.3.4", 80, 4),
				others: [
					{ host: "1.2.3.5", port: 443, family: 4 },
					{ host: "1.2.3.4", port: 81, family: 4 },
				],
				authority: "1.2.3.4:80",
				serverName: "1.2.3.4",
			},
		})
	})

	it("reads IPv6 lists, with slashes too", () => {
		const parsed = parseTarget("ipv6:///[::1]:80,[2001:db8::1]:81")
		expect(parsed).toMatchObject({
			ok: true,
			value: { address: ip("::1", 80, 6), others: [{ host: "2001:db8::1", port: 81, family: 6 }] },
		})
	})

	it("counts an address that is written twice once", () => {
		const parsed = parseTarget("ipv4:1.2.3.4:80,1.2.3.4:80")
		expect(parsed.ok && parsed.value.others).toBeUndefined()
	})
})

describe("refuses, and names the part that is wrong", () => {
	test.each([
		["", "whole", "empty", "host:port"],
		["a".repeat(3000), "whole", "longer", "host:port"],
		["local host:80", "whole", "white space", "remove"],
		["host:8\u00000", "whole", "control", "remove"],
		["unix:/a\u0000b", "whole", "control", "remove"],
		["https://api:443", "scheme", "https:// is no gRPC scheme", "grpcs://api:443"],
		["https://api/v1?x=1", "scheme", "https:// is no gRPC scheme", "write grpcs://api:443 for TLS"],
		["http://api:80", "scheme", "http:// is no gRPC scheme", "grpc://api:80"],
		["ftp://api:80", "scheme", "ftp:// is unknown", "grpcs://"],
		["unix-abstract:name", "scheme", "cannot be dialled", "address"],
		["xds:///api", "scheme", "cannot be dialled", "address"],
		["vsock:2:80", "scheme", "cannot be dialled", "address"],
		["localhost", "port", "missing", "localhost:9091"],
		["grpc://localhost", "port", "missing", "localhost:9091"],
		["localhost:", "port", "missing", "localhost:9091"],
		["localhost:0", "port", "Port 0 does not exist", "1 to 65535"],
		["localhost:70000", "port", "Port 70000 does not exist", "1 to 65535"],
		["localhost:http", "port", '"http" is no port', "1 to 65535"],
		["localhost:-1", "port", '"-1" is no port', "1 to 65535"],
		["localhost:99999999999999999999", "port", "is no port", "1 to 65535"],
		[":9091", "host", "host is empty", "before the port"],
		["grpcs://", "host", "host is empty", "before the port"],
		["grpc://:9091", "host", "host is empty", "before the port"],
		["grpc://me:secret@host:80", "authority", "no user name", "@"],
		["grpc://host:80/service", "path", "no path", "after the port"],
		["host:80?x=1", "path", "no path", "after the port"],
		["dns://8.8.8.8/host:443", "authority", "name server 8.8.8.8", "dns:///host:443"],
		["dns://host:443", "authority", "third slash", "dns:///host:443"],
		["::1:9091", "host", "needs brackets", "[::1]:9091"],
		["2001:db8::1", "host", "needs brackets", "[2001:db8::1]:443"],
		["[::1:80", "host", "not complete", "[::1]:443"],
		["[::g]:80", "host", "no IPv6 address", "[::1]:443"],
		["[fe80::1%eth0]:80", "host", "network interface", "not link-local"],
		["[localhost]:80", "host", "Brackets are for IPv6", "without brackets"],
		["ipv4:[::1]:80", "host", "no IPv4 address", "ipv4:1.2.3.4"],
		["ipv4:localhost:80", "host", "no IPv4 address", "ipv4:1.2.3.4"],
		["ipv6:127.0.0.1:80", "host", "no IPv6 address", "ipv6:[::1]"],
		["ipv4:1.2.3.4:80,1.2.3.5:x", "port", '"x" is no port', "1 to 65535"],
		["ipv4:1.2.3.4:80,localhost:80", "host", "no IPv4 address", "ipv4:1.2.3.4"],
		["ipv4:1.2.3.4:80,[::1]:80", "host", "no IPv4 address", "ipv4:1.2.3.4"],
		["ipv4:1.2.3.4:80,", "host", "host is empty", "before the port"],
		["ipv6:[::1]:80,1.2.3.4:80", "host", "no IPv6 address", "ipv6:[::1]"],
		[`ipv4:${"1.2.3.4:80,".repeat(16)}1.2.3.4:80`, "host", "17 addresses; at most 16", "several targets"],
		["256.1.1.1:80", "host", "no IPv4 address", "0 to 255"],
		["127.1:80", "host", "no IPv4 address", "0 to 255"],
		["0x7f000001:80", "host", "no IPv4 address", "0 to 255"],
		["１２７.0.0.1:80", "host", "no IPv4 address", "0 to 255"],
		["-host:80", "host", "no host name", "letters"],
		["a..b:80", "host", "no host name", "letters"],
		[`${"a".repeat(64)}:80`, "host", "no host name", "letters"],
		[`${"a.".repeat(130)}b:80`, "host", "longer than 253", "twice"],
		["unix:", "path", "empty", "unix:/path"],
		["unix://", "path", "empty", "unix:/path"],
		["unix://run/api.sock", "path", "absolute path", "unix:///"],
		[`unix:/${"a".repeat(107)}`, "path", "longer than 107 bytes", "shorter"],
	])("%s", (given, part, text, hint) => {
		const parsed = parseTarget(given)
		expect(parsed).toMatchObject({ ok: false, error: { part } })
		expect(parsed.ok ? "" : parsed.error.text).toContain(text)
		expect(parsed.ok ? "" : parsed.error.hint).toContain(hint)
	})
})
