import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import type { Side } from "../capture.ts"
import { ascii, hex, number } from "../wire/bytes.fixture.ts"
import { ipv4, ipv6, link, pcap, read, type Segment, type SunkConnection } from "./packets.fixture.ts"

const macs = "020000000001020000000002"

/** Puts an IPv4 header and what follows it, in hex, in front of a packet. */
const inside =
	(protocol: number, header = "") =>
	(packet: Uint8Array) => {
		const rest = concatBytes([hex(header.replaceAll(" ", "")), packet])
		const lengths = [hex("4500"), number(20 + rest.length, 2)]
		const others = [hex("0000400040"), number(protocol, 1), hex("0000c0a80001c0a80002")]
		return concatBytes([...lengths, ...others, rest])
	}

const links: readonly (readonly [
	what: string,
	linkType: number,
	wrap: (ip: Uint8Array) => Uint8Array,
	ip: (segment: Segment) => Uint8Array,
])[] = [
	["Ethernet, IPv4", 1, link(`${macs}0800`), ipv4],
	["Ethernet, IPv6 with an option", 1, link(`${macs}86dd`), ipv6],
	["Ethernet with a VLAN tag", 1, link(`${macs}810000050800`), ipv4],
	["Ethernet with two VLAN tags", 1, link(`${macs}88a80005810000060800`), ipv4],
	["Ethernet with PPPoE", 1, link(`${macs}8864 1100 0001 0040 0021`), ipv4],
	["Linux cooked", 113, link("0000000100060200000000010000 0800"), ipv4],
	["Linux cooked with a VLAN tag", 113, link("0000000100060200000000010000 8100 0005 86dd"), ipv6],
	["Linux cooked, version 2", 276, link("08000000000000010001 0006 0200000000010000"), ipv4],
	["BSD loopback", 0, link("02000000"), ipv4],
	["OpenBSD loopback", 108, link("00000018"), ipv6],
	["Ethernet with two MPLS labels", 1, link(`${macs}8847 00010040 00020140`), ipv4],
	["IP in IP", 101, inside(4), ipv4],
	["IPv6 in IPv4", 101, inside(41), ipv6],
	["GRE", 101, inside(47, "00000800"), ipv4],
	["GRE with key and number", 101, inside(47, "3000 0800 00000001 00000002"), ipv4],
	["GRE with Ethernet", 101, inside(47, `00006558 ${macs}0800`), ipv4],
	["ERSPAN", 101, inside(47, `100088be 00000001 1000000000000000 ${macs}0800`), ipv4],
	["VXLAN", 101, inside(17, `c000 12b5 0000 0000 0800000000000100 ${macs}810000050800`), ipv4],
	[
		"Geneve with an option",
		101,
		inside(17, `c000 17c1 0000 0000 0100655800000100 00000000 ${macs}86dd`),
		ipv6,
	],
	["GRE in IP in IP", 101, (ip) => inside(4)(inside(47, "00000800")(ip)), ipv4],
	["PPP", 9, link("ff030021"), ipv4],
	["raw IP", 101, (ip) => ip, ipv6],
	["raw IPv4", 228, (ip) => ip, ipv4],
	["raw IPv6", 229, (ip) => ip, ipv6],
]

const text = (connection: SunkConnection | undefined, side: Side) =>
	Buffer.from(connection?.sunk[side] ?? "", "hex").toString()

describe("packets are unwrapped", () => {
	test.each(links)("%s", (_what, linkType, wrap, ip) => {
		const segments: Segment[] = [
			{ from: "client", sequence: 9, flags: 0x02 },
			{ from: "server", sequence: 99, flags: 0x12, acknowledged: 10 },
			{ from: "client", sequence: 10, data: "ping" },
			{ from: "server", sequence: 100, data: "pong" },
		]
		const packets = segments.map((segment) => wrap(ip(segment)))
		const { summary, connections } = read(pcap(linkType, packets))
		expect(summary).toMatchObject({ format: "pcap", packets: 4, connections: 1, problems: [] })
		expect(connections).toMatchObject([
			{
				client: { port: 40_000 },
				server: { port: 443 },
				index: 0,
				startedAt: "2023-11-14T22:13:20.000Z",
				durationMs: 3,
				isWhole: true,
				bytes: { client: 4, server: 4 },
				head: { client: ascii("ping"), server: ascii("pong") },
				transcript: { notTls: { from: "server", firstBytes: "706f6e67" } },
				problems: [],
			},
		])
		expect([text(connections[0], "client"), text(connections[0], "server")]).toEqual(["ping", "pong"])
	})

	test("packets inside one another without end are passed over", () => {
		const packet = ipv4({ from: "client", sequence: 1, data: "a" })
		const deep = Array.from({ length: 5 }).reduce<Uint8Array>((inner) => inside(4)(inner), packet)
		expect(read(pcap(101, [deep])).summary).toMatchObject({ connections: 0, problems: [] })
	})

	test("a link that is not read is named once", () => {
		const packet = ipv4({ from: "client", sequence: 1, data: "a" })
		expect(read(pcap(105, [packet, packet])).summary).toMatchObject({
			packets: 2,
			connections: 0,
			problems: ["packets of link type 105 are not read"],
		})
	})

	test("padding behind the packet is no data", () => {
		const packet = concatBytes([ipv4({ from: "client", sequence: 1, data: "abc" }), new Uint8Array(9)])
		expect(read(pcap(101, [packet])).connections[0]?.bytes.client).toBe(3)
	})

	test("an IP length of 0, which segmentation offload leaves, is the length that was captured", () => {
		const packet = ipv4({ from: "client", sequence: 1, data: "abcdef" })
		packet.fill(0, 2, 4)
		expect(text(read(pcap(101, [packet])).connections[0], "client")).toBe("abcdef")
	})

	test("options of IPv4 and TCP are passed over", () => {
		const packet = ipv4({ from: "client", sequence: 1, bytes: concatBytes([hex("01010101"), ascii("abc")]) })
		packet[32] = 0x60
		const options = concatBytes([packet.subarray(0, 20), hex("01010101"), packet.subarray(20)])
		options[0] = 0x46
		options[3] = options.length
		expect(text(read(pcap(101, [options])).connections[0], "client")).toBe("abc")
	})

	test("fragments of IP are named and passed over", () => {
		const packet = ipv4({ from: "client", sequence: 1, data: "abc" })
		packet[6] = 0x20
		expect(read(pcap(101, [packet])).summary.problems).toEqual(["fragments of IP packets are not joined"])
	})
})
