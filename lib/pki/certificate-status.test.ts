import { describe, expect, it } from "vitest"
import {
	byUrgency,
	type CertificateFacts,
	type CertificateUse,
	judgeCertificate,
} from "./certificate-status.ts"

const hour = 3_600_000
const start = Date.UTC(2026, 0, 1)
const use = (given: Partial<CertificateUse> = {}): CertificateUse => ({
	...{ endpointId: "e1", endpointName: "billing", isFromLab: false, role: "served" },
	...given,
})

function facts(
	given: Partial<CertificateFacts> & { readonly uri?: readonly string[] } = {},
): CertificateFacts {
	const { uri = [], ...rest } = given
	return {
		certificate: {
			...{ sha256: "a".repeat(64), subject: "CN=a", issuer: "CN=ca", serial: "01", isCa: false },
			sans: { dns: ["a.test"], ip: [], uri, email: [] },
			notBefore: new Date(start).toISOString(),
			notAfter: new Date(start + 100 * hour).toISOString(),
		},
		origin: "issued",
		uses: [],
		...rest,
	}
}

const id = "spiffe://dev.local/ns/default/sa/router"

describe("judgeCertificate", () => {
	it.each([
		["another certificate", [], 65, false],
		["another certificate", [], 66, true],
		["an SVID", [id], 49, false],
		["an SVID", [id], 50, true],
	])("of %s (%s): after %s of 100 hours, renewal is needed: %s", (_, uri, hours, expected) => {
		const judged = judgeCertificate(facts({ uri }), start + hours * hour)
		expect(judged).toMatchObject({ needsRenewal: expected, usedShare: hours / 100, state: "valid" })
		expect(judged.remainingMs).toBe((100 - hours) * hour)
	})

	it("names SPIFFE ID and trust domain, and when it is due", () => {
		expect(judgeCertificate(facts({ uri: [id] }), start)).toMatchObject({
			spiffeId: id,
			trustDomain: "dev.local",
			renewAt: new Date(start + 50 * hour).toISOString(),
			names: ["a.test", id],
		})
	})

	it("measures a CA of a trust domain as a CA, not as an SVID", () => {
		const { certificate } = facts({ uri: ["spiffe://dev.local"] })
		const ca = facts({ certificate: { ...certificate, isCa: true } })
		expect(judgeCertificate(ca, start + 60 * hour)).toMatchObject({ needsRenewal: false, renewAtShare: 0.66 })
	})

	it("tells not yet valid, valid at both ends, and expired apart", () => {
		const states = [-1, 0, 100 * hour, 100 * hour + 1].map(
			(ms) => judgeCertificate(facts(), start + ms).state,
		)
		expect(states).toEqual(["not-yet-valid", "valid", "valid", "expired"])
	})

	it.each([
		["replaced, unused", { replacedBy: "b" }, 70, false],
		["replaced, still served", { replacedBy: "b", uses: [use()] }, 70, true],
		["issued, ended, unused", {}, 101, false],
		["issued, ended, still used", { uses: [use({ role: "client" })] }, 101, true],
		["kept CA, ended", { origin: "kept" }, 101, true],
		["only in the lab", { origin: "watched", uses: [use({ isFromLab: true })] }, 101, false],
		["in the lab and elsewhere", { origin: "watched", uses: [use({ isFromLab: true }), use()] }, 101, true],
	] as const)("%s: renewal", (_, given, hours, expected) => {
		const judged = judgeCertificate(facts(given), start + hours * hour)
		expect(judged.needsRenewal).toBe(expected)
		expect(judged.why).toMatch(/\.$/)
	})

	it("puts what needs renewal first, and what has ended unused last", () => {
		const now = start + 101 * hour
		const later = facts().certificate
		const fresh = facts({
			certificate: { ...later, sha256: "f", notAfter: new Date(start + 900 * hour).toISOString() },
		})
		const all = [facts(), fresh, facts({ origin: "kept" })].map((each) => judgeCertificate(each, now))
		expect(all.toSorted(byUrgency).map(({ origin, sha256 }) => `${origin} ${sha256[0]}`)).toEqual([
			"kept a",
			"issued f",
			"issued a",
		])
	})
})
