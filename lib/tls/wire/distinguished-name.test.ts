import { expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { ascii, hex, vector } from "./bytes.fixture.ts"
import { renderDistinguishedName } from "./distinguished-name.ts"

const tlv = (tag: number, ...parts: Uint8Array[]) => concatBytes([Uint8Array.of(tag), vector(1, ...parts)])
const pair = (oid: string, tag: number, value: Uint8Array) => tlv(0x30, tlv(0x06, hex(oid)), tlv(tag, value))
const name = (...sets: Uint8Array[][]) => tlv(0x30, ...sets.map((pairs) => tlv(0x31, ...pairs)))

const cn = "550403"

test.each([
	["an empty name", name(), ""],
	[
		"most specific part first",
		name(
			[pair("550406", 0x13, ascii("DE"))],
			[pair("55040a", 0x0c, ascii("Example"))],
			[pair(cn, 0x0c, ascii("Root"))],
		),
		"CN=Root,O=Example,C=DE",
	],
	[
		"several values in one part",
		name([pair(cn, 0x0c, ascii("a")), pair("55040b", 0x0c, ascii("b"))]),
		"CN=a+OU=b",
	],
	[
		"special characters",
		name([pair(cn, 0x0c, ascii('#a,b+c"d\\e<f>g;h '))]),
		'CN=\\#a\\,b\\+c\\"d\\\\e\\<f\\>g\\;h\\ ',
	],
	["a line break", name([pair(cn, 0x0c, ascii("a\nb"))]), "CN=a\\0Ab"],
	["an attribute without a name", name([pair("2a0304", 0x0c, ascii("x"))]), "1.2.3.4=#0c0178"],
	["a mail address", name([pair("2a864886f70d010901", 0x16, ascii("a@b"))]), "emailAddress=a@b"],
	["a domain component", name([pair("0992268993f22c640119", 0x16, ascii("org"))]), "DC=org"],
	["UTF-8", name([pair(cn, 0x0c, new TextEncoder().encode("Zürich"))]), "CN=Zürich"],
	["two-byte characters", name([pair(cn, 0x1e, hex("005a00fc"))]), "CN=Zü"],
	["no DER at all", hex("c0ffee"), "#c0ffee"],
	["bytes behind the name", concatBytes([name(), hex("00")]), "#300000"],
])("%s", (_what, der, expected) => {
	expect(renderDistinguishedName(der)).toBe(expected)
})
