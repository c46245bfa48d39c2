import { describe, expect, it } from "vitest"
import { makeAuthority, makeCertificate, usage } from "../testing/make-certificate.ts"
import { compareRuntimes } from "./compare-runtimes.ts"

const at = Date.parse("2030-05-01T00:00:00Z")

async function chainFor(name: { type: "dns"; value: string } | undefined, commonName = "api.test") {
	const root = await makeAuthority({ subject: "CN=Root" })
	const issuer = await makeAuthority({ subject: "CN=Issuing", issuer: root })
	const leaf = await makeCertificate({
		subject: `CN=${commonName}`,
		issuer,
		eku: [usage.server],
		withKeyIds: true,
		...(name === undefined ? {} : { names: [name] }),
	})
	return { root, issuer, leaf }
}

describe("compareRuntimes", () => {
	it("holds one chain to the rules of every runtime", async () => {
		const { root, issuer, leaf } = await chainFor({ type: "dns", value: "api.test" })
		const compared = await compareRuntimes({
			leaf: leaf.der,
			intermediates: [issuer.der],
			roots: [root.der],
			at,
			usage: "server",
			name: "api.test",
		})
		expect(compared.verdicts.map(({ profile }) => profile)).toEqual([
			"rfc5280",
			"openssl",
			"node",
			"go",
			"java",
			"grpc-core",
		])
		expect(compared.verdicts.find(({ profile }) => profile === "go")?.verdict).toBe("accepted")
	})

	it("shows where runtimes differ: a name in the common name alone", async () => {
		const { root, issuer, leaf } = await chainFor(undefined)
		const { verdicts } = await compareRuntimes({
			leaf: leaf.der,
			intermediates: [issuer.der],
			roots: [root.der],
			at,
			usage: "server",
			name: "api.test",
		})
		const by = new Map(verdicts.map((each) => [each.profile, each]))
		expect(by.get("openssl")?.verdict).toBe("accepted")
		expect(by.get("go")?.verdict).toBe("rejected")
		expect(by.get("go")?.reasons.map(({ rule }) => rule)).toContain("cn-only-no-san")
	})

	it("names OpenSSL's error, and counts the anchors of another name instead of telling each", async () => {
		const { leaf } = await chainFor({ type: "dns", value: "api.test" })
		const strangers = await Promise.all(
			[1, 2, 3, 4, 5, 6].map((number) => makeAuthority({ subject: `CN=Stranger ${number}` })),
		)
		const { verdicts, tried, otherAnchors } = await compareRuntimes({
			leaf: leaf.der,
			intermediates: [],
			roots: strangers.map(({ der }) => der),
			at,
			usage: "server",
		})
		expect(verdicts.find(({ profile }) => profile === "openssl")?.opensslError?.code).toBe(20)
		expect(tried).toEqual([])
		expect(otherAnchors).toBe(6)
	})
})
