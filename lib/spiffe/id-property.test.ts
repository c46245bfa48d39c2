import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { parseSpiffeId, pathOf, trustDomainOf } from "./id.ts"
import { parseTrustDomain } from "./trust-domain.ts"

const letters = (alphabet: string, maxLength: number) =>
	fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength })
const domain = letters("abcdefghijklmnopqrstuvwxyz0123456789.-_", 255)
const segment = letters("ABCXYZabcxyz0123456789.-_", 40).filter((text) => text !== "." && text !== "..")
const path = fc
	.array(segment, { maxLength: 10 })
	.map((segments) => segments.map((each) => `/${each}`).join(""))

describe("SPIFFE IDs", () => {
	it("are taken apart into what they were made of (SPIFFE-ID section 2)", () => {
		fc.assert(
			fc.property(domain, path, (name, rest) => {
				const id = parseSpiffeId(`spiffe://${name}${rest}`)
				expect(id.ok && [trustDomainOf(id.value), pathOf(id.value)]).toEqual([name, rest])
			}),
		)
	})

	it("never throw, and are refused with a rule, a sentence and a hint", () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({ unit: "binary" }),
					fc.string().map((text) => `spiffe://${text}`),
				),
				(text) => {
					const id = parseSpiffeId(text)
					if (id.ok) return id.value === text
					return id.error.rule !== "too-long" && id.error.text.endsWith(".") && id.error.hint.length > 5
				},
			),
			{ numRuns: 2_000 },
		)
	})

	it("are not equal to any change of one character that the standard forbids", () => {
		fc.assert(
			fc.property(
				domain,
				path,
				fc.constantFrom("?", "#", "%", " ", "\u00e9", "@", ":", "\\", "\u0000"),
				(name, rest, odd) => {
					expect(parseSpiffeId(`spiffe://${name}${rest}/a${odd}b`).ok).toBe(false)
					expect(parseSpiffeId(`spiffe://${name}${odd}${rest}`).ok).toBe(false)
				},
			),
		)
	})
})

describe("trust domains", () => {
	it("are the same bare and as an ID without a path", () => {
		fc.assert(
			fc.property(domain, (name) => {
				expect(parseTrustDomain(name)).toEqual(parseTrustDomain(`spiffe://${name}`))
				expect(parseTrustDomain(name)).toEqual({ ok: true, value: name })
			}),
		)
	})
})
