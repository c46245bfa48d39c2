import "reflect-metadata"
import { generateKeyPairSync } from "node:crypto"
import { PublicKey, X509CertificateGenerator } from "@peculiar/x509"
import { describe, expect, test } from "vitest"
import { keyUsageBit, usage } from "../testing/make-certificate.ts"
import { crlsMax } from "./crl-material.ts"
import {
	type Asked,
	altered,
	below,
	codeSigning,
	constraints,
	critical,
	distrusted,
	early,
	given,
	issuing,
	junk,
	late,
	leaf,
	lists,
	type Make,
	mailProtection,
	many,
	manyNames,
	mesh,
	name,
	names,
	noAuthority,
	pathOnly,
	policies,
	policyChain,
	policyInfo,
	root,
	rsa,
	selfSigned,
	sound,
	stranger,
	strict,
	versionOne,
	withIssuer,
	withLeaf,
	withRoot,
} from "./rule-cases.fixture.ts"
import { type ProfileQuestion, verifyProfile } from "./verify-profile.ts"

/** A CA whose key spells its curve out, with a leaf that names it as its issuer. */
async function explicitCurve(): Promise<Asked> {
	const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256", paramEncoding: "explicit" })
	const certificate = await X509CertificateGenerator.create({
		serialNumber: "21",
		subject: "CN=Rules Issuing",
		issuer: root.certificate.subject,
		notBefore: new Date("2030-01-01T00:00:00Z"),
		notAfter: new Date("2030-12-31T00:00:00Z"),
		publicKey: new PublicKey(publicKey.export({ type: "spki", format: "der" })),
		signingKey: root.keys.privateKey,
		signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
		extensions: [...issuing.certificate.extensions.filter(({ type }) => type === "2.5.29.19")],
	})
	return { intermediates: [new Uint8Array(certificate.rawData)] }
}

/** Every rule that a verification can name: what breaks it, and its near miss that holds by every rule of the profile. */
const cases: readonly (readonly [
	rule: string,
	profile: ProfileQuestion["profile"],
	fires: Make,
	holds: Make,
])[] = [
	[
		"not-a-trust-anchor",
		"rfc5280",
		given({ ...pathOnly, anchorTrust: { issues: false } }),
		given({ ...pathOnly, anchorTrust: { issues: true } }),
	],
	["bad-signature", "go", altered, sound],
	["certificate-version", "rfc5280", versionOne, sound],
	["serial-number", "rfc5280", withLeaf({ serial: "7f".repeat(21) }), withLeaf({ serial: "7f".repeat(20) })],
	["empty-name", "rfc5280", withIssuer({ subject: "" }), withIssuer({ subject: "CN=Named" })],
	["key-identifier", "rfc5280", withLeaf({ withKeyIds: false }), sound],
	[
		"extension-criticality",
		"rfc5280",
		withLeaf({ areNamesCritical: true }),
		withLeaf({ areNamesCritical: true, subject: "" }),
	],
	[
		"key-usage",
		"openssl",
		withLeaf({ keyUsage: keyUsageBit.cRLSign }),
		withLeaf({ keyUsage: keyUsageBit.digitalSignature }),
	],
	["anchor-extended-key-usage", "rfc5280", withRoot({ eku: [usage.server] }), withRoot({})],
	[
		"common-name-not-in-san",
		"rfc5280",
		withLeaf({ subject: "CN=other.example.test" }),
		withLeaf({ subject: `CN=${name}` }),
	],
	["not-yet-valid", "go", given(early), sound],
	["expired-server-cert", "go", given(late), sound],
	[
		"expired-client-cert",
		"go",
		withLeaf({ eku: [usage.client] }, { ...late, usage: "client" }),
		withLeaf({ eku: [usage.client] }, { usage: "client" }),
	],
	["trust-bundle-missing-or-stale", "go", given({ roots: [] }), sound],
	["ca-without-basic-constraints", "go", noAuthority, sound],
	["path-length-exceeded", "go", below(0), below(1)],
	["explicit-curve", "openssl", explicitCurve, sound],
	["unsupported-key", "openssl", explicitCurve, sound],
	[
		"name-constraint-limit",
		"java",
		withIssuer(
			constraints(
				0xa1,
				many(1_000, (index) => `x${index}.test`),
			),
			{ names: [...names, ...manyNames] },
		),
		withIssuer(
			constraints(
				0xa1,
				many(1_000, (index) => `x${index}.test`),
			),
		),
	],
	[
		"name-constraint-violation",
		"go",
		withIssuer(constraints(0xa0, ["other.test"])),
		withIssuer(constraints(0xa0, ["example.test"])),
	],
	["unknown-critical-extension", "go", withLeaf(critical(true)), withLeaf(critical(false))],
	["weak-signature-or-key", "go", withLeaf(rsa(512)), withLeaf(rsa(1024))],
	["server-cert-wrong-eku", "go", withLeaf({ eku: [usage.client] }), sound],
	[
		"client-cert-wrong-eku",
		"go",
		given({ usage: "client" }),
		withLeaf({ eku: [usage.client] }, { usage: "client" }),
	],
	[
		"extended-key-usage-forbidden",
		"rfc5280",
		withLeaf({ eku: [usage.server, codeSigning] }, strict),
		given(strict),
	],
	["leaf-is-ca", "rfc5280", withLeaf({ ca: true }, strict), given(strict)],
	[
		"c2pa-wrong-eku",
		"rfc5280",
		given({ purpose: "c2pa-manifest", usage: "any" }),
		withLeaf(
			{ eku: [mailProtection], keyUsage: keyUsageBit.digitalSignature },
			{ purpose: "c2pa-manifest", usage: "any" },
		),
	],
	["revocation-unknown", "openssl", given({ crls: [] }), () => lists([])],
	["revoked", "openssl", () => lists(["11"]), () => lists(["12"])],
	[
		"crl-limit",
		"openssl",
		() => lists([], new Array<Uint8Array>(crlsMax).fill(junk)),
		() => lists([], new Array<Uint8Array>(crlsMax - 1).fill(junk)),
	],
	["certificate-distrusted", "openssl", distrusted(1), distrusted(2)],
	["self-signed-leaf", "go", selfSigned, sound],
	["untrusted-issuer", "go", stranger, sound],
	["missing-intermediate", "go", given({ intermediates: [] }), sound],
	["chain-too-long", "go", given({ depthMax: 0 }), given({ depthMax: 1 })],
	["path-search-limit", "go", async () => ({ ...(await mesh(150)()), roots: [root.der] }), mesh(5)],
	["hostname-mismatch", "go", given({ name: "other.example.test" }), given({ name })],
	["cn-only-no-san", "go", withLeaf({ subject: `CN=${name}`, names: [] }, { name }), given({ name })],
	[
		"uri-san-only",
		"go",
		withLeaf({ names: [{ type: "url", value: "spiffe://example.test/a" }] }, { name }),
		given({ name }),
	],
	[
		"ip-san-missing",
		"go",
		given({ name: "192.0.2.1" }),
		withLeaf({ names: [{ type: "ip", value: "192.0.2.1" }] }, { name: "192.0.2.1" }),
	],
	["unreadable-certificate", "go", () => ({ intermediates: [issuing.der, junk] }), sound],
	[
		"policy-extension-invalid",
		"java",
		withLeaf(policies(policyInfo(1, 1), policyInfo(1, 1))),
		withLeaf(policies(policyInfo(1, 1), policyInfo(1, 2))),
	],
	["no-valid-policy", "java", given({ policies: { requireExplicit: true } }), given({ policies: {} })],
	["policy-limit", "java", policyChain(12), policyChain(2)],
]

describe("every rule fires on what breaks it, and not on its near miss", () => {
	test.each(cases)("%s (%s)", async (rule, profile, fires, holds) => {
		const ask = async (make: Make) => {
			const base = {
				leaf: leaf.der,
				intermediates: [issuing.der],
				roots: [root.der],
				usage: "server",
			} as const
			const at = Date.parse("2030-06-01T00:00:00Z")
			const { reasons } = await verifyProfile({ profile, ...base, at, ...(await make()) })
			return reasons
		}
		const broken = await ask(fires)
		expect(broken.map((reason) => reason.rule)).toContain(rule)
		for (const { text } of broken) expect(text).toMatch(/^[A-Z0-9"'/*].+\.$/s)
		expect(await ask(holds)).toEqual([])
	})
})
