import { expect, test } from "vitest"
import { makeAuthority, makeCertificate, usage } from "../testing/make-certificate.ts"
import type { KeyPurpose } from "./check-purpose.ts"
import { type ProfileQuestion, verifyProfile } from "./verify-profile.ts"

const at = Date.parse("2030-06-01T00:00:00Z")
const codeSigning = "1.3.6.1.5.5.7.3.3"

async function rules(
	purpose: KeyPurpose,
	leafUsages: readonly string[],
	issuerUsages?: readonly string[],
): Promise<readonly string[]> {
	const root = await makeAuthority({ subject: "CN=Purpose Root" })
	const eku = issuerUsages === undefined ? {} : { eku: issuerUsages }
	const issuing = await makeAuthority({ subject: "CN=Purpose Issuing", issuer: root, ...eku })
	const leaf = await makeCertificate({ subject: "O=leaf", issuer: issuing, eku: leafUsages })
	const found = await verifyProfile({
		profile: "rfc5280",
		isPathOnly: true,
		leaf: leaf.der,
		intermediates: [issuing.der],
		roots: [root.der],
		at,
		usage: "any",
		purpose,
	})
	return found.reasons.map(({ rule, certificate }) => `${rule}@${certificate ?? "-"}`)
}

test("a strict server purpose excuses an issuing CA without usages, a strict client purpose does not", async () => {
	expect(await rules("server-strict", [usage.server])).toEqual([])
	expect(await rules("client-strict", [usage.client])).toEqual(["client-cert-wrong-eku@1"])
	expect(await rules("client-strict-leaf", [usage.client])).toEqual([])
	expect(await rules("client-strict", [usage.client], [usage.client])).toEqual([])
})

test("a strict purpose forbids other trades beside it", async () => {
	expect(await rules("server-strict", [usage.server, codeSigning])).toEqual([
		"extended-key-usage-forbidden@0",
	])
	expect(await rules("server-strict-leaf", [usage.server], [usage.server, codeSigning])).toEqual([])
})

test("purposes of other worlds are refused to a TLS certificate", async () => {
	expect(await rules("c2pa-manifest", [usage.server])).toEqual(["c2pa-wrong-eku@0"])
	expect(await rules("rcs-mls-client", [usage.client])).toContain("client-cert-wrong-eku@0")
})

test("an anchor is taken only for what it is trusted for", async () => {
	const root = await makeAuthority({ subject: "CN=Trust Root" })
	const leaf = await makeCertificate({ subject: "O=leaf", issuer: root, eku: [usage.server] })
	const ask = async (der: Uint8Array, anchorTrust: NonNullable<ProfileQuestion["anchorTrust"]>) => {
		const roots = [der === leaf.der ? root.der : der]
		const question = {
			profile: "rfc5280",
			isPathOnly: true,
			leaf: der,
			intermediates: [],
			roots,
			at,
		} as const
		return (await verifyProfile({ ...question, usage: "any", anchorTrust })).reasons.map(({ rule }) => rule)
	}
	expect(await ask(leaf.der, { issues: true })).toEqual([])
	expect(await ask(leaf.der, { issues: false })).toEqual(["not-a-trust-anchor"])
	expect(await ask(root.der, { issues: true })).toEqual(["not-a-trust-anchor"])
	expect(await ask(root.der, { issues: true, leaf: "self-signed" })).toEqual([])
})
