import { X509Certificate } from "node:crypto"
import { describe, expect, it } from "vitest"
import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { lazyKeys, makeThrowAway, type ThrowAwayPlan } from "./throw-away-identity.ts"

const now = Date.now()
const ca = await createAuthority({ commonName: "Right, CA", organization: "Team + Co" })
const good = await issueCertificate({
	authority: ca,
	subject: "CN=api,O=Team",
	dns: ["api.team.test"],
	ip: ["10.0.0.7"],
	uri: ["spiffe://team.test/api"],
})

async function describeOne(der: Uint8Array): Promise<CertificateDescription> {
	const read = await describeCertificate(der)
	if (read.kind !== "certificate") throw new Error(read.problem)
	return read.description
}

const like = await describeOne(good.der)
const { subject: caName } = await describeOne(ca.der)
const plan: ThrowAwayPlan = {
	like,
	serverName: "localhost",
	acceptableCas: [caName],
	spiffeId: "spiffe://team.test/api",
	keys: lazyKeys([]),
	now,
}

async function made(posture: Parameters<typeof makeThrowAway>[0], change: Partial<ThrowAwayPlan> = {}) {
	const result = await makeThrowAway(posture, { ...plan, ...change })
	if (result.kind !== "identity") throw new Error(result.text)
	const pems = result.identity.chainPem.match(/-----BEGIN[\s\S]+?END CERTIFICATE-----/g) ?? []
	const [leaf, root] = pems.map((pem) => new X509Certificate(pem))
	if (leaf === undefined || result.identity.leaf === undefined) throw new Error("no certificate")
	return { ...result, leaf, root, described: result.identity.leaf }
}

describe("throw-away certificates", () => {
	it.each(["self-signed", "foreign-ca", "same-name-ca", "expired", "not-yet-valid", "wrong-eku"] as const)(
		"%s borrows the names of the certificate that ought to be let in, and not its key",
		async (posture) => {
			const { described, leaf } = await made(posture)
			expect([described.subject, described.sans]).toEqual([like.subject, like.sans])
			expect(leaf.publicKey.equals(new X509Certificate(good.der).publicKey)).toBe(false)
		},
	)

	it("are signed by the CA that goes along, which is not the right one", async () => {
		const { leaf, root } = await made("foreign-ca")
		expect(root !== undefined && leaf.verify(root.publicKey)).toBe(true)
		expect(leaf.verify(new X509Certificate(ca.der).publicKey)).toBe(false)
		expect(root?.subject).toMatch(/^CN=Throw-away CA [0-9a-f]{12}$/)
	})

	it("bear the name of an acceptable CA as it is encoded, commas and all", async () => {
		const { described, leaf } = await made("same-name-ca")
		expect(described.issuer).toBe(caName)
		expect(leaf.issuer).toBe(new X509Certificate(ca.der).subject)
		expect(leaf.verify(new X509Certificate(ca.der).publicKey)).toBe(false)
	})

	it("have run out, have not begun, or are for servers alone", async () => {
		expect(Date.parse((await made("expired")).leaf.validTo)).toBeLessThan(now)
		expect(Date.parse((await made("not-yet-valid")).leaf.validFrom)).toBeGreaterThan(now)
		expect((await made("wrong-eku")).described.eku).toEqual(["serverAuth"])
	})

	it("carry an ID of the same trust domain for nobody, or one of a domain that does not exist", async () => {
		expect((await made("wrong-spiffe-id")).described.sans.uri[0]).toMatch(/^spiffe:\/\/team\.test\/nobody\//)
		expect((await made("foreign-trust-domain")).described.sans.uri[0]).toMatch(
			/^spiffe:\/\/[0-9a-f]{12}\.invalid\//,
		)
	})

	it("have a key that the server's signature schemes fit", async () => {
		const keyOf = async (...signatureSchemes: readonly string[]) =>
			(await made("foreign-ca", { keys: lazyKeys(signatureSchemes) })).described.keyType
		expect(await keyOf("rsa_pss_rsae_sha256", "rsa_pkcs1_sha256")).toBe("RSA")
		expect(await keyOf("rsa_pss_rsae_sha256", "ecdsa_secp256r1_sha256")).toBe("EC P-256")
		expect(await keyOf("ed25519")).toBe("Ed25519")
		expect(await keyOf("ecdsa_secp384r1_sha384")).toBe("EC P-384")
	})

	it("are signed by a CA that was given, foreign ones excepted", async () => {
		const { leaf, issuer } = await made("expired", { authority: ca })
		expect([issuer, leaf.verify(new X509Certificate(ca.der).publicKey)]).toEqual(["held", true])
		expect((await made("foreign-ca", { authority: ca })).issuer).toBe("made-up")
	})

	it("have names of their own where a peer's cannot be issued again", async () => {
		const hostile: CertificateDescription = {
			...like,
			subject: "=,,+=\\",
			sans: { dns: ["a".repeat(70_000), "ü", "ok.test"], ip: ["not an address"], uri: ["\u0000"], email: [] },
		}
		const { described } = await made("foreign-ca", { like: hostile })
		expect(described.sans.dns).toEqual(["localhost"])
	})

	it("say that a name cannot be issued again instead of issuing another one", async () => {
		const result = await makeThrowAway("same-name-ca", { ...plan, acceptableCas: ["1.2.3=#zz", ""] })
		expect(result.kind).toBe("impossible")
	})
})
