import { cleanup, render, screen } from "@testing-library/react"
import { afterEach, describe, expect, it } from "vitest"
import type { ObservedCertificate } from "#x509/description"
import type { RuntimeComparison } from "#x509/path/compare-runtimes"
import type { Verification } from "#x509/verification"
import { Chain } from "./chain.tsx"
import { chainView, fingerprintWords, shortName } from "./chain-view.tsx"
import { acceptedVerification, certificateOf, issuerCertificate } from "./example-run.fixture.tsx"

afterEach(cleanup)

const leaf: ObservedCertificate = { kind: "certificate", description: certificateOf() }
const issuer: ObservedCertificate = { kind: "certificate", description: issuerCertificate }
const missing: Verification = {
	verdict: "rejected",
	reasons: [
		{ rule: "missing-intermediate", certificate: 0, text: "The server did not send CN=Platform Issuing CA." },
	],
	path: [{ sha256: "11".repeat(32), subject: "CN=billing.internal", from: "wire", certificate: 0 }],
	anchored: false,
	missingIssuer: { subject: "CN=Platform Issuing CA" },
	trustSource: "system roots",
}

function show(chain: readonly ObservedCertificate[], verification?: Verification, marked?: number) {
	const view = chainView({ chain, ...(verification === undefined ? {} : { verification }) })
	render(<Chain view={view} emptyReason="The lane ended before." marked={marked} />)
	return view
}
const links = () =>
	[...document.querySelectorAll<HTMLElement>("[data-link]")].map((link) => link.dataset.link)
const roles = () =>
	[...document.querySelectorAll<HTMLElement>("[data-role]")].map((node) => node.dataset.role)

describe("Chain", () => {
	it("leads from the leaf over solid links to the trust anchor and says where that came from", () => {
		show([leaf, issuer], acceptedVerification)
		expect(roles()).toEqual(["leaf", "intermediate", "anchor"])
		expect(links()).toEqual(["solid", "solid"])
		expect(screen.getByText("Trusted because of /etc/tls/ca.pem (1 certificate).")).toBeDefined()
	})

	it("draws the missing issuer, with the reason at the place where it is missing", () => {
		show([leaf], missing)
		expect(roles()).toEqual(["leaf", "missing"])
		expect(links()).toEqual(["missing"])
		expect(document.querySelector("[data-link]")?.textContent).toContain(
			"did not send CN=Platform Issuing CA",
		)
	})

	it("draws a broken link where the signature does not hold", () => {
		const reasons = [{ rule: "bad-signature", certificate: 0, text: "The signature does not verify." }]
		show([leaf, issuer], { ...acceptedVerification, verdict: "rejected", reasons })
		expect(links()).toEqual(["broken", "solid"])
	})

	it("says a reason once, at the link and not at the certificate too", () => {
		show([leaf], missing)
		expect(screen.getAllByText(/did not send CN=Platform Issuing CA/)).toHaveLength(1)
	})

	it("tells a wrong name from a broken chain", () => {
		const reasons = [{ rule: "hostname-mismatch", certificate: 0, text: "It is for api.lab.test." }]
		show([leaf, issuer], { ...acceptedVerification, verdict: "rejected", reasons })
		expect(screen.getByText("The chain holds, but it is not for the expected name.")).toBeDefined()
		expect(links()).toEqual(["solid", "solid"])
	})

	it("keeps what was sent but belongs to no link", () => {
		const stranger: ObservedCertificate = {
			kind: "certificate",
			description: certificateOf({ sha256: "99".repeat(32), commonName: "stranger" }),
		}
		const view = show([leaf, issuer, stranger], acceptedVerification)
		expect(view?.strangers.map((node) => node.title)).toEqual(["stranger"])
		expect(screen.getByText("Sent, but part of no link (1)")).toBeDefined()
	})

	it("shows a certificate that could not be read as bytes with the reason", () => {
		const unreadable: ObservedCertificate = {
			kind: "unreadable",
			sha256: "44".repeat(32),
			hex: "deadbeef",
			length: 4,
			problem: "No DER sequence at offset 0.",
		}
		show([unreadable])
		expect(screen.getByText("No DER sequence at offset 0.")).toBeDefined()
		expect(screen.getByText("deadbeef")).toBeDefined()
	})

	it("says that an unjudged chain is not judged", () => {
		show([leaf, issuer])
		expect(links()).toEqual(["unjudged"])
		expect(screen.getByText("not judged")).toBeDefined()
	})

	it("says where a missing intermediate belongs", () => {
		show([leaf], missing)
		expect(
			screen.getByText(/append it to the file that the server's certificate setting names/),
		).toBeDefined()
	})

	it("tells at the link who was looked at as issuer and why not taken, and what each runtime says", () => {
		const candidate = { sha256: "77".repeat(32), subject: "CN=Platform Issuing CA", isAnchor: true }
		const reasons = [{ rule: "key-identifier", text: "Its key id is aa; the certificate names bb." }]
		const refuses = [{ rule: "missing-intermediate", certificate: 0, text: "No issuer was found." }]
		const runtimes: RuntimeComparison = {
			at: "2026-11-01T00:00:00.000Z",
			usage: "server",
			trustSource: "system roots",
			tried: [{ certificate: "11".repeat(32), candidate, reasons }],
			otherAnchors: 160,
			verdicts: [
				{ profile: "openssl", label: "OpenSSL", verdict: "rejected", reasons: refuses },
				{ profile: "go", label: "Go", verdict: "accepted", reasons: [] },
			],
		}
		const view = chainView({ chain: [leaf], verification: missing, runtimes })
		render(<Chain view={view} emptyReason="" marked={undefined} />)
		expect(screen.getByText("Its key id is aa; the certificate names bb.")).toBeDefined()
		expect(screen.getByText(/160 trust anchors: each carries another name/)).toBeDefined()
		expect(screen.getByText("refuses it").closest("li")?.textContent).toContain("OpenSSL")
		expect(screen.getByText("takes it").closest("li")?.textContent).toContain("Go")
	})

	it("says why there is none", () => {
		show([])
		expect(screen.getByText("The lane ended before.")).toBeDefined()
	})
})

describe("shortName", () => {
	it.each([
		["CN=Platform Root,O=Platform", "Platform Root"],
		["O=Platform,CN=A\\, B", "A, B"],
		["O=Only", "O=Only"],
		["", "unnamed"],
	])("reads %s", (subject, name) => {
		expect(shortName(subject)).toBe(name)
	})
})

describe("fingerprintWords", () => {
	it("writes pairs of capitals with colons between", () => {
		expect(fingerprintWords("0aff10")).toBe("0A:FF:10")
	})
})
