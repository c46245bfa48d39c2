import { describe, expect, it } from "vitest"
import { renderPem } from "#x509/describe"
import { makeAuthority, makeCertificate, usage } from "#x509/testing/make-certificate"
import { inspectGiven } from "./inspect-given.tsx"
import type { InspectQuestion } from "./inspection.tsx"
import { giveFiles } from "./take-given.tsx"

const at = Date.parse("2030-05-01T00:00:00Z")
const question: InspectQuestion = { name: "" }

async function makeChain(names: { type: "dns" | "url"; value: string } = { type: "dns", value: "api.test" }) {
	const root = await makeAuthority({ subject: "CN=Acme Root" })
	const issuer = await makeAuthority({ subject: "CN=Acme Issuing CA", issuer: root })
	const leaf = await makeCertificate({
		subject: "CN=api.test",
		issuer,
		names: [names],
		eku: [usage.server],
		keyUsage: 1,
		isKeyUsageCritical: true,
		withKeyIds: true,
	})
	return { root, issuer, leaf }
}

async function keyPem(keys: CryptoKeyPair): Promise<string> {
	return renderPem("PRIVATE KEY", new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey)))
}

const inspect = (texts: readonly string[], over: Partial<InspectQuestion> = {}, password?: string) =>
	inspectGiven(giveFiles([], texts, false), { ...question, ...over }, at, password)

describe("inspectGiven", () => {
	it("says that a whole chain holds, whatever the order of the files", async () => {
		const { root, issuer, leaf } = await makeChain()
		const found = await inspect([root.pem, issuer.pem, leaf.pem])
		expect(found.chain?.verification?.verdict).toBe("accepted")
		expect(found.chain?.runtimes?.verdicts).toHaveLength(6)
		expect(found.sentence).toContain("a server certificate for api.test")
		expect(found.sentence).toContain("The chain holds")
	})

	it("names the intermediate that is missing, with and without roots", async () => {
		const { root, leaf } = await makeChain()
		const withRoot = await inspect([leaf.pem, root.pem])
		expect(withRoot.chain?.verification?.missingIssuer?.subject).toBe("CN=Acme Issuing CA")
		expect(withRoot.kind).toBe("broken")
		const alone = await inspect([leaf.pem])
		expect(alone.chain?.verification?.missingIssuer?.subject).toBe("CN=Acme Issuing CA")
		expect(alone.chain?.runtimes).toBeUndefined()
		expect(alone.kind).toBe("attention")
	})

	it("does not complain of a chain without its root, as servers send it", async () => {
		const { issuer, leaf } = await makeChain()
		const found = await inspect([leaf.pem, issuer.pem])
		expect(found.kind).toBe("unknown")
		expect(found.sentence).toContain("Its links hold as far as Acme Issuing CA, issued by Acme Root")
	})

	it("holds a certificate for clients to what servers ask, unless told otherwise", async () => {
		const root = await makeAuthority({ subject: "CN=Acme Root" })
		const leaf = await makeCertificate({
			subject: "CN=worker",
			issuer: root,
			eku: [usage.client],
			withKeyIds: true,
		})
		const found = await inspect([leaf.pem, root.pem])
		expect(found.chain).toMatchObject({ usage: "client", verification: { verdict: "accepted" } })
		const asServer = await inspect([leaf.pem, root.pem], { usage: "server" })
		expect(asServer.chain?.verification?.reasons.map(({ rule }) => rule)).toContain("server-cert-wrong-eku")
	})

	it("asks for the name that the client dials", async () => {
		const { root, issuer, leaf } = await makeChain()
		const found = await inspect([leaf.pem, issuer.pem, root.pem], { name: "other.test" })
		expect(found.chain?.verification?.reasons.map(({ rule }) => rule)).toEqual(["hostname-mismatch"])
	})

	it("judges at the moment that is asked for", async () => {
		const { root, issuer, leaf } = await makeChain()
		const found = await inspect([leaf.pem, issuer.pem, root.pem], { at: Date.parse("2032-01-01T00:00:00Z") })
		expect(found.sentence).toContain("It expired")
	})

	it("says to which certificate a key belongs, and keeps its bytes to itself", async () => {
		const { issuer, leaf } = await makeChain()
		const pem = await keyPem(leaf.keys)
		const found = await inspect([leaf.pem, issuer.pem, pem])
		expect(found.keys).toHaveLength(1)
		expect(found.keys[0]?.matches).toEqual([found.chain?.leaf.sha256])
		const middle = pem.split("\n")[1] ?? ""
		expect(middle.length).toBeGreaterThan(40)
		expect(JSON.stringify(found)).not.toContain(middle)
	})

	it("says when a key belongs to none of the certificates", async () => {
		const { issuer, leaf, root } = await makeChain()
		const found = await inspect([leaf.pem, issuer.pem, root.pem, await keyPem((await makeChain()).leaf.keys)])
		expect(found.keys[0]?.matches).toEqual([])
		expect(found.sentence).toContain("does not belong to it")
	})

	it("holds a certificate with a SPIFFE ID to the standard, rule by rule", async () => {
		const { issuer, leaf } = await makeChain({ type: "url", value: "spiffe://acme.test/billing" })
		const found = await inspect([leaf.pem, issuer.pem])
		expect(found.svid?.id).toBe("spiffe://acme.test/billing")
		expect(found.svid?.checks.length).toBeGreaterThan(5)
		expect(found.sentence).toContain("an X.509-SVID of spiffe://acme.test/billing")
	})

	it("tells of a bundle without a leaf, and how many of it have expired", async () => {
		const roots = await Promise.all(
			["A", "B"].map((name) => makeAuthority({ subject: `CN=${name}`, notAfter: new Date("2030-03-01") })),
		)
		const found = await inspect(roots.map(({ pem }) => pem))
		expect(found.sentence).toBe(
			"This is a bundle of 2 CA certificates, without a leaf. 2 of them have expired.",
		)
		expect(found.chain).toBeUndefined()
	})

	it("says why nothing could be read", async () => {
		const found = await inspect(["just some notes"])
		expect(found.sentence).toContain("Nothing could be read")
		expect(found.files[0]?.problems).toHaveLength(1)
	})
})

describe("giveFiles", () => {
	it("takes the same file once, numbers pasted texts, and stops at 50", () => {
		const file = new File(["x"], "a.pem", { lastModified: 1 })
		const given = giveFiles([], [file, file, "one", "two"], false)
		expect(given.map(({ name }) => name)).toEqual(["a.pem", "pasted text 1", "pasted text 2"])
		const many = Array.from({ length: 60 }, (_, index) => `text ${index}`)
		expect(giveFiles([], many, true)).toHaveLength(50)
	})
})
