import { createPrivateKey } from "node:crypto"
import { describe, expect, it } from "vitest"
import { Secret } from "#base/secret"
import { createAuthority } from "./authority.ts"
import { trustedPem } from "./authority-chain.ts"
import { importAuthority } from "./import-authority.ts"
import { issueCertificate } from "./issue.ts"
import type { KeyAlgorithm } from "./key-pair.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const made = (keyAlgorithm: KeyAlgorithm = "p256") =>
	issueCertificate({ subject: "CN=Imported CA", ca: { pathLength: null }, keyAlgorithm })
const root = await made()

function encrypted(pem: string): string {
	return createPrivateKey(pem)
		.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "open sesame" })
		.toString()
}

async function refusal(files: readonly string[], passphrase?: string) {
	const read = await importAuthority({
		files: files.map(bytes),
		...(passphrase === undefined ? {} : { passphrase: new Secret(passphrase) }),
	})
	return read.ok ? "accepted" : read.error.map(({ field, text }) => `${field}: ${text}`).join(" | ")
}

describe("importAuthority", () => {
	it.each<KeyAlgorithm>(["p256", "p384", "ed25519", "rsa2048"])(
		"takes up a %s CA that can issue",
		async (algorithm) => {
			const ca = await made(algorithm)
			const read = await importAuthority({ files: [bytes(ca.pem), bytes(ca.privateKeyPem.reveal())] })
			if (!read.ok) throw new Error(JSON.stringify(read.error))
			const leaf = await issueCertificate({ authority: read.value, subject: "CN=leaf" })
			expect(await leaf.certificate.verify({ publicKey: ca.certificate.publicKey })).toBe(true)
			expect(leaf.chainPem).toBe(leaf.pem)
		},
	)

	it("takes certificate and key from one file in any order, DER, and a key under a passphrase", async () => {
		const key = root.privateKeyPem.reveal()
		expect(await refusal([key + root.pem])).toBe("accepted")
		expect(await refusal([encrypted(key), root.pem], "open sesame")).toBe("accepted")
		const der = await importAuthority({ files: [root.der, root.privateKeyPkcs8.reveal()] })
		expect(der.ok).toBe(true)
	})

	it("takes the intermediates along, and leaves the root out of what a leaf is sent with", async () => {
		const top = await createAuthority({ commonName: "Top" })
		const middle = await createAuthority({ commonName: "Middle", parent: top })
		const lower = await issueCertificate({ authority: middle, subject: "CN=Lower", ca: { pathLength: 0 } })
		const files = [lower.privateKeyPem.reveal(), top.pem, middle.pem, lower.pem].map(bytes)
		const read = await importAuthority({ files })
		expect(read.ok && read.value.chainPem).toBe(lower.pem + middle.pem)
		expect(read.ok && read.value.certificate.subject).toBe("CN=Lower")
		expect(read.ok && trustedPem(read.value)).toBe(top.pem)
	})

	it("tells apart what is wrong, and what to do about it", async () => {
		const key = root.privateKeyPem.reveal()
		const leaf = await issueCertificate({ subject: "CN=leaf" })
		const other = (await made()).privateKeyPem.reveal()
		expect(await refusal([root.pem, encrypted(key)])).toMatch(/^passphrase: .+no password was given/)
		expect(await refusal([root.pem, encrypted(key)], "wrong")).toMatch(/^passphrase: .+password is wrong/)
		expect(await refusal([root.pem])).toMatch(/^files: The private key of CN=Imported CA is missing/)
		expect(await refusal([key])).toMatch(/^files: There is no certificate/)
		expect(await refusal([root.pem, other])).toMatch(/^files: The private key belongs to another certificate/)
		expect(await refusal([leaf.pem, leaf.privateKeyPem.reveal()])).toMatch(/^files: CN=leaf is no CA/)
		expect(await refusal(["nothing at all"])).toMatch(/^files: /)
		expect(await refusal([root.pem.slice(0, 300), key])).toMatch(/^files: /)
		expect(await refusal([])).toMatch(/^files: There is no certificate/)
		for (const said of [await refusal([root.pem, other]), await refusal([root.pem, encrypted(key)], "wrong")])
			expect(said).not.toMatch(/open sesame|MIG|PRIVATE/)
	})
})
