import { expect, test } from "vitest"
import { formatIpAddress, parseIpAddress } from "./ip-address.ts"

test.each([
	["127.0.0.1", "127.0.0.1"],
	["[::1]", "::1"],
	["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
	["::ffff:192.0.2.1", "::ffff:c000:201"],
	["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"],
	["1::", "1::"],
	["::", "::"],
	["1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"],
])("reads %s and writes it as %s", (text, canonical) => {
	const bytes = parseIpAddress(text)
	expect(bytes && formatIpAddress(bytes)).toBe(canonical)
})

test.each([
	"",
	"localhost",
	"1.2.3",
	"1.2.3.256",
	"01.2.3.4",
	"1.2.3.4.5",
	"[1.2.3.4]",
	":::",
	"1::2::3",
	"1:2:3:4:5:6:7",
	"1:2:3:4:5:6:7:8:9",
	"12345::",
	"1.2.3.4::",
	"fe80::1%eth0",
])("refuses %j", (text) => {
	expect(parseIpAddress(text)).toBeUndefined()
})
