import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { describe, expect, it } from "vitest"
import { readCertificate } from "#x509/certificate"
import { verifyChain } from "#x509/path/verify-chain"
import { createAuthority } from "./authority.ts"
import { crossSign } from "./cross-sign.ts"
import { authorityKeyIdentifier } from "./extensions.ts"
import { type Authority, issueCertificate, signCertificate } from "./issue.ts"
import { renewCertificate } from "./renew.ts"
import { issuePlanned } from "./testing/planned.ts"

const dayMs = 86_400_000
const now = new Date()
const authority = await createAuthority({ commonName: "Old Root" })
const old = await issueCertificate({
	...{ authority, subject: "CN=api", dns: ["api.example.org"], uri: ["https://example.org/"] },
	...{
		eku: ["serverAuth"],
		notBefore: new Date(now.getTime() - 80 * dayMs),
		notAfter: new Date(now.getTime() + 10 * dayMs),
	},
})

describe("renewCertificate", () => {
	it("keeps names, usages and the length of life, and makes a new key", async () => {
		const renewed = await renewCertificate({ certificate: old.der, authority, now })
		if (!renewed.ok) throw new Error(JSON.stringify(renewed.error))
		const { certificate, privateKeyPkcs8, advice } = renewed.value
		const asked = (each: typeof certificate) =>
			each.extensions
				.filter(({ type }) => !["2.5.29.14", "2.5.29.35"].includes(type))
				.map(({ rawData }) => Buffer.from(rawData).toString("hex"))
		expect(asked(certificate)).toEqual(asked(old.certificate))
		expect(certificate.subject).toBe("CN=api")
		expect(certificate.serialNumber).not.toBe(old.certificate.serialNumber)
		expect(certificate.notAfter.getTime() - certificate.notBefore.getTime()).toBe(90 * dayMs)
		expect(certificate.publicKey.equal(old.certificate.publicKey)).toBe(false)
		expect(privateKeyPkcs8?.reveal().length).toBeGreaterThan(40)
		expect(advice).toEqual([])
		const [asIssued, own] = [readCertificate(renewed.value.der), readCertificate(authority.der)]
		if (!asIssued.ok || !own.ok) throw new Error("unreadable")
		expect(asIssued.value.extensions.authorityKeyId).toEqual(own.value.extensions.subjectKeyId)
		expect(asIssued.value.extensions.subjectKeyId).not.toEqual(own.value.extensions.subjectKeyId)
	})

	it("keeps the key when asked, and needs none of its private half", async () => {
		const renewed = await renewCertificate({ certificate: old.der, authority, now, keepsKey: true })
		expect(renewed.ok && renewed.value.certificate.publicKey.equal(old.certificate.publicKey)).toBe(true)
		expect(renewed.ok && renewed.value.privateKeyPkcs8).toBe(undefined)
	})

	it("says when another CA than before signs", async () => {
		const other = await createAuthority({ commonName: "New Root" })
		const renewed = await renewCertificate({ certificate: old.der, authority: other, now })
		expect(renewed.ok && renewed.value.advice[0]).toMatch(
			/^CN=Old Root issued it before; .+CN=New Root now\.$/,
		)
	})

	it("says so of a CA that was made anew under the same name, and leaves out what spoke of the former", async () => {
		const anew = await createAuthority({ commonName: "Old Root" })
		const asn1 = new Uint8Array([0x30, 0])
		const spoken = ["2.5.29.31", "1.3.6.1.5.5.7.1.1", "1.3.6.1.4.1.11129.2.4.2", "1.2.3.4"]
		const { certificate } = await signCertificate({
			...{ authority, signingKey: authority.key, publicKey: old.certificate.publicKey },
			...{ subject: old.certificate.subjectName, notBefore: now },
			notAfter: new Date(now.getTime() + dayMs),
			extensions: [
				...spoken.map((type) => new x509.Extension(type, false, asn1)),
				await authorityKeyIdentifier(authority.certificate),
			],
		})
		const left = async (by: Authority) => {
			const der = new Uint8Array(certificate.rawData)
			const renewed = await renewCertificate({ certificate: der, authority: by, now })
			if (!renewed.ok) throw new Error(JSON.stringify(renewed.error))
			const types = renewed.value.certificate.extensions.map(({ type }) => type)
			return { advice: renewed.value.advice, left: spoken.filter((type) => types.includes(type)) }
		}
		expect(await left(authority)).toEqual({
			advice: [],
			left: ["2.5.29.31", "1.3.6.1.5.5.7.1.1", "1.2.3.4"],
		})
		expect(await left(anew)).toEqual({
			advice: [expect.stringMatching(/^CN=Old Root issued it before/)],
			left: ["1.2.3.4"],
		})
	})

	it("gives a minute at least to what lived for seconds", async () => {
		const dates = { notBefore: new Date(now.getTime() - 30_000), notAfter: now }
		const brief = await issueCertificate({ authority, subject: "CN=brief", ...dates })
		const renewed = await renewCertificate({ certificate: brief.der, authority, now })
		const left = renewed.ok && renewed.value.certificate.notAfter.getTime() - now.getTime()
		expect(left).toBeGreaterThan(58_000)
	})

	it("begins nothing before its CA", async () => {
		const young = await createAuthority({ commonName: "Young", notBefore: now })
		const renewed = await renewCertificate({ certificate: old.der, authority: young, now })
		const begin = Math.floor(now.getTime() / 1_000) * 1_000
		expect(renewed.ok && renewed.value.certificate.notBefore.getTime()).toBe(begin)
	})

	it("refuses names that the CA must not vouch for, usages that it lacks, and a weak key that would be kept", async () => {
		const form = { profile: "root", names: [], keyAlgorithm: "p256", lifetime: "90d" } as const
		const limited = await issuePlanned({ ...form, commonName: "Limited", permittedNames: ["other.org"] })
		const forClients = await issueCertificate({
			...{ subject: "CN=Clients", ca: { pathLength: null } },
			eku: ["clientAuth"],
		})
		const weak = await issueCertificate({ authority, subject: "CN=weak", keyAlgorithm: "rsa1024" })
		const refusal = async (certificate: Uint8Array, by: Authority, keepsKey = false) => {
			const renewed = await renewCertificate({ certificate, authority: by, now, lifetimeMs: dayMs, keepsKey })
			return renewed.ok ? "renewed" : renewed.error.map(({ field, text }) => `${field}: ${text}`).join(" | ")
		}
		expect(await refusal(old.der, { ...limited, chainPem: "" })).toMatch(
			/^certificate: .+does not permit api\.example\.org/,
		)
		expect(await refusal(old.der, { ...forClients, chainPem: "" })).toMatch(
			/^authority: The CA may issue for clientAuth only/,
		)
		expect(await refusal(weak.der, authority, true)).toMatch(/^key: .+1024 bits.+Renew it with a new key\.$/)
		expect(await refusal(weak.der, authority)).toBe("renewed")
	})

	it("refuses a CA, noise, and a life beyond the CA's", async () => {
		const refusal = async (certificate: Uint8Array, lifetimeMs?: number) => {
			const renewed = await renewCertificate({
				certificate,
				authority,
				now,
				...(lifetimeMs === undefined ? {} : { lifetimeMs }),
			})
			return renewed.ok ? "renewed" : renewed.error[0]?.text
		}
		expect(await refusal(authority.der)).toMatch(/^This is a CA/)
		expect(await refusal(new Uint8Array(9))).toMatch(/cannot be read/)
		expect(await refusal(old.der, 9_000 * dayMs)).toMatch(/^The CA ends at/)
	})
})

describe("crossSign", () => {
	it("lets clients of the old root accept what the new one issues", async () => {
		const next = await createAuthority({ commonName: "New Root", keyAlgorithm: "p384" })
		const leaf = await issueCertificate({
			authority: next,
			subject: "CN=api",
			dns: ["api.example.org"],
			eku: ["serverAuth"],
		})
		const crossed = await crossSign({ certificate: next.der, authority, now })
		if (!crossed.ok) throw new Error(JSON.stringify(crossed.error))
		const ask = (chain: readonly Uint8Array[]) =>
			verifyChain({
				chain,
				roots: [authority.der],
				at: now.getTime(),
				usage: "server",
				name: "api.example.org",
				trustSource: "given",
			})
		expect((await ask([leaf.der])).verdict).toBe("rejected")
		expect(await ask([leaf.der, crossed.value.der])).toMatchObject({ verdict: "accepted", reasons: [] })
		expect(crossed.value.certificate.notAfter.getTime()).toBeLessThanOrEqual(
			authority.certificate.notAfter.getTime(),
		)
	})

	it("ends with the first of the two, and begins with the CA that vouches at the earliest", async () => {
		const dates = async (lifetimeMs: number, ofOther: number) => {
			const by = await createAuthority({ commonName: "By", notBefore: now, lifetimeMs })
			const other = await createAuthority({ commonName: "Other", notBefore: now, lifetimeMs: ofOther })
			const crossed = await crossSign({ certificate: other.der, authority: by, now })
			if (!crossed.ok) throw new Error(JSON.stringify(crossed.error))
			const { notBefore, notAfter } = crossed.value.certificate
			expect(notBefore).toEqual(by.certificate.notBefore)
			return Math.round((notAfter.getTime() - now.getTime()) / dayMs)
		}
		expect([await dates(9 * dayMs, 5 * dayMs), await dates(5 * dayMs, 9 * dayMs)]).toEqual([5, 5])
	})

	it("refuses a leaf, the CA itself, and a CA that allows none below it", async () => {
		const refusal = async (certificate: Uint8Array, by = authority) => {
			const crossed = await crossSign({ certificate, authority: by, now })
			return crossed.ok ? "signed" : crossed.error[0]?.text
		}
		expect(await refusal(old.der)).toMatch(/is no CA/)
		expect(await refusal(authority.der)).toMatch(/^This is the same CA/)
		const low = await createAuthority({ commonName: "Low", pathLength: 0 })
		const other = await createAuthority({ commonName: "Other" })
		expect(await refusal(other.der, low)).toMatch(/path length is 0/)
		expect(await refusal(new Uint8Array(3))).toMatch(/cannot be read/)
		const weak = await createAuthority({ commonName: "Weak", keyAlgorithm: "rsa1024" })
		expect(await refusal(weak.der)).toMatch(/1024 bits/)
		const forged = Uint8Array.from(other.der)
		forged.set([(forged.at(-1) ?? 0) ^ 1], forged.length - 1)
		expect(await refusal(forged)).toMatch(/own signature does not hold/)
		const noSigner = { subject: "CN=No signer", ca: { pathLength: null }, keyUsage: ["cRLSign"] } as const
		expect(await refusal((await issueCertificate(noSigner)).der)).toMatch(/lacks keyCertSign/)
	})
})
