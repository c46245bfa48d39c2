import { execFileSync } from "node:child_process"
import { describe, expect, it } from "vitest"
import { clientFixes } from "../client-fixes.ts"
import { type FixContext, placeholderContext } from "../fix-context.ts"
import { codeString, shellPath, shellWord } from "../quote.ts"

const hostile = [
	"$(touch /tmp/x)",
	"`id`",
	"a'b",
	'a"b',
	"a\\b",
	"a;b",
	"a\nb",
	"--flag",
	"ünïcode",
	"$HOME",
	"!x",
	"*",
]
const client = (audience: string, context: FixContext, security: "plaintext" | "tls" | "mtls" | "spiffe") =>
	clientFixes(context, "Do it.", { security }).find((fix) => fix.for === audience)?.command ?? ""

describe("shellWord", () => {
	it.each(hostile)("hands %j to a real shell as one literal word", (text) => {
		const printed = execFileSync("sh", ["-c", `printf %s ${shellWord(text)}`], { encoding: "utf8" })
		expect(printed).toBe(text)
	})

	it("leaves harmless words alone", () => {
		expect(shellWord("grpcs://localhost:9091")).toBe("grpcs://localhost:9091")
	})
})

describe("shellPath", () => {
	it("keeps a file name from being read as a flag", () => {
		expect(shellPath("-rf")).toBe("./-rf")
	})
})

describe("codeString", () => {
	it.each(hostile)("writes %j as a literal that reads back the same, in ASCII", (text) => {
		const literal = codeString(text)
		expect(JSON.parse(literal)).toBe(text)
		expect(literal).toMatch(/^[ -~]+$/)
	})
})

describe("client snippets", () => {
	it.each(["plaintext", "tls", "mtls", "spiffe"] as const)("stay as reviewed for %s", (security) => {
		const context = { ...placeholderContext, expectSpiffeId: "spiffe://example.org/service" }
		const all = clientFixes(context, "Do it.", { security }).map((fix) => `## ${fix.for}\n${fix.command}`)
		expect(all.join("\n\n")).toMatchSnapshot()
	})

	it("stay as reviewed with another server name and a token", () => {
		const all = clientFixes(placeholderContext, "Do it.", {
			security: "tls",
			serverName: "other.example",
			hasToken: true,
		})
		expect(all.map((fix) => `## ${fix.for}\n${fix.command}`).join("\n\n")).toMatchSnapshot()
	})

	it("never run what a file name says", () => {
		const context = { ...placeholderContext, certFile: "$(touch x).pem", caFile: "a b.pem" }
		const command = client("grpcurl", context, "mtls")
		expect(command).toContain("-cert '$(touch x).pem'")
		expect(command).toContain("-cacert 'a b.pem'")
	})

	it("dial a unix socket where the client can, and leave out the one that cannot", () => {
		const context = { ...placeholderContext, address: "unix:/run/a.sock", unixPath: "/run/a.sock" }
		const fixes = clientFixes(context, "Do it.", { security: "plaintext" })
		expect(fixes.map((fix) => fix.for)).not.toContain("permguard")
		expect(client("grpcurl", context, "plaintext")).toContain("-unix /run/a.sock")
	})

	it("choose Permguard's endpoint by its port", () => {
		expect(client("permguard", { ...placeholderContext, port: 9094 }, "tls")).toContain("pdp-endpoint")
		expect(client("permguard", { ...placeholderContext, port: 9092 }, "tls")).toContain("pap-endpoint")
	})
})
