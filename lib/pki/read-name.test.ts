import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { kubernetesNames, readName } from "./read-name.ts"

describe("readName", () => {
	it.each([
		["localhost", "dns", "localhost"],
		["API.Example.ORG.", "dns", "api.example.org"],
		["*.example.org", "dns", "*.example.org"],
		["bücher.example", "dns", "xn--bcher-kva.example"],
		["10.0.0.1", "ip", "10.0.0.1"],
		["[::1]", "ip", "::1"],
		["2001:DB8::0:1", "ip", "2001:db8::1"],
		["spiffe://dev.local/ns/a/sa/b", "uri", "spiffe://dev.local/ns/a/sa/b"],
		["https://example.org/x", "uri", "https://example.org/x"],
		["urn:uuid:0b7b1c1e-0000-4000-8000-000000000000", "uri", "urn:uuid:0b7b1c1e-0000-4000-8000-000000000000"],
		["team@Example.org", "email", "team@example.org"],
		["xn--bcher-kva.example", "dns", "xn--bcher-kva.example"],
	])("takes %s for what it is", (typed, kind, value) => {
		expect(readName(typed)).toEqual({ ok: true, value: { kind, value } })
	})

	it.each([
		["", /empty/],
		["a b", /spaces/],
		["a\u0000b", /spaces/],
		["localhost:443", /port.+write "localhost"/],
		["example.org/x", /path/],
		["my_service", /underscore/],
		["a.*.org", /star/],
		["*", /star/],
		["*.org", /too much/],
		["256.1.1.1", /no address/],
		["10.0.0.0/8", /range/],
		["-a.example", /dash/],
		["a..b", /empty part/],
		[`${"a".repeat(64)}.org`, /63/],
		[`${"a.".repeat(127)}org`, /253/],
		["spiffe://Dev.local/a", /upper-case/],
		["spiffe://dev.local/a/", /slash/],
		["https:///x", /no host/],
		["@example.org", /mail address/],
		["a@b@", /mail address/],
		["héllo@example.org", /mail address/],
		["bücher?x", /no host name/],
		["bücher#x", /no host name/],
		["bücher\\x", /no host name/],
		["bücher%2eorg", /no host name/],
		["fe80::1%eth0", /zone.+write "fe80::1"/i],
		["https://example.org/<b>", /no URI has/],
		["https://example.org/%zz", /no URI has/],
		["urn:", /no URN/],
		["spiffe://dev.local/../a", /a segment that is \. or \.\. /],
	])("refuses %j and says what to write", (typed, text) => {
		const read = readName(typed)
		expect(read.ok).toBe(false)
		expect(!read.ok && read.error).toMatch(text)
		expect(!read.ok && read.error).toMatch(/^.+[.] .+\.$/s)
	})

	it("never throws, and what it takes is taken again as it is", () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({ unit: "binary" }),
					fc.webUrl(),
					fc.domain(),
					fc.ipV4(),
					fc.ipV6(),
					fc.emailAddress(),
				),
				(typed) => {
					const first = readName(typed)
					if (!first.ok) return first.error.length < 400
					const again = readName(first.value.value)
					return again.ok && again.value.kind === first.value.kind && again.value.value === first.value.value
				},
			),
			{ numRuns: 2_000 },
		)
	})
})

describe("kubernetesNames", () => {
	it("gives all names by which a Service is dialled", () => {
		const names = ["router", "router.default", "router.default.svc", "router.default.svc.cluster.local"]
		for (const typed of ["router.default", "router.default.svc", "router.default.svc.cluster.local"])
			expect(kubernetesNames(typed)).toEqual({ ok: true, value: names })
	})

	it.each(["router", "a.b.c", ".default", "Under_score.default", ""])("refuses %j", (typed) => {
		expect(kubernetesNames(typed)).toMatchObject({
			ok: false,
			error: expect.stringContaining("is no Service"),
		})
	})
})
