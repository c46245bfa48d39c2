import { expect, test } from "vitest"
import { explainOpensslDifference } from "./compare-openssl.ts"

const base = { path: [], trustSource: "ca.pem" } as const
const refused = (rule: string) => ({ ...base, verdict: "rejected", reasons: [{ rule, text: "" }] }) as const
const accepted = { ...base, verdict: "accepted", reasons: [] } as const

test("agreement, and OpenSSL's silence, need no explanation", () => {
	expect(explainOpensslDifference(accepted, "ok")).toBeUndefined()
	expect(explainOpensslDifference(accepted, undefined)).toBeUndefined()
	expect(explainOpensslDifference(refused("expired-server-cert"), "CERT_HAS_EXPIRED")).toBeUndefined()
})

test("a verdict stricter than OpenSSL's says which check OpenSSL does not make", () => {
	expect(explainOpensslDifference(refused("hostname-mismatch"), "ok")).toContain("after OpenSSL")
	expect(explainOpensslDifference(refused("something-new"), "ok")).toContain("something-new")
})

test("a verdict milder than OpenSSL's names the anchor, or admits that the cause is not known", () => {
	expect(explainOpensslDifference(accepted, "UNABLE_TO_GET_ISSUER_CERT_LOCALLY")).toContain("ca.pem")
	expect(explainOpensslDifference(accepted, "CERT_REJECTED")).toContain("not known")
})
