import { X509Certificate } from "node:crypto"
import { expect, it } from "vitest"
import { describeCertificate } from "#x509/describe"
import { createAuthority } from "./authority.ts"
import { issueCertificate } from "./issue.ts"

it("makes a root that may sign certificates and lists, and says so critically", async () => {
	const root = await createAuthority({ commonName: "Root", organization: "Lab", uri: "spiffe://lab.test" })
	const observed = await describeCertificate(root.der)
	expect(observed).toMatchObject({
		kind: "certificate",
		description: {
			isCa: true,
			isSelfIssued: true,
			keyUsage: ["keyCertSign", "cRLSign"],
			keyUsageCritical: true,
			sans: { uri: ["spiffe://lab.test"] },
		},
	})
	expect(root.chainPem).toBe("")
})

it.each(["plain", "Comma, Inc.", 'quote " and \\ slash', "plus+equals=", " spaces ", "#hash"])(
	"takes the name %j literally, and leaves below it name their issuer byte for byte",
	async (commonName) => {
		const root = await createAuthority({ commonName })
		const leaf = await issueCertificate({ authority: root, subject: "CN=leaf" })
		expect(root.certificate.subjectName.getField("CN")).toEqual([commonName])
		expect(new X509Certificate(leaf.pem).checkIssued(new X509Certificate(root.pem))).toBe(true)
	},
)

it("builds a chain: leaf, intermediate, root, with the root left out of what a server sends", async () => {
	const root = await createAuthority({ commonName: "Root", keyAlgorithm: "p384" })
	const parent = await createAuthority({ commonName: "Issuing", parent: root, pathLength: 0 })
	const leaf = await issueCertificate({ authority: parent, subject: "CN=leaf" })
	expect(leaf.chainPem).toBe(leaf.pem + parent.pem)
	expect(new X509Certificate(parent.pem).verify(new X509Certificate(root.pem).publicKey)).toBe(true)
	const observed = await describeCertificate(parent.der)
	expect(observed).toMatchObject({ description: { pathLength: 0, signatureAlgorithm: "ecdsa-with-SHA384" } })
})

it("lives exactly as long as asked", async () => {
	const notBefore = new Date("2030-01-01T00:00:00Z")
	const root = await createAuthority({ commonName: "Short", notBefore, lifetimeMs: 3_600_000 })
	expect(root.certificate.notBefore.toISOString()).toBe("2030-01-01T00:00:00.000Z")
	expect(root.certificate.notAfter.toISOString()).toBe("2030-01-01T01:00:00.000Z")
})
