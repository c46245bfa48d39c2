import { describe, expect, it } from "vitest"
import { explain } from "./explain.ts"

describe("explain", () => {
	it.each([
		["remote error: tls: certificate required", "client", "client-cert-required"],
		["tls: first record does not look like a TLS handshake", "client", "tls-client-to-plaintext-server"],
		["tls: first record does not look like a TLS handshake", "server", "plaintext-client-to-tls-server"],
		[
			"x509: certificate has expired or is not yet valid: current time 2026-01-02T00:00:00Z is before 2026-01-03T00:00:00Z",
			"client",
			"not-yet-valid",
		],
		["remote error: tls: expired certificate", "client", "expired-client-cert"],
		["dial tcp 10.0.0.1:443: connect: connection refused", "client", "connection-refused"],
		["tls: oversized record received with length 20527", "client", "tls-client-to-plaintext-server"],
		["spiffe: failed to create X509 source: context deadline exceeded", "client", "workload-api-unavailable"],
		["tls: mode=tls requires either cert-file+key-file or auto-cert-dir", "server", "partial-config"],
	] as const)("reads %j printed by a %s as %s", (text, emitter, rule) => {
		expect(explain(text, emitter).causes[0]?.rule).toBe(rule)
	})

	it("tells who printed a text by its words", () => {
		expect(explain("http: TLS handshake error from 10.0.0.1:1: EOF").emitter).toBe("server")
		expect(explain("upstream connect error or disconnect/reset before headers").emitter).toBe("proxy")
		expect(explain("Error: 14 UNAVAILABLE").emitter).toBe("client")
	})

	it("points at the very words that gave the cause away", () => {
		const text = "rpc error: desc = no such host"
		const [cause] = explain(text).causes
		const spans = cause?.spans.map(({ start, end }) => text.slice(start, end))
		expect(spans).toEqual(["no such host"])
	})

	it("finds no cause in a text that names none", () => {
		const explanation = explain("the weather is fine today")
		expect(explanation).toMatchObject({ causes: [], fixes: [], isSecurity: false })
	})

	it("says between what an ambiguous text is undecided", () => {
		expect(explain("SSL alert number 40").ambiguous).toContain("client-cert-required")
	})

	it("ends quickly on a megabyte of hostile text", () => {
		const begun = performance.now()
		const hostile = "certificate is valid for x".repeat(40_000) + "\\x16\\x03".repeat(40_000)
		explain(hostile)
		expect(performance.now() - begun).toBeLessThan(5_000)
	})
})
