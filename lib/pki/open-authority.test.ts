import { X509Certificate } from "node:crypto"
import { describe, expect, it } from "vitest"
import { Secret } from "#base/secret"
import { createAuthority } from "./authority.ts"
import { issueCertificate } from "./issue.ts"
import type { KeyAlgorithm } from "./key-pair.ts"
import { openAuthority } from "./open-authority.ts"

/** A CA certificate and its key in PEM, as a folder of files would hold them. */
async function written(keyAlgorithm: KeyAlgorithm) {
	return issueCertificate({ subject: "CN=Written CA", ca: { pathLength: null }, keyAlgorithm })
}

describe("a CA that was taken up", () => {
	it.each(["p256", "p384", "ed25519", "rsa2048"] as const)(
		"issues what its %s key signs",
		async (algorithm) => {
			const files = await written(algorithm)
			const opened = await openAuthority(files.der, files.privateKeyPem)
			if (!opened.ok) throw new Error(opened.error)
			const leaf = new X509Certificate(
				(await issueCertificate({ authority: opened.value, subject: "CN=a" })).der,
			)
			const root = new X509Certificate(files.der)
			expect([leaf.checkIssued(root), leaf.verify(root.publicKey)]).toEqual([true, true])
		},
	)

	it("sends itself along below a root, and not as one", async () => {
		const root = await createAuthority({ commonName: "Root" })
		const below = await issueCertificate({ authority: root, subject: "CN=Below", ca: { pathLength: 0 } })
		const opened = await openAuthority(below.der, below.privateKeyPem)
		expect(opened.ok && opened.value.chainPem).toBe(below.pem)
		const own = await written("p256")
		const self = await openAuthority(own.der, own.privateKeyPem)
		expect(self.ok && self.value.chainPem).toBe("")
	})

	it.each<[string, () => Promise<[Uint8Array, Secret<string>]>]>([
		[
			"a leaf",
			async () => {
				const leaf = await issueCertificate({ subject: "CN=leaf" })
				return [leaf.der, leaf.privateKeyPem]
			},
		],
		[
			"a key of another kind",
			async () => [(await written("p256")).der, (await written("rsa2048")).privateKeyPem],
		],
		["bytes that are no certificate", async () => [new Uint8Array(7), (await written("p256")).privateKeyPem]],
		["text that is no key", async () => [(await written("p256")).der, new Secret("no key")]],
	])("is not made of %s", async (_, files) => {
		const opened = await openAuthority(...(await files()))
		expect(opened).toEqual({ ok: false, error: expect.stringMatching(/^The .+\.$/) })
	})
})
