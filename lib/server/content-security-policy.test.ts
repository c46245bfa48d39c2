import { expect, it } from "vitest"
import { contentSecurityPolicy, newNonce } from "./content-security-policy.ts"

it("allows no script but those that carry the nonce", () => {
	const policy = contentSecurityPolicy("abc", false)
	expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';")
	expect(policy).toContain("style-src 'self' 'nonce-abc';")
	expect(policy).not.toContain("unsafe-eval")
	expect(policy.match(/unsafe-inline/g)).toEqual(["unsafe-inline"])
})

it("makes a new nonce every time", () => {
	const nonces = Array.from({ length: 50 }, newNonce)
	expect(new Set(nonces).size).toBe(50)
	expect(nonces.every((nonce) => /^[A-Za-z0-9+/]{22}==$/.test(nonce))).toBe(true)
})
