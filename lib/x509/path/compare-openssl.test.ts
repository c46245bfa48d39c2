import { beforeAll, expect, test } from "vitest"
import { type MadeCertificate, makeAuthority, makeCertificate, usage } from "../testing/make-certificate.ts"
import type { VerificationReason } from "../verification.ts"
import { type DifferenceQuestion, explainOpensslDifference } from "./compare-openssl.ts"

let root: MadeCertificate
let leaf: MadeCertificate

beforeAll(async () => {
	root = await makeAuthority({ subject: "CN=Root" })
	leaf = await makeCertificate({ subject: "CN=leaf", issuer: root, eku: [usage.server], withKeyIds: true })
})

/** Our verdict with these faults, beside OpenSSL's word, on a chain that holds by everybody's rules. */
function explain(openssl: string | undefined, reasons: readonly VerificationReason[]) {
	const verdict = reasons.length === 0 ? "accepted" : "rejected"
	const question: DifferenceQuestion = {
		found: { verdict, reasons, path: [], trustSource: "ca.pem" },
		...(openssl === undefined ? {} : { openssl }),
		chain: [leaf.der],
		roots: [root.der],
		at: Date.parse("2030-06-01T00:00:00Z"),
		usage: "server",
		opensslUsage: "server",
	}
	return explainOpensslDifference(question)
}

const fault = (rule: string, text = "The certificate is odd."): VerificationReason => ({
	rule,
	certificate: 0,
	text,
})

test("agreement, and OpenSSL's silence, need no explanation", async () => {
	expect(await explain("ok", [])).toBeUndefined()
	expect(await explain(undefined, [])).toBeUndefined()
	expect(await explain("CERT_HAS_EXPIRED", [fault("expired-server-cert")])).toBeUndefined()
})

test("a verdict stricter than OpenSSL's says which check OpenSSL does not make, each once", async () => {
	const names = [fault("hostname-mismatch"), fault("hostname-mismatch"), fault("wrong-spiffe-id")]
	expect(await explain("ok", names)).toBe(
		"OpenSSL accepts this chain and we do not: the name is checked after OpenSSL, not by it; OpenSSL knows no SPIFFE ID.",
	)
	expect(await explain("ok", [fault("something-new")])).toContain(
		"do not ask for this (the certificate is odd)",
	)
	expect(await explain("ok", [fault("unreadable-certificate")])).toContain("could read certificate 1")
})

test("a cause that OpenSSL's rules do not bear out is called unknown", async () => {
	expect(await explain("CERT_REJECTED", [])).toBe(
		"OpenSSL refuses this chain (CERT_REJECTED) and we accept it: the cause is not known; by OpenSSL's rules, as we know them, it holds.",
	)
})
