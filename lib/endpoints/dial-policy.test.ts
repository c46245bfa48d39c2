import { describe, expect, test } from "vitest"
import { parseAddress, parseRange, rangeContains } from "./address-range.ts"
import { type DialPolicy, decideDial, openDialPolicy } from "./dial-policy.ts"
import { parseDialPolicy } from "./parse-dial-policy.ts"

function policy(env: Record<string, string>): DialPolicy {
	const parsed = parseDialPolicy(env)
	if (!parsed.ok) throw new Error(parsed.error)
	return parsed.value
}

const tcp = (host: string, address = host, port = 443) => ({ kind: "tcp", host, address, port }) as const
const unix = (path: string) => ({ kind: "unix", path }) as const

describe("ranges", () => {
	test.each([
		["10.0.0.0/8", "10.255.0.1", true],
		["10.0.0.0/8", "11.0.0.0", false],
		["192.168.4.0/22", "192.168.7.255", true],
		["192.168.4.0/22", "192.168.8.0", false],
		["1.2.3.4", "1.2.3.4", true],
		["1.2.3.4", "1.2.3.5", false],
		["0.0.0.0/0", "255.255.255.255", true],
		["0.0.0.0/0", "2001:db8::1", false],
		["10.0.0.0/8", "::ffff:10.1.2.3", true],
		["::ffff:10.0.0.0/104", "10.1.2.3", true],
		["fd00::/8", "fdff::1", true],
		["fd00::/8", "fe00::1", false],
		["2001:db8::/33", "2001:db8:7fff::1", true],
		["2001:db8::/33", "2001:db8:8000::1", false],
		["::1", "0:0:0:0:0:0:0:1", true],
		["::/0", "10.0.0.1", true],
	])("%s and %s: %s", (range, address, expected) => {
		const parsed = parseRange(range)
		const bytes = parseAddress(address)
		expect(parsed !== undefined && bytes !== undefined && rangeContains(parsed, bytes)).toBe(expected)
		expect(bytes).toHaveLength(16)
	})

	test.each([
		"",
		"10.0.0.0/33",
		"::/129",
		"10.0.0/8",
		"10.0.0.256",
		"01.2.3.4",
		"1.2.3.4/",
		"1.2.3.4/x",
		"::g",
		"fe80::1%eth0",
		"::1]:80/#",
		"localhost",
	])("%j is no range", (text) => {
		expect(parseRange(text)).toBeUndefined()
	})
})

describe("without a policy everything may be dialled", () => {
	test.each([
		tcp("127.0.0.1"),
		tcp("localhost", "::1"),
		tcp("10.0.0.1"),
		tcp("a.b", "203.0.113.7", 1),
		unix("/run/x"),
	])("%j", (request) => {
		expect(decideDial(openDialPolicy, request)).toEqual({ allowed: true })
	})
})

describe("addresses of cloud metadata services", () => {
	const addresses = [
		"169.254.169.254",
		"169.254.0.1",
		"::ffff:169.254.169.254",
		"::ffff:a9fe:a9fe",
		"64:ff9b::a9fe:a9fe",
		"2002:a9fe:a9fe::1",
		"fe80::1",
		"febf::1",
		"fd00:ec2::254",
		"fd20:ce::254",
		"100.100.100.200",
	]
	test.each(addresses)("%s is refused, whatever name leads there", (address) => {
		const wide = policy({ COUNTERSIGN_DIAL_ALLOW: "0.0.0.0/0,::/0,*.example.org,api.example.org" })
		for (const each of [openDialPolicy, wide]) {
			const decision = decideDial(each, tcp("api.example.org", address))
			expect(decision).toMatchObject({ allowed: false, text: expect.stringContaining("metadata") })
		}
	})

	test.each([
		["169.254.169.254", "169.254.169.254"],
		["169.254.0.0/16", "169.254.7.7"],
		["fe80::/64", "fe80::1"],
	])("%s in the list lets %s through", (entry, address) => {
		const named = policy({ COUNTERSIGN_DIAL_ALLOW: entry })
		expect(decideDial(named, tcp(address))).toEqual({ allowed: true })
	})

	test.each(["169.253.255.255", "169.255.0.0", "fec0::1", "fd00:ec2::253", "100.100.100.199"])(
		"%s is none",
		(address) => {
			expect(decideDial(openDialPolicy, tcp(address))).toEqual({ allowed: true })
		},
	)
})

describe("a policy", () => {
	const inner = policy({
		COUNTERSIGN_DIAL_ALLOW: "10.0.0.0/8, *.example.org, api.test",
		COUNTERSIGN_DIAL_DENY: "10.9.0.0/16, secret.example.org",
		COUNTERSIGN_DIAL_PORTS: "443,9000-9100",
		COUNTERSIGN_SOCKET_PATHS: "/run/spire, /run/one.sock",
	})
	const noLoopback = policy({ COUNTERSIGN_DIAL_DENY: "127.0.0.0/8,::1" })

	test.each([
		tcp("10.1.2.3"),
		tcp("anything.internal", "10.1.2.3"),
		tcp("a.b.example.org", "203.0.113.7"),
		tcp("API.test.", "203.0.113.7"),
		tcp("10.1.2.3", "10.1.2.3", 9_000),
		tcp("10.1.2.3", "10.1.2.3", 9_100),
		unix("/run/spire/agent/api.sock"),
		unix("/run/one.sock"),
	])("allows %j", (request) => {
		expect(decideDial(inner, request)).toEqual({ allowed: true })
	})

	test.each([
		[tcp("192.168.0.1"), "192.168.0.1 is not on the dial policy's list."],
		[tcp("evil.test", "203.0.113.7"), "evil.test (203.0.113.7) is not on the dial policy's list."],
		[tcp("example.org", "203.0.113.7"), "example.org (203.0.113.7) is not on the dial policy's list."],
		[tcp("badexample.org", "203.0.113.7"), "badexample.org (203.0.113.7) is not on the dial policy's list."],
		[tcp("a.example.org", "10.9.0.1"), "The dial policy forbids a.example.org (10.9.0.1)."],
		[tcp("secret.example.org", "203.0.113.7"), "The dial policy forbids secret.example.org (203.0.113.7)."],
		[tcp("10.1.2.3", "10.1.2.3", 8_999), "The dial policy forbids port 8999."],
		[tcp("10.1.2.3", "not an address"), "not an address is no address."],
		[unix("/run/docker.sock"), "The dial policy forbids the socket /run/docker.sock."],
		[unix("/run/spire/../docker.sock"), "The dial policy forbids the socket /run/spire/../docker.sock."],
		[unix("/run/spirex/api.sock"), "The dial policy forbids the socket /run/spirex/api.sock."],
		[unix("run/spire/api.sock"), "The dial policy forbids the socket run/spire/api.sock."],
	])("refuses %j", (request, text) => {
		expect(decideDial(inner, request)).toEqual({ allowed: false, text })
	})

	test.each(["127.0.0.1", "::ffff:127.0.0.1", "0.0.0.0", "::1", "::", "::ffff:0.0.0.0"])(
		"that denies this machine denies it as %s too",
		(address) => {
			expect(decideDial(noLoopback, tcp("a.test", address)).allowed).toBe(false)
		},
	)
})

describe("the environment", () => {
	test("without a word means no list", () => {
		expect(parseDialPolicy({})).toEqual({ ok: true, value: { denyHosts: [], denyRanges: [] } })
		expect(parseDialPolicy({ COUNTERSIGN_DIAL_ALLOW: " , " })).toEqual({
			ok: true,
			value: { denyHosts: [], denyRanges: [] },
		})
	})

	test("is read whole", () => {
		expect(
			policy({ COUNTERSIGN_FILE_ROOTS: "/etc/tls,/run/certs", COUNTERSIGN_DIAL_PORTS: "1-65535" }),
		).toEqual({
			denyHosts: [],
			denyRanges: [],
			ports: [[1, 65_535]],
			fileRoots: ["/etc/tls", "/run/certs"],
		})
	})

	test.each([
		["COUNTERSIGN_DIAL_ALLOW", "10.0.0.0/33", "is no host name, address or CIDR range"],
		["COUNTERSIGN_DIAL_ALLOW", "https://api", "is no host name, address or CIDR range"],
		["COUNTERSIGN_DIAL_DENY", "10.0.0", "is no host name, address or CIDR range"],
		["COUNTERSIGN_DIAL_DENY", "*", "is no host name, address or CIDR range"],
		["COUNTERSIGN_DIAL_PORTS", "0", "is no port and no range of ports"],
		["COUNTERSIGN_DIAL_PORTS", "9100-9000", "is no port and no range of ports"],
		["COUNTERSIGN_DIAL_PORTS", "70000", "is no port and no range of ports"],
		["COUNTERSIGN_DIAL_PORTS", "http", "is no port and no range of ports"],
		["COUNTERSIGN_SOCKET_PATHS", "run/spire", "is no absolute path"],
		["COUNTERSIGN_FILE_ROOTS", "certs", "is no absolute path"],
	])("%s=%s is an error that names both", (variable, entry, words) => {
		expect(parseDialPolicy({ [variable]: `  ${entry}` })).toEqual({
			ok: false,
			error: `${variable}: ${entry} ${words}`,
		})
	})
})
