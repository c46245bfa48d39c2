import { execFile } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { FaultId } from "#pki/faults"
import { dialledName, type IssuedCase, writeIssuedCases } from "./issued-cases.ts"
import { buildIssuedGo } from "./issued-go.ts"
import { buildIssuedJava } from "./issued-java.ts"
import { callWithIssued } from "./issued-node.ts"
import { writeIssuedPython } from "./issued-python.ts"
import { buildIssuedRustls } from "./issued-rustls.ts"
import { isInstalled } from "./process.ts"

/** What a runtime says of each fault, and of a CA that limits URIs; `ok` where it lets it pass. */
type Words = Readonly<Record<Exclude<FaultId, "non-conforming-svid"> | "uri-limits", RegExp>>

const go: Words = {
	expired: /has expired or is not yet valid: .+ is after/,
	"not-yet-valid": /has expired or is not yet valid: .+ is before/,
	"wrong-eku": /incompatible key usage/,
	"cn-only": /relies on legacy Common Name/,
	"wrong-host": /valid for wrong-host\.invalid, not api\.example\.org/,
	"self-signed": /signed by unknown authority/,
	sha1: /insecure algorithm ECDSA-SHA1/,
	"weak-key": /^ok$/,
	"broken-chain": /signed by unknown authority/,
	"uri-limits": /^ok$/,
}
const java: Words = {
	expired: /NotAfter/,
	"not-yet-valid": /NotBefore/,
	"wrong-eku": /Extended key usage does not permit/,
	"cn-only": /^ok$/,
	"wrong-host": /No subject alternative DNS name matching/,
	"self-signed": /unable to find valid certification path|Empty client certificate chain/,
	sha1: /^ok$/,
	"weak-key": /^ok$/,
	"broken-chain": /unable to find valid certification path|Empty client certificate chain/,
	"uri-limits": /^ok$/,
}
const python: Words = {
	expired: /certificate has expired/,
	"not-yet-valid": /not yet valid/,
	"wrong-eku": /unsuitable certificate purpose/,
	"cn-only": /^ok$/,
	"wrong-host": /Hostname mismatch/,
	"self-signed": /self-signed certificate/,
	sha1: /CA_MD_TOO_WEAK/,
	"weak-key": /EE_KEY_TOO_SMALL/,
	"broken-chain": /unable to get local issuer/,
	"uri-limits": /^ok$/,
}
const node: Words = {
	expired: /certificate has expired/,
	"not-yet-valid": /not yet valid/,
	"wrong-eku": /unsuitable certificate purpose/,
	"cn-only": /^ok$/,
	"wrong-host": /not in the cert's altnames: DNS:wrong-host\.invalid/,
	"self-signed": /self-signed certificate/,
	sha1: /CA signature digest algorithm too weak/,
	"weak-key": /ee key too small/,
	"broken-chain": /unable to verify the first certificate/,
	"uri-limits": /^ok$/,
}
const rustls: Words = {
	expired: /certificate expired/,
	"not-yet-valid": /not valid yet/,
	"wrong-eku": /does not allow extended key usage/,
	"cn-only": /not valid for any names/,
	"wrong-host": /only valid for DnsName\("wrong-host\.invalid"\)/,
	"self-signed": /UnknownIssuer/,
	sha1: /UnsupportedSignatureAlgorithm/,
	"weak-key": /failed to parse private key/,
	"broken-chain": /UnknownIssuer/,
	"uri-limits": /NameConstraintViolation/,
}

let folder = ""
let cases: readonly IssuedCase[] = []

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "countersign-issued-"))
	cases = await writeIssuedCases(folder)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each([
	{ name: "Go", needs: ["go", "version"], build: buildIssuedGo, words: go },
	{ name: "Java", needs: ["javac", "-version"], build: buildIssuedJava, words: java },
	{ name: "Python", needs: ["python3", "--version"], build: writeIssuedPython, words: python },
	{ name: "rustls", needs: ["cargo", "--version"], build: buildIssuedRustls, words: rustls },
])("$name, as server and as client of mutual TLS", ({ needs: [tool = "", ...version], build, words }) => {
	const isAllowed = tool !== "cargo" || process.env.COUNTERSIGN_FOREIGN === "1"
	const canRun = isAllowed && isInstalled(tool, version)
	const wanted = tool === "cargo" ? "cargo and COUNTERSIGN_FOREIGN=1, because it fetches crates" : tool
	it.skipIf(!canRun)(
		`takes every good certificate, and names each fault${canRun ? "" : ` (skipped: needs ${wanted})`}`,
		async () => {
			const [command = "", ...given] = await build(folder)
			const paths = cases.map((each) => each.folder)
			const { stdout } = await promisify(execFile)(command, [...given, dialledName, ...paths])
			const said = new Map(stdout.split("\n").map((line) => [line.split("\t")[0], line.split("\t")[1] ?? ""]))
			const found = cases.map(({ title, folder: path, fault, limitsUris }) => {
				const text = said.get(path) ?? "nothing"
				const expected = limitsUris === true ? words["uri-limits"] : wordsFor(fault, words)
				return [title, expected.test(text) ? "as expected" : text]
			})
			expect(found).toEqual(cases.map(({ title }) => [title, "as expected"]))
			expect(cases.length).toBeGreaterThan(25)
		},
		400_000,
	)
})

describe("grpc-js on Node, as server and as client of mutual TLS", () => {
	it("carries a call with every good certificate, and names each fault of a server", async () => {
		const found: (readonly [string, string])[] = []
		for (const { title, folder: path, fault } of cases) {
			const said = await callWithIssued(path, dialledName)
			// What the server says of a client's certificate does not reach the client in words.
			const expected = title.endsWith("the client") ? /^(?!ok$)/ : wordsFor(fault, node)
			found.push([title, expected.test(said) ? "as expected" : said])
		}
		expect(found).toEqual(cases.map(({ title }) => [title, "as expected"]))
	})
})

function wordsFor(fault: FaultId | undefined, words: Words): RegExp {
	return fault === undefined || fault === "non-conforming-svid" ? /^ok$/ : words[fault]
}
