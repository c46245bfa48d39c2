import { afterEach, beforeEach, expect, it } from "vitest"
import { fixedClock } from "#base/clock"
import { createAuthority } from "#pki/authority"
import { type Authority, issueCertificate } from "#pki/issue"
import { checkAudit } from "#store/audit"
import { forgetCertificates } from "./forget-certificates.ts"
import { makeFreshContext } from "./fresh-context.ts"
import { listCertificates } from "./list-certificates.ts"
import { rememberAtOnceMax, rememberCertificates } from "./remember-certificates.ts"

const day = 86_400_000
const now = Date.UTC(2026, 10, 22)
let fresh: Awaited<ReturnType<typeof makeFreshContext>>
let ca: Authority
beforeEach(async () => {
	fresh = await makeFreshContext(now)
	ca = await createAuthority({ commonName: "Team CA", notBefore: new Date(now - day) })
})
afterEach(() => fresh.remove())

async function leaf(begins: number, more: object = {}): Promise<Uint8Array> {
	const dates = { notBefore: new Date(begins), notAfter: new Date(begins + 90 * day) }
	return (await issueCertificate({ authority: ca, subject: "CN=a", dns: ["a.test"], ...dates, ...more })).der
}

async function statusAt(ms: number) {
	const overview = await listCertificates({ ...fresh.context, clock: fixedClock(ms) })
	if (!overview.ok) throw new Error(overview.error.text)
	return overview.value
}

it("counts what is remembered in the status until it is forgotten, ended or not", async () => {
	const der = await leaf(now)
	const put = await rememberCertificates(fresh.context, { ders: [der, der] })
	if (!put.ok) throw new Error(put.error.text)
	const [sha256 = ""] = put.value.fresh
	expect(put.value.fresh).toHaveLength(1)
	expect((await statusAt(now + 59 * day)).needsRenewal).toBe(0)
	expect(await statusAt(now + 60 * day)).toMatchObject({
		needsRenewal: 1,
		certificates: [{ sha256, origin: "remembered", isRemembered: true }],
	})
	expect((await statusAt(now + 91 * day)).certificates[0]?.why).toMatch(/ended.*forget it/)

	expect(await rememberCertificates(fresh.context, { ders: [der] })).toMatchObject({ value: { fresh: [] } })
	expect(await forgetCertificates(fresh.context, { fingerprints: [sha256] })).toEqual({
		ok: true,
		value: [sha256],
	})
	expect(await forgetCertificates(fresh.context, { fingerprints: [sha256] })).toEqual({
		ok: true,
		value: [],
	})
	expect((await statusAt(now)).certificates).toEqual([])
	expect(await checkAudit(fresh.context.store)).toEqual({ kind: "whole", entries: 2 })
})

it("asks for no renewal of what a later one replaced, and tells a client's from a server's", async () => {
	const [old, young] = [await leaf(now), await leaf(now + 50 * day)]
	const client = await leaf(now + 51 * day, { eku: ["clientAuth"] })
	const put = await rememberCertificates(fresh.context, { ders: [young, old, client] })
	const ids = put.ok ? put.value.certificates.map(({ sha256 }) => sha256) : []
	const { certificates, needsRenewal } = await statusAt(now + 70 * day)
	expect(needsRenewal).toBe(0)
	expect(certificates.filter(({ replacedBy }) => replacedBy !== undefined)).toMatchObject([
		{ sha256: ids[1], replacedBy: ids[0] },
	])
})

it("refuses none, too many, and what is no certificate, and remembers nothing of it then", async () => {
	const good = await leaf(now)
	const many = Array.from({ length: rememberAtOnceMax + 1 }, () => good)
	for (const [ders, text] of [
		[[], /no certificate in it/],
		[many, /collection/],
		[[good, new Uint8Array([48, 3, 1, 1, 255])], /cannot be read/],
	] as const) {
		const put = await rememberCertificates(fresh.context, { ders })
		expect(put).toMatchObject({ ok: false, error: { kind: "problem", text: expect.stringMatching(text) } })
	}
	expect((await statusAt(now)).certificates).toEqual([])
})
