import { describe, expect, it } from "vitest"
import { readCertificate } from "#x509/certificate"
import { createAuthority } from "./authority.ts"
import { findIssuer, looksSelfSigned } from "./find-issuer.ts"
import { importAuthority } from "./import-authority.ts"
import { issueCertificate } from "./issue.ts"
import { materialOf } from "./material-of.ts"
import { formOf, problemsOf } from "./testing/planned.ts"

const root = await createAuthority({ commonName: "Same Name" })
const lower = await issueCertificate({ authority: root, subject: "CN=Same Name", ca: { pathLength: null } })
const bytes = (text: string) => new TextEncoder().encode(text)

function parsed(der: Uint8Array) {
	const read = readCertificate(der)
	if (!read.ok) throw new Error(read.error.text)
	return read.value
}

describe("a CA that bears the name of the CA above it", () => {
	it("is not taken for a root, and finds the root rather than itself", () => {
		const [top, below] = [parsed(root.der), parsed(lower.der)]
		expect([looksSelfSigned(top), looksSelfSigned(below)]).toEqual([true, false])
		expect(findIssuer(below, [below, top])).toBe(top)
	})

	it("is imported with its chain, so that what it issues is sent with it and the root is trusted", async () => {
		const files = [lower.pem, lower.privateKeyPem.reveal(), root.pem].map(bytes)
		expect(await importAuthority({ files })).toMatchObject({
			value: { chainPem: lower.pem, rootPem: root.pem },
		})
	})

	it("is not made here", async () => {
		const named = (commonName: string) => problemsOf(formOf("intermediate", { commonName }), root)
		expect(await named("Same Name")).toEqual([expect.stringMatching(/^commonName: .+ another name\.$/)])
		expect(await named("Other Name")).toEqual([])
	})
})

it("takes the issuer whose key signed, not one that was made anew under the same name", async () => {
	const issuing = () => issueCertificate({ authority: root, subject: "CN=Issuing", ca: { pathLength: 0 } })
	const [before, after] = [await issuing(), await issuing()]
	const leaf = await issueCertificate({ authority: { ...after, chainPem: after.pem }, subject: "CN=leaf" })
	const certificates = [before, leaf, after, root].map(({ der }) => der)
	const material = materialOf({ certificates, keys: [], requests: [] })
	expect(material).toMatchObject({ value: { chain: [leaf.der, after.der], roots: [root.der] } })
})
