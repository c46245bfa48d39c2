import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { describe, expect, it } from "vitest"
import { verifyChain } from "#x509/path/verify-chain"
import { createAuthority } from "./authority.ts"
import type { CertificateForm } from "./certificate-form.ts"
import { type Grant, type GrantTerms, grantRequest } from "./grant-request.ts"
import type { KeyAlgorithm } from "./key-pair.ts"
import { makeKeyPair } from "./key-pair.ts"
import { createRequest } from "./request.ts"

const now = new Date()
const authority = await createAuthority({ commonName: "Signer" })

function formOf(more: Partial<CertificateForm> = {}): CertificateForm {
	return {
		profile: "server",
		names: ["api.example.org", "10.0.0.1"],
		keyAlgorithm: "p256",
		lifetime: "90d",
		...more,
	}
}

async function requestOf(form: CertificateForm, keys?: CryptoKeyPair): Promise<Uint8Array> {
	const made = await createRequest(form, keys)
	if (!made.ok) throw new Error(JSON.stringify(made.error))
	return made.value.der
}

async function granted(der: Uint8Array, more: Partial<GrantTerms> = {}): Promise<Grant> {
	const grant = await grantRequest(der, { authority, now, ...more })
	if (!grant.ok) throw new Error(JSON.stringify(grant.error))
	return grant.value
}

async function refusal(der: Uint8Array, more: Partial<GrantTerms> = {}) {
	const grant = await grantRequest(der, { authority, now, ...more })
	return grant.ok ? "granted" : grant.error.map(({ field, text }) => `${field}: ${text}`).join(" | ")
}

/** A request with extensions that we would not ask for. */
async function odd(extensions: x509.Extension[], name = "CN=odd"): Promise<Uint8Array> {
	const request = await x509.Pkcs10CertificateRequestGenerator.create({
		name,
		keys: await makeKeyPair("p256"),
		signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
		extensions,
	})
	return new Uint8Array(request.rawData)
}

describe("a request", () => {
	it.each<KeyAlgorithm>(["p256", "p384", "ed25519", "rsa2048"])(
		"with a %s key is granted what it asks for",
		async (keyAlgorithm) => {
			const grant = await granted(await requestOf(formOf({ keyAlgorithm })))
			expect(grant.asked.names).toEqual(["api.example.org", "10.0.0.1"])
			expect(grant.form).toMatchObject({
				profile: "server",
				names: ["api.example.org", "10.0.0.1"],
				lifetime: "90d",
			})
			expect(grant.leftOut).toEqual([])
			const signed = await grant.sign()
			const question = {
				chain: [signed.der],
				roots: [authority.der],
				at: now.getTime(),
				trustSource: "given",
			}
			const verified = await verifyChain({ ...question, usage: "server", name: "api.example.org" })
			expect(verified.verdict).toBe("accepted")
		},
	)

	it("for an SVID becomes one", async () => {
		const spiffeId = "spiffe://example.org/ns/a/sa/b"
		const grant = await granted(await requestOf(formOf({ profile: "svid", names: [], spiffeId })))
		expect(grant.form).toMatchObject({ profile: "svid", spiffeId, names: [], lifetime: "1h" })
		expect((await grant.sign()).certificate.subject).toBe("O=example.org")
	})

	it("is given other names, another purpose and another lifetime by the signer", async () => {
		const grant = await granted(await requestOf(formOf()), {
			profile: "client",
			names: ["alice@example.org"],
			lifetime: "1h",
		})
		const { certificate } = await grant.sign()
		expect(certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.toJSON()).toEqual([
			{ type: "email", value: "alice@example.org" },
		])
		expect(certificate.getExtension(x509.ExtendedKeyUsageExtension)?.usages).toEqual(["1.3.6.1.5.5.7.3.2"])
		expect(grant.leftOut.map(({ what }) => what)).toEqual([
			"api.example.org",
			"10.0.0.1",
			"CN=api.example.org",
		])
	})
})

describe("what is left out, with the reason", () => {
	it("CA rights never come from a request", async () => {
		const grant = await granted(
			await requestOf(formOf({ profile: "intermediate", names: [], commonName: "Evil CA" })),
			{ names: ["a.example.org"] },
		)
		expect(grant.leftOut).toContainEqual({
			what: "CA rights",
			why: expect.stringContaining("never makes a CA"),
		})
		const { certificate } = await grant.sign()
		expect(certificate.getExtension(x509.BasicConstraintsExtension)?.ca).toBe(false)
	})

	it("names that are none, or that the CA must not vouch for", async () => {
		const limited = await createAuthority({ commonName: "Limited" })
		const names = new x509.SubjectAlternativeNameExtension([
			{ type: "dns", value: "ok.example.org" },
			{ type: "dns", value: "bad_name.example.org" },
		])
		const grant = await granted(await odd([names]), { authority: limited })
		expect(grant.form.names).toEqual(["ok.example.org"])
		expect(grant.leftOut).toEqual([
			{ what: "bad_name.example.org", why: expect.stringContaining("underscore") },
		])
	})

	it("parts of the subject that rights are taken from, but what the signer gives", async () => {
		const der = await odd([], "CN=admin+CN=second,O=system:masters,C=DE,CN=third")
		const grant = await granted(der, { profile: "client", organization: "Example" })
		expect(grant.leftOut.map(({ what }) => what)).toEqual([
			"CN=second",
			"O=system:masters",
			"C=DE",
			"CN=third",
		])
		expect((await grant.sign()).certificate.subject).toBe("O=Example, CN=admin")
	})

	it("key usages that TLS has no use for", async () => {
		const { digitalSignature, dataEncipherment, keyCertSign } = x509.KeyUsageFlags
		const usages = new x509.KeyUsagesExtension(digitalSignature | dataEncipherment | keyCertSign)
		const grant = await granted(await odd([usages]), { profile: "client" })
		expect(grant.leftOut.map(({ what }) => what)).toEqual(["CA rights", "key usage dataEncipherment"])
		const granting = (await grant.sign()).certificate.getExtension(x509.KeyUsagesExtension)
		expect(granting?.usages).toBe(digitalSignature)
	})

	it("other usages, other extensions, and a CN that is a host nobody was granted", async () => {
		const grant = await granted(
			await odd(
				[
					new x509.ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.3"]),
					new x509.SubjectAlternativeNameExtension([{ type: "dns", value: "a.example.org" }]),
					new x509.Extension("1.2.3.4", true, new Uint8Array([5, 0])),
				],
				"CN=bank.example",
			),
		)
		expect(grant.form.profile).toBe("client")
		expect(grant.leftOut.map(({ what }) => what)).toEqual([
			"extended key usage codeSigning",
			"1.2.3.4",
			"CN=bank.example",
		])
		expect((await grant.sign()).certificate.extensions.map(({ type }) => type)).not.toContain("1.2.3.4")
	})
})

describe("what is refused", () => {
	it("one of which nothing can be granted: nobody gets a name that was not asked for", async () => {
		expect(await refusal(await odd([], "OU=nobody"))).toMatch(/^names: Nothing that the request asks/)
		expect(await refusal(await odd([], "OU=nobody"), { names: ["a.example.org"] })).toBe("granted")
	})

	it("a signature that does not hold", async () => {
		const der = await requestOf(formOf())
		const changed = der.map((byte, at) => (at === der.length - 3 ? byte ^ 1 : byte))
		expect(await refusal(changed)).toMatch(/^request: The signature of the request does not hold/)
	})

	it("a weak key, what is no request, no name for a server, and a life beyond the CA's", async () => {
		expect(await refusal(await requestOf(formOf(), await makeKeyPair("rsa1024")))).toMatch(
			/^request: The RSA key has 1024 bits/,
		)
		expect(await refusal(authority.der)).toMatch(/^request: The request cannot be read/)
		expect(await refusal(await odd([]), { profile: "server" })).toMatch(/^names: A server/)
		expect(await refusal(await requestOf(formOf()), { lifetime: "90y" })).toMatch(/^lifetime: The CA ends/)
	})

	it("a form that is wrong, before a key is made", async () => {
		const made = await createRequest(formOf({ names: ["a b"] }))
		expect(!made.ok && made.error.map(({ field }) => field)).toEqual(["names"])
		const weak = await createRequest(formOf({ keyAlgorithm: "rsa1024" }))
		expect(!weak.ok && weak.error.map(({ field }) => field)).toEqual(["keyAlgorithm"])
	})
})
