import { beforeAll, describe, expect, test } from "vitest"
import {
	type CertificateRecipe,
	keyUsageBit,
	type MadeCertificate,
	makeAuthority,
	makeCertificate,
	usage,
} from "#x509/testing/make-certificate"
import { type SpiffePeerQuestion, verifySpiffePeer } from "./verify-peer.ts"

const at = Date.parse("2030-06-01T00:00:00Z")
const workload = "spiffe://a.test/api"

let authority: MadeCertificate
let otherAuthority: MadeCertificate
let svid: MadeCertificate

beforeAll(async () => {
	authority = await makeAuthority({
		subject: "CN=a.test",
		names: [{ type: "url", value: "spiffe://a.test" }],
	})
	otherAuthority = await makeAuthority({
		subject: "CN=b.test",
		names: [{ type: "url", value: "spiffe://b.test" }],
	})
	svid = await makeSvid({})
})

function makeSvid(more: Partial<CertificateRecipe>): Promise<MadeCertificate> {
	return makeCertificate({
		subject: "O=Test",
		issuer: authority,
		names: [{ type: "url", value: workload }],
		keyUsage: keyUsageBit.digitalSignature,
		isKeyUsageCritical: true,
		eku: [usage.server, usage.client],
		...more,
	})
}

async function verify(chain: readonly MadeCertificate[], more: Partial<SpiffePeerQuestion> = {}) {
	const bundles = new Map([
		["a.test", [authority.der]],
		["b.test", [otherAuthority.der]],
	])
	const peer = await verifySpiffePeer({ chain: chain.map(({ der }) => der), bundles, at, ...more })
	return { ...peer, rules: peer.verification.reasons.map(({ rule }) => rule) }
}

describe("verifySpiffePeer", () => {
	test.each([
		{ expectSpiffeId: workload },
		{ trustDomain: "a.test" },
		{ trustDomain: "spiffe://a.test" },
		{ expectSpiffeId: workload, trustDomain: "b.test" },
	])("accepts an SVID of its own trust domain when %o is expected", async (expected) => {
		const peer = await verify([svid], expected)
		expect(peer).toMatchObject({ spiffeId: workload, trustDomain: "a.test", rules: [] })
		expect(peer.verification).toMatchObject({
			verdict: "accepted",
			anchored: true,
			trustSource: "SPIFFE bundle of a.test",
			name: { kind: "spiffe", matched: workload },
		})
	})

	test("compares no name when nothing is expected", async () => {
		const { verification } = await verify([svid])
		expect(verification.verdict).toBe("accepted")
		expect(verification).not.toHaveProperty("name")
	})

	test.each([
		[{ expectSpiffeId: "spiffe://a.test/other" }, "expected spiffe://a.test/other"],
		[{ trustDomain: "b.test" }, "expected trust domain b.test"],
		[{ expectSpiffeId: "nonsense" }, "expected SPIFFE ID is invalid"],
	])("rejects a peer other than %o", async (expected, words) => {
		const { verification, rules } = await verify([svid], expected)
		expect(rules).toEqual(["wrong-spiffe-id"])
		expect(verification.reasons[0]?.text).toContain(words)
		expect(verification.name).not.toHaveProperty("matched")
	})

	test("does not accept another trust domain's authority", async () => {
		const forged = await makeSvid({ issuer: otherAuthority })
		expect((await verify([forged])).rules).toEqual(["untrusted-issuer"])
	})

	test("says that federation is missing when there is no bundle for the peer's trust domain", async () => {
		const stranger = await makeSvid({ names: [{ type: "url", value: "spiffe://c.test/api" }] })
		const { verification, rules } = await verify([stranger])
		expect(rules).toEqual(["trust-bundle-missing-or-stale"])
		expect(verification.reasons[0]?.text).toContain(
			"no trust bundle for trust domain c.test: federation is missing",
		)
	})

	test.each<[string, Partial<CertificateRecipe>, string]>([
		["no URI", { names: [{ type: "dns", value: "a.test" }] }, "this certificate has none"],
		[
			"two URIs",
			{
				names: [
					{ type: "url", value: workload },
					{ type: "url", value: "spiffe://a.test/b" },
				],
			},
			"this certificate has 2",
		],
		["a URI that is no SPIFFE ID", { names: [{ type: "url", value: "https://a.test" }] }, "no SPIFFE ID"],
		["no path", { names: [{ type: "url", value: "spiffe://a.test" }] }, "names a trust domain only"],
		["an empty subject without a critical SAN", { subject: "" }, "must be critical"],
		["the CA flag", { ca: true }, "must not have the CA flag"],
		["no critical key usage", { isKeyUsageCritical: false }, "not critical"],
		["keyCertSign", { keyUsage: keyUsageBit.digitalSignature | keyUsageBit.keyCertSign }, "keyCertSign"],
		["cRLSign", { keyUsage: keyUsageBit.digitalSignature | keyUsageBit.cRLSign }, "cRLSign"],
		["no digitalSignature", { keyUsage: keyUsageBit.cRLSign }, "digitalSignature"],
		["half of the extended key usages", { eku: [usage.server] }, "clientAuth is missing"],
	])("rejects a leaf with %s by the SVID rules", async (_, more, words) => {
		const { verification, rules } = await verify([await makeSvid(more)])
		expect(rules).toContain("svid-rule")
		expect(verification.verdict).toBe("rejected")
		expect(verification.reasons.map(({ text }) => text).join(" ")).toContain(words)
	})

	test("holds signing certificates to their rules", async () => {
		const withPath = await makeAuthority({
			subject: "CN=sub",
			issuer: authority,
			names: [{ type: "url", value: "spiffe://a.test/sub" }],
		})
		const { verification } = await verify([await makeSvid({ issuer: withPath }), withPath])
		expect(verification.reasons).toEqual([
			{ rule: "svid-rule", certificate: 1, text: expect.stringContaining("has a path") },
		])
	})

	test("rejects what cannot be read, and an empty chain", async () => {
		expect((await verify([{ ...svid, der: Uint8Array.of(1, 2) }])).rules).toEqual(["unreadable-certificate"])
		expect((await verify([])).rules).toEqual(["unreadable-certificate"])
	})
})
