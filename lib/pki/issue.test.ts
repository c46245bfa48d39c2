import { createPrivateKey, X509Certificate } from "node:crypto"
import { expect, it } from "vitest"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { createAuthority } from "./authority.ts"
import { issueCertificate } from "./issue.ts"
import type { KeyAlgorithm } from "./key-pair.ts"

const root = await createAuthority({ commonName: "Test Root" })

async function described(der: Uint8Array): Promise<CertificateDescription> {
	const observed = await describeCertificate(der)
	if (observed.kind === "unreadable") throw new Error(observed.problem)
	return observed.description
}

it.each<[KeyAlgorithm, string, string]>([
	["p256", "EC P-256", "digitalSignature"],
	["p384", "EC P-384", "digitalSignature"],
	["ed25519", "Ed25519", "digitalSignature"],
	["rsa1024", "RSA", "digitalSignature,keyEncipherment"],
	["rsa2048", "RSA", "digitalSignature,keyEncipherment"],
])(
	"issues a %s certificate whose signature holds and whose key belongs to it",
	async (algorithm, keyType, usage) => {
		const issued = await issueCertificate({ authority: root, subject: "CN=leaf", keyAlgorithm: algorithm })
		const leaf = new X509Certificate(issued.pem)
		expect(leaf.verify(new X509Certificate(root.pem).publicKey)).toBe(true)
		expect(leaf.checkPrivateKey(createPrivateKey(issued.privateKeyPem.reveal()))).toBe(true)
		const facts = await described(issued.der)
		expect([facts.keyType, facts.keyUsage?.join(",")]).toEqual([keyType, usage])
	},
)

it("gives a leaf what verifiers look for: names, both EKUs, critical key usage, SKI, AKI, a long positive serial", async () => {
	const issued = await issueCertificate({
		authority: root,
		subject: "CN=leaf",
		dns: ["localhost", "*.lab.test"],
		ip: ["127.0.0.1", "::1"],
		uri: ["spiffe://lab.test/web"],
	})
	const facts = await described(issued.der)
	const rootFacts = await described(root.der)
	expect(facts).toMatchObject({
		subject: "CN=leaf",
		issuer: "CN=Test Root",
		sans: { dns: ["localhost", "*.lab.test"], ip: ["127.0.0.1", "::1"], uri: ["spiffe://lab.test/web"] },
		eku: ["serverAuth", "clientAuth"],
		keyUsageCritical: true,
		isCa: false,
		version: 3,
		authorityKeyId: rootFacts.subjectKeyId,
	})
	expect(facts.serial).toMatch(/^[4-7][0-9a-f]{31}$/)
	expect(Date.parse(facts.notAfter) - Date.parse(facts.notBefore)).toBe(90 * 86_400_000)
})

it("takes dates, EKU, key usage and key pair as they are asked for", async () => {
	const first = await issueCertificate({ authority: root, subject: "CN=first" })
	const keyPair = { publicKey: await first.certificate.publicKey.export(), privateKey: first.key }
	const notBefore = new Date("2020-01-01T00:00:00Z")
	const notAfter = new Date("2020-01-02T00:00:00Z")
	const again = await issueCertificate({
		authority: root,
		subject: "CN=again",
		notBefore,
		notAfter,
		eku: [],
		keyUsage: ["keyAgreement"],
		keyPair,
	})
	const facts = await described(again.der)
	expect(facts.notBefore).toBe(notBefore.toISOString())
	expect(facts.notAfter).toBe(notAfter.toISOString())
	expect(facts.eku).toBeUndefined()
	expect(facts.keyUsage).toEqual(["keyAgreement"])
	expect(facts.subjectKeyId).toBe((await described(first.der)).subjectKeyId)
})

it("makes the SAN critical when the subject is empty", async () => {
	const issued = await issueCertificate({ authority: root, subject: "", uri: ["spiffe://lab.test/web"] })
	const facts = await described(issued.der)
	expect(facts.subject).toBe("")
	expect(facts.extensions.find(({ oid }) => oid === "2.5.29.17")?.critical).toBe(true)
})

it("signs itself when nobody else does", async () => {
	const issued = await issueCertificate({ subject: "CN=alone", dns: ["localhost"] })
	const certificate = new X509Certificate(issued.pem)
	expect(certificate.verify(certificate.publicKey)).toBe(true)
	expect((await described(issued.der)).isSelfIssued).toBe(true)
})

it("signs with SHA-1 when a wrong certificate is what is wanted", async () => {
	const issued = await issueCertificate({ authority: root, subject: "CN=old", signatureHash: "SHA-1" })
	expect((await described(issued.der)).signatureAlgorithm).toBe("ecdsa-with-SHA1")
})

it("keeps the private key out of logs and JSON", async () => {
	const issued = await issueCertificate({ authority: root, subject: "CN=quiet" })
	expect(JSON.stringify({ pem: issued.privateKeyPem, der: issued.privateKeyPkcs8 })).toBe(
		'{"pem":"[secret]","der":"[secret]"}',
	)
})
