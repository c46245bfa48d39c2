import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { describe, expect, it } from "vitest"
import { createAuthority } from "./authority.ts"
import { authorityAdvice } from "./authority-advice.ts"
import { importAuthority } from "./import-authority.ts"
import type { Authority } from "./issue.ts"
import { makeKeyPair } from "./key-pair.ts"
import { planCertificate } from "./plan-certificate.ts"
import { formOf } from "./testing/planned.ts"

const now = new Date()

/** A root as other tools make it, with these extensions beside its basic constraints. */
async function foreignRoot(...extensions: readonly x509.Extension[]): Promise<Authority> {
	const keys = await makeKeyPair("p256")
	const certificate = await x509.X509CertificateGenerator.createSelfSigned({
		name: "CN=Foreign",
		keys,
		signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
		notBefore: new Date(now.getTime() - 60_000),
		notAfter: new Date(now.getTime() + 400 * 86_400_000),
		extensions: [new x509.BasicConstraintsExtension(true, undefined, true), ...extensions],
	})
	const key = new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey))
	const imported = await importAuthority({ files: [new Uint8Array(certificate.rawData), key] })
	if (!imported.ok) throw new Error(JSON.stringify(imported.error))
	return imported.value
}

const usage = new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true)
const identifier = new x509.SubjectKeyIdentifierExtension("00".repeat(20))

describe("what is said of the CA that issues", () => {
	it("is nothing of a root of ours, nor of an intermediate below it", async () => {
		const root = await createAuthority({ commonName: "Sound" })
		expect(authorityAdvice(root, now)).toEqual([])
		expect(authorityAdvice(await createAuthority({ commonName: "Below", parent: root }), now)).toEqual([])
		expect(authorityAdvice(await foreignRoot(usage, identifier), now)).toEqual([])
	})

	it.each([
		["a key usage", [identifier], /^The CA CN=Foreign .+ has no key usage\. .*Python 3\.13/],
		["a subject key identifier", [usage], /^The CA CN=Foreign .+ has no subject key identifier\. /],
	] as const)("names %s that it lacks, and who refuses what it issues", async (_, extensions, said) => {
		const authority = await foreignRoot(...extensions)
		expect(authorityAdvice(authority, now)).toEqual([expect.stringMatching(said)])
		const plan = await planCertificate(formOf("server"), { authority, now })
		expect(plan.ok && plan.value.advice).toContainEqual(expect.stringMatching(said))
	})
})
