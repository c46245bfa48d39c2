import {
	type Arbitrary,
	array,
	assert,
	constantFrom,
	integer,
	nat,
	property,
	string,
	uniqueArray,
} from "fast-check"
import { describe, expect, it } from "vitest"
import { rulesById } from "../rules.ts"
import { explain } from "./explain.ts"
import { coreMessages } from "./testing/core-messages.ts"
import { goMessages } from "./testing/go-messages.ts"
import { javaMessages } from "./testing/java-messages.ts"
import { nodeMessages } from "./testing/node-messages.ts"
import { proxyMessages } from "./testing/proxy-messages.ts"
import { type Message, readMessages } from "./testing/read-messages.ts"
import { rustMessages } from "./testing/rust-messages.ts"

const all = [goMessages, coreMessages, javaMessages, nodeMessages, rustMessages, proxyMessages].flatMap(
	readMessages,
)
const message = constantFrom(...all)

interface Variation {
	readonly name: string
	readonly apply: (text: string) => string
}

const stamp = "2027-03-04T05:06:07.890Z"
/** What loggers, shells and people do to a text without changing what it says. */
const variations: readonly Variation[] = [
	{ name: "a time before it", apply: (text) => `${stamp} ${text}` },
	{ name: "a klog head", apply: (text) => `E0304 05:06:07.890123    4211 main.go:77] ${text}` },
	{
		name: "a logfmt record",
		apply: (text) => `time="${stamp}" level=error msg="call failed" error="${escaped(text)}"`,
	},
	{
		name: "a JSON record",
		apply: (text) => JSON.stringify({ level: "error", ts: 1_772_600_767.89, msg: text }),
	},
	{ name: "a level in brackets", apply: (text) => `[ERROR] [main] ${text}` },
	{ name: "a level in lower case", apply: (text) => `error: ${text}` },
	{ name: "colours", apply: (text) => `\u001b[31m\u001b[1m${text}\u001b[0m` },
	{ name: "Windows line ends", apply: (text) => `${text.replaceAll("\n", "\r\n")}\r\n` },
	{ name: "blanks around it", apply: (text) => `\n  ${text}  \n\n` },
	{ name: "the same lines again", apply: (text) => `${text}\n${text}\n${text}` },
	{ name: "a line of something else before it", apply: (text) => `starting up, version 4.2.0\n${text}` },
	{ name: "a container's name before it", apply: (text) => `web-5d8f7c-x2x9l web ${text}` },
	{ name: "quotes around it", apply: (text) => `"${text}"` },
	{
		name: "levels in capitals",
		apply: (text) => text.replace(/\b(?:error|warn|info|debug|fatal)\b(?=[\]\s]| msg=)/gi, upper),
	},
	{
		name: "other ports",
		apply: (text) => text.replace(/(?<=\b\d{1,3}(?:\.\d{1,3}){3}:)\d{2,5}\b/g, "34567"),
	},
	{ name: "other addresses", apply: (text) => text.replace(ipv4, "198.51.100.23") },
	{
		name: "addresses of IPv6",
		apply: (text) => text.replace(withPort, "[2001:db8:3::7]$1").replace(ipv4, "2001:db8:3::7"),
	},
]
const ipv4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g
const withPort = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(:\d{2,5})/g

function upper(word: string): string {
	return word.toUpperCase()
}

function escaped(text: string): string {
	return JSON.stringify(text).slice(1, -1)
}

function firstOf({ emitter, text }: Pick<Message, "emitter" | "text">): string {
	return explain(text, emitter).causes[0]?.rule ?? "nothing"
}

/** Words of a client about its own connection, as a call of grpc-go would hand them on. */
const ofConnections = readMessages(goMessages).filter(
	({ emitter, text }) => emitter === "client" && /^(?:x509|tls|remote error|dial tcp)\b/.test(text),
)

describe("the first cause", () => {
	it.each(variations)("stays with $name", ({ apply }) => {
		const changed = all
			.filter((each) => firstOf({ ...each, text: apply(each.text) }) !== firstOf(each))
			.map((each) => ({
				text: each.text,
				was: firstOf(each),
				is: firstOf({ ...each, text: apply(each.text) }),
			}))
		expect(changed).toEqual([])
	})

	it("stays when a call hands the words of its connection on", () => {
		expect(ofConnections.length).toBeGreaterThan(20)
		const wrapped = ofConnections.map((each) => ({
			...each,
			text: `rpc error: code = Unavailable desc = connection error: desc = "transport: ${each.text}"`,
		}))
		expect(wrapped.map(firstOf)).toEqual(ofConnections.map(firstOf))
	})

	it("stays with any of these on top of each other", () => {
		assert(
			property(message, uniqueArray(constantFrom(...variations), { maxLength: 4 }), (each, some) => {
				const text = some.reduce((sum, { apply }) => apply(sum), each.text)
				expect({ text, rule: firstOf({ ...each, text }) }).toEqual({ text, rule: firstOf(each) })
			}),
			{ numRuns: 400 },
		)
	})
})

const fragment: Arbitrary<string> = constantFrom(
	...[
		"remote error: tls: ",
		"x509: certificate ",
		"is valid for a, not ",
		"error:0A000086:SSL routines::",
		"alert number ",
	],
	...[
		"1503 03",
		"\\x16\\x03",
		"hex dump ",
		"\\",
		"%41",
		"\u001b[31m",
		"&quot;",
		"no ",
		"key ",
		"cert ",
		"trust ",
		"\r\n",
	],
	...[
		"unix:",
		"https://",
		"[2001:db8::1]:443",
		"spiffe://a/b ",
		"TLS_error:_",
		"status = StatusCode.",
		"(",
		'"',
		"\u0000",
		"\ud800",
	],
)

describe("any text at all", () => {
	it("is answered, with rules that exist, degrees between 0 and 1, and places within the text", () => {
		const text = array(fragment, { maxLength: 60 }).map((parts) => parts.join(""))
		assert(
			property(text, string({ maxLength: 200 }), nat(40), (some, other, times) => {
				const whole = `${some}${other}`.repeat(times)
				for (const { rule, confidence, span } of explain(whole).causes) {
					expect(rulesById.has(rule)).toBe(true)
					expect(confidence).toBeGreaterThan(0)
					expect(confidence).toBeLessThanOrEqual(1)
					expect(span.every(({ start, end }) => 0 <= start && start < end && end <= whole.length)).toBe(true)
				}
			}),
			{ numRuns: 300 },
		)
	})

	it("takes no longer for repeating one thing", () => {
		assert(
			property(
				array(fragment, { minLength: 1, maxLength: 3 }),
				integer({ min: 1, max: 3 }),
				(parts, blanks) => {
					const piece = parts.join(" ".repeat(blanks))
					const text = piece.repeat(Math.ceil(65_536 / piece.length)).slice(0, 65_536)
					const begun = performance.now()
					explain(text)
					expect(performance.now() - begun).toBeLessThan(2_000)
				},
			),
			{ numRuns: 40 },
		)
	})
})
