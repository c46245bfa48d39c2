import { afterEach, beforeEach, expect, it } from "vitest"
import { fixedClock } from "#base/clock"
import { createAuthority } from "#pki/authority"
import { toPem } from "#pki/formats/to-pem"
import { type Authority, issueCertificate } from "#pki/issue"
import { createRequest } from "#pki/request"
import type { RunObservation } from "#probe/observation"
import { exampleRun } from "#store/run-example"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { checkEndpoint } from "./check-endpoint.ts"
import type { OperationContext } from "./context.ts"
import { exampleInput, makeFreshContext } from "./fresh-context.ts"
import { issueFromAuthority } from "./issue-from-authority.ts"
import { keepAuthority } from "./keep-authority.ts"
import { listCertificates } from "./list-certificates.ts"
import { rememberCertificates } from "./remember-certificates.ts"
import { saveEndpoint } from "./save-endpoint.ts"

const day = 86_400_000
const now = Date.UTC(2026, 10, 22)
let fresh: Awaited<ReturnType<typeof makeFreshContext>>
let root: Authority
beforeEach(async () => {
	fresh = await makeFreshContext(now)
	root = await createAuthority({ commonName: "Team CA", notBefore: new Date(now - day) })
})
afterEach(() => fresh.remove())

const bytes = (text: string) => new TextEncoder().encode(text)
const at = (ms: number): OperationContext => ({ ...fresh.context, clock: fixedClock(ms) })

async function overviewAt(ms: number) {
	const overview = await listCertificates(at(ms))
	if (!overview.ok) throw new Error(overview.error.text)
	return overview.value
}

async function describeOne(der: Uint8Array): Promise<CertificateDescription> {
	const described = await describeCertificate(der)
	if (described.kind === "unreadable") throw new Error(described.problem)
	return described.description
}

async function keepRoot(): Promise<string> {
	const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", root.key))
	const kept = await keepAuthority(fresh.context, {
		files: [bytes(root.pem), bytes(toPem("PRIVATE KEY", pkcs8))],
	})
	if (!kept.ok) throw new Error(JSON.stringify(kept.error))
	return kept.value.sha256
}

async function issueAt(ms: number, authority: string, lifetime = "90d"): Promise<string> {
	const made = await createRequest({
		profile: "server",
		names: ["a.test"],
		keyAlgorithm: "p256",
		lifetime: "90d",
	})
	if (!made.ok) throw new Error("no request")
	const issued = await issueFromAuthority(at(ms), {
		...{ authority, request: bytes(made.value.pem), terms: { profile: "server", lifetime } },
	})
	if (!issued.ok) throw new Error(JSON.stringify(issued.error))
	return issued.value.certificate.sha256
}

/** An endpoint that was checked once and showed this run. */
async function checkedEndpoint(name: string, run: RunObservation, extra: object = {}): Promise<string> {
	const saved = await saveEndpoint(fresh.context, { input: { ...exampleInput, name, ...extra } })
	if (!saved.ok) throw new Error(JSON.stringify(saved.error))
	const context = { ...fresh.context, runCheck: async () => run }
	const { signal } = new AbortController()
	await checkEndpoint(context, {
		endpointId: saved.value.id,
		runId: `run-${name}`,
		signal,
		onEvent: () => undefined,
	})
	return saved.value.id
}

it("lists the kept CA, what it issued, and what replaced what", async () => {
	const authority = await keepRoot()
	const first = await issueAt(now, authority)
	expect(await overviewAt(now + 59 * day)).toMatchObject({ needsRenewal: 0 })
	expect(await overviewAt(now + 60 * day)).toMatchObject({
		needsRenewal: 1,
		certificates: [
			{ sha256: first, origin: "issued" },
			{ sha256: authority, origin: "kept", issuedValid: 1 },
		],
	})
	const second = await issueAt(now + 60 * day, authority)
	const after = await overviewAt(now + 60 * day)
	expect(after.needsRenewal).toBe(0)
	expect(after.certificates.find(({ sha256 }) => sha256 === first)).toMatchObject({ replacedBy: second })
	expect(JSON.stringify(after)).not.toContain("PRIVATE KEY")
})

it("says which endpoints serve a certificate, show it, trust it, and send its CA along", async () => {
	const leaf = await issueCertificate({ authority: root, subject: "CN=leaf", notBefore: new Date(now - day) })
	const served = await describeOne(leaf.der)
	const ca = await describeOne(root.der)
	await keepRoot()
	const run = exampleRun(now, [served, ca])
	const files = [{ field: "ca", path: "/etc/ca.pem", leaf: ca }]
	const endpointId = await checkedEndpoint("billing", { ...run, files })
	const { certificates } = await overviewAt(now)
	const usesOf = (sha256: string) =>
		certificates
			.find((each) => each.sha256 === sha256)
			?.uses.map((each) => `${each.role} ${each.endpointId}`)
			.toSorted()
	expect(usesOf(served.sha256)).toContain(`served ${endpointId}`)
	expect(usesOf(ca.sha256)).toEqual([`ca ${endpointId}`, `chain ${endpointId}`])
})

it("reads a pasted CA before the first check", async () => {
	const { sha256 } = await describeOne(root.der)
	const input = { ...exampleInput, name: "pasted", ca: root.pem }
	const saved = await saveEndpoint(fresh.context, { input })
	expect(saved.ok).toBe(true)
	expect(await overviewAt(now)).toMatchObject({
		certificates: [{ sha256, origin: "watched", uses: [{ endpointName: "pasted", role: "ca" }] }],
	})
})

it("follows the newest run: a certificate that is served no more is not watched any more", async () => {
	const old = await describeOne((await issueCertificate({ authority: root, subject: "CN=old" })).der)
	const young = await describeOne((await issueCertificate({ authority: root, subject: "CN=young" })).der)
	const endpointId = await checkedEndpoint("billing", { ...exampleRun(now, [old]), files: [] })
	const context = { ...fresh.context, runCheck: async () => ({ ...exampleRun(now + 1, [young]), files: [] }) }
	const { signal } = new AbortController()
	await checkEndpoint(context, { endpointId, runId: "later", signal, onEvent: () => undefined })
	const { certificates } = await overviewAt(now)
	expect(certificates.map(({ subject }) => subject)).toEqual(["CN=young"])
})

it("counts what a Workload API of our own gives, which renews it by itself", async () => {
	const id = "spiffe://dev.local/ns/default/sa/router"
	const dates = { notBefore: new Date(now), notAfter: new Date(now + day) }
	const svid = await issueCertificate({ authority: root, subject: [], uri: [id], ...dates })
	const given = async (ms: number) => {
		const overview = await listCertificates(at(ms), [svid.der, new Uint8Array([1])])
		return overview.ok ? overview.value : undefined
	}
	expect(await given(now + 0.4 * day)).toMatchObject({
		needsRenewal: 0,
		certificates: [
			{ spiffeId: id, trustDomain: "dev.local", origin: "workload", why: expect.stringMatching(/by itself/) },
		],
	})
	expect(await given(now + 0.6 * day)).toMatchObject({ needsRenewal: 1 })
})

it("takes no certificate for replaced by a later one that has ended before it", async () => {
	const authority = await keepRoot()
	const long = await issueAt(now, authority)
	const short = await issueAt(now + day, authority, "1d")
	const { certificates } = await overviewAt(now + 80 * day)
	const of = (sha256: string) => certificates.find((each) => each.sha256 === sha256)
	expect(of(long)).toMatchObject({ needsRenewal: true })
	expect(of(short)).toMatchObject({ needsRenewal: false, state: "expired" })
	expect(of(authority)).toMatchObject({ issuedValid: 1 })
})

it("takes no remembered certificate for replaced by a later one that has ended before it", async () => {
	const leaf = async (notBefore: number, days: number) => {
		const dates = { notBefore: new Date(notBefore), notAfter: new Date(notBefore + days * day) }
		return (await issueCertificate({ authority: root, subject: "CN=a", dns: ["a.test"], ...dates })).der
	}
	const ders = [await leaf(now, 90), await leaf(now + day, 1)]
	await rememberCertificates(fresh.context, { ders })
	const { certificates } = await overviewAt(now + 80 * day)
	expect(certificates.map(({ state, replacedBy }) => [state, replacedBy !== undefined])).toEqual([
		["valid", false],
		["expired", true],
	])
})
