import { expect, test } from "vitest"
import { type MadeCertificate, makeAuthority, makeCertificate, usage } from "../testing/make-certificate.ts"
import { type ProfileQuestion, verifyProfile } from "./verify-profile.ts"

const at = Date.parse("2030-06-01T00:00:00Z")
const names = [{ type: "dns", value: "api.example.test" }] as const
type Options = Parameters<typeof makeAuthority>[0]

/** What speaks against `subject` as an issuer of the leaf, in a chain root, issuing CA made with `options`, leaf. */
async function against(options: Partial<Options>, more: Partial<ProfileQuestion> = {}) {
	const root = await makeAuthority({ subject: "CN=Trial Root" })
	const issuing = await makeAuthority({ subject: "CN=Trial Issuing", issuer: root, ...options })
	return trial(root, issuing, more)
}

async function trial(root: MadeCertificate, issuing: MadeCertificate, more: Partial<ProfileQuestion>) {
	const leaf = await makeCertificate({ subject: "O=leaf", issuer: issuing, names, eku: [usage.server] })
	const found = await verifyProfile({
		profile: "openssl",
		leaf: leaf.der,
		intermediates: [issuing.der],
		roots: [root.der],
		at,
		usage: "server",
		...more,
	})
	return found.tried
		.filter(({ candidate }) => candidate.subject === "CN=Trial Issuing")
		.flatMap(({ reasons }) => reasons.map(({ rule }) => rule))
}

test("nothing speaks against the issuer that was taken", async () => {
	expect(await against({})).toEqual([])
})

test("an issuer out of its validity is told", async () => {
	expect(await against({ notAfter: new Date("2029-01-01T00:00:00Z") })).toContain("expired-server-cert")
	expect(await against({ notBefore: new Date("2031-01-01T00:00:00Z") })).toContain("not-yet-valid")
})

test("an issuer for another purpose is told", async () => {
	expect(await against({ eku: [usage.client] })).toContain("server-cert-wrong-eku")
})

test("an issuer whose key did not sign is told, and so is one of another name", async () => {
	const root = await makeAuthority({ subject: "CN=Trial Root" })
	const real = await makeAuthority({ subject: "CN=Trial Issuing", issuer: root })
	const other = await makeAuthority({ subject: "CN=Trial Issuing", issuer: root })
	expect(await trial(root, real, { intermediates: [other.der] })).toContain("bad-signature")
	const unrelated = await makeAuthority({ subject: "CN=Unrelated" })
	const stranger = await verifyProfile({
		profile: "go",
		leaf: real.der,
		intermediates: [other.der],
		roots: [unrelated.der],
		at,
		usage: "any",
	})
	expect(stranger.tried.flatMap(({ reasons }) => reasons.map(({ rule }) => rule))).toContain("issuer-name")
	expect(stranger.missingIssuer).toMatchObject({ subject: "CN=Trial Root" })
})
