import { describe, expect, it } from "vitest"
import { makeAuthority, makeCertificate, usage } from "#x509/testing/make-certificate"
import { comparePeer } from "./judge-peer.ts"

const at = Date.parse("2030-05-01T00:00:00Z")
const expected = { serverName: "api.test", isIp: false }

describe("comparePeer", () => {
	it("asks every runtime for the name and the roots of the settings", async () => {
		const root = await makeAuthority({ subject: "CN=Root" })
		const leaf = await makeCertificate({
			subject: "CN=other.test",
			issuer: root,
			names: [{ type: "dns", value: "other.test" }],
			eku: [usage.server],
			withKeyIds: true,
		})
		const trust = { kind: "roots", roots: [root.der], source: "/etc/ca.pem (1 certificate)" } as const
		const compared = await comparePeer([leaf.der], trust, expected, at)
		expect(compared).toMatchObject({ name: "api.test", trustSource: "/etc/ca.pem (1 certificate)" })
		expect(compared?.verdicts.map(({ verdict }) => verdict)).not.toContain("accepted")
	})

	it("asks for no name where a SPIFFE bundle decides, and takes the bundle of the leaf's trust domain", async () => {
		const root = await makeAuthority({ subject: "CN=SPIRE" })
		const leaf = await makeCertificate({
			subject: "O=SPIRE",
			issuer: root,
			names: [{ type: "url", value: "spiffe://acme.test/api" }],
			eku: [usage.server],
			keyUsage: 1,
			isKeyUsageCritical: true,
			withKeyIds: true,
		})
		const bundles = new Map([["acme.test", [root.der]]])
		const trust = { kind: "spiffe", bundles, pem: "", source: "Workload API" } as const
		const compared = await comparePeer([leaf.der], trust, expected, at)
		expect(compared?.name).toBeUndefined()
		expect(compared?.trustSource).toBe("SPIFFE bundle of acme.test")
		expect(compared?.verdicts.find(({ profile }) => profile === "go")?.verdict).toBe("accepted")
	})

	it("has nothing to compare where no certificate was sent", async () => {
		const trust = { kind: "roots", roots: [], source: "none" } as const
		expect(await comparePeer([], trust, expected, at)).toBeUndefined()
	})
})
