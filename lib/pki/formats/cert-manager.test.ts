import { describe, expect, it } from "vitest"
import { parseAllDocuments } from "yaml"
import { createAuthority } from "../authority.ts"
import { type IssueRequest, issueCertificate } from "../issue.ts"
import { readNameLimit } from "../name-limits.ts"
import { writeCertManager } from "./cert-manager.ts"

const authority = await createAuthority({ commonName: "Manifest Root" })

async function manifestOf(more: Partial<IssueRequest>) {
	const leaf = await issueCertificate({ authority, subject: "CN=api", ...more })
	const text = await writeCertManager({ chain: [leaf.der], roots: [authority.der] }, { name: "api", at: 0 })
	const [, certificate] = parseAllDocuments(text).map((each) => each.toJS())
	return {
		spec: certificate.spec,
		left: [...text.matchAll(/^# Left out, .+?: (.+)\.$/gm)].map(([, what]) => what),
	}
}

const limits = (...typed: readonly string[]) =>
	typed.flatMap((each) => {
		const read = readNameLimit(each)
		return read.ok ? [read.value] : []
	})

describe("writeCertManager", () => {
	it("asks for the whole subject by cert-manager's names, and names the parts that it has no words for", async () => {
		const subject = [
			{ C: "CH" },
			{ ST: "Bern" },
			{ L: "Thun" },
			{ O: "One" },
			{ O: "Two" },
			{ OU: "Unit" },
			{ CN: "api" },
		]
		const { spec, left } = await manifestOf({ subject: [...subject, { DC: "example" }] })
		expect(spec).toMatchObject({
			commonName: "api",
			subject: {
				countries: ["CH"],
				provinces: ["Bern"],
				localities: ["Thun"],
				organizations: ["One", "Two"],
				organizationalUnits: ["Unit"],
			},
		})
		expect(left).toEqual(["the part 0.9.2342.19200300.100.1.25 of the subject"])
	})

	it.each([
		[90 * 24 * 60 + 1, "2160h", "720h", 0],
		[91, "1h31m", "30m", 0],
		[61, "1h1m", "20m", 0],
		[15, "1h", "20m", 1],
	])(
		"asks for a life of %i minutes as %s, renewed %s before the end",
		async (minutes, duration, renewBefore, count) => {
			const notBefore = new Date("2030-01-01T00:00:00Z")
			const notAfter = new Date(notBefore.getTime() + minutes * 60_000)
			const { spec, left } = await manifestOf({ notBefore, notAfter })
			expect([spec.duration, spec.renewBefore, left.length]).toEqual([duration, renewBefore, count])
		},
	)

	it("asks for a CA with its name constraints, and says that the path length is left out", async () => {
		const ca = {
			pathLength: 0,
			permitted: limits("example.org", "10.0.0.0/8", "2001:db8::/32", "@example.org", "spiffe://example.org"),
			excluded: limits("bad.example.org"),
		}
		const { spec, left } = await manifestOf({ ca, keyAlgorithm: "ed25519" })
		expect(spec).toMatchObject({
			isCA: true,
			usages: ["cert sign", "crl sign"],
			nameConstraints: {
				critical: true,
				permitted: {
					dnsDomains: ["example.org"],
					ipRanges: ["10.0.0.0/8", "2001:db8::/32"],
					emailAddresses: ["example.org"],
					uriDomains: ["example.org"],
				},
				excluded: { dnsDomains: ["bad.example.org"] },
			},
			privateKey: { algorithm: "Ed25519", encoding: "PKCS8", rotationPolicy: "Always" },
		})
		expect(left).toEqual(["the path length 0"])
	})
})
