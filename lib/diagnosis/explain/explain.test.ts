import { describe, expect, it } from "vitest"
import { rulesById } from "../rules.ts"
import { explain } from "./explain.ts"

const hostile = [
	["names of certificates without end", "certificate is valid for x".repeat(20_000)],
	["introductions of alerts", "remote error: tls: ".repeat(20_000)],
	["hex dumps", `hex dump ${"1503".repeat(60_000)}`],
	["spaces", `possibly because of ${" ".repeat(260_000)}`],
	["sockets", "unix:".repeat(50_000)],
] as const

describe("explain", () => {
	it.each([
		["remote error: tls: certificate required", "client", "client-cert-required"],
		[
			"error:0A000418:SSL routines::tlsv1 alert unknown ca:SSL alert number 48",
			"client",
			"client-cert-untrusted",
		],
		["error:0A000418:SSL routines::tlsv1 alert unknown ca:SSL alert number 48", "server", "untrusted-issuer"],
		["received fatal alert: CertificateRequired", "client", "client-cert-required"],
		[
			"javax.net.ssl.SSLHandshakeException: Received fatal alert: no_application_protocol",
			"client",
			"alpn-missing-h2",
		],
		["tls: first record does not look like a TLS handshake", "client", "tls-client-to-plaintext-server"],
		["tls: first record does not look like a TLS handshake", "server", "plaintext-client-to-tls-server"],
		[
			"certificate has expired or is not yet valid: current time 2026-01-02T00:00:00Z is before 2026-01-03T00:00:00Z",
			"client",
			"not-yet-valid",
		],
		[
			"certificate has expired or is not yet valid: current time 2026-01-02T00:00:00Z is after 2026-01-01T00:00:00Z",
			"server",
			"expired-client-cert",
		],
		["dial tcp 10.0.0.1:443: connect: connection refused", "client", "connection-refused"],
		["tls: oversized record received with length 20527", "client", "tls-client-to-plaintext-server"],
		["spiffe: failed to create X509 source: context deadline exceeded", "client", "workload-api-unavailable"],
		["tls: mode=tls requires either cert-file+key-file or auto-cert-dir", "server", "partial-config"],
		["certificate signed by unknown authority", "client", "untrusted-issuer"],
		["certificate is not valid for any names, but wanted to match a.example", "client", "uri-san-only"],
		["error reading server preface: remote error: tls: bad certificate", "client", "client-cert-required"],
	] as const)("reads %j printed by a %s as %s", (text, emitter, rule) => {
		expect(explain(text, emitter).causes[0]?.rule).toBe(rule)
	})

	it("tells the side of the printer by its words when nobody says it", () => {
		const text =
			"http: TLS handshake error from 10.0.0.1:1: tls: first record does not look like a TLS handshake"
		expect(explain(text).causes[0]?.rule).toBe("plaintext-client-to-tls-server")
	})

	it("points at the very words that gave the cause away", () => {
		const text = "rpc error: desc = no such host"
		const spans = explain(text).causes[0]?.span.map(({ start, end }) => text.slice(start, end))
		expect(spans).toEqual(["no such host"])
	})

	it("finds no cause in a text that names none", () => {
		const { answer, causes, fixes, isSecurity, wouldTell } = explain("the weather is fine today")
		expect({ causes, fixes, isSecurity }).toEqual({ causes: [], fixes: [], isSecurity: false })
		expect(answer).toMatch(/^Unknown/)
		expect(wouldTell?.map(({ where }) => where)).toContain("a check of the endpoint")
	})

	it("says that an ambiguous text is ambiguous, and keeps quiet when it is not", () => {
		expect(explain("SSL alert number 40").ambiguous).toContain("does not decide")
		expect(explain("tls: private key does not match public key").ambiguous).toBeUndefined()
	})

	it("gives the fixes of the first cause", () => {
		const { fixes } = explain("remote error: tls: certificate required")
		expect(fixes.map((fix) => fix.for)).toContain("permguard")
	})

	it("calls limits and keepalive no matter of security", () => {
		expect(explain("too_many_pings").isSecurity).toBe(false)
		expect(explain("certificate required").isSecurity).toBe(true)
	})

	it("names the root of a whole log first, and what follows from it as a consequence", () => {
		const noise = Array.from(
			{ length: 9_000 },
			(_, index) =>
				`2026-01-01T10:00:00Z INFO request ${index} of /zap/Check took ${index % 403} ms, status 200`,
		)
		const log = [
			...noise.slice(0, 4_000),
			"2026-01-01T10:00:01Z ERROR dial tcp 10.0.0.1:9091: connect: connection refused",
			"2026-01-01T10:00:02Z ERROR rpc error: code = DeadlineExceeded desc = context deadline exceeded",
			...noise.slice(4_000),
			"2026-01-01T10:00:00Z FATAL tls: private key does not match public key",
		].join("\r\n")
		expect(log.length).toBeGreaterThan(600_000)
		const { causes, targets } = explain(log)
		expect(causes[0]?.rule).toBe("key-cert-mismatch")
		expect(causes.find(({ rule }) => rule === "connection-refused")?.consequenceOf).toBe("key-cert-mismatch")
		const [span] = causes[0]?.span ?? []
		expect(log.slice(span?.start, span?.end)).toBe("private key does not match")
		expect(targets).toEqual(["10.0.0.1:9091"])
	})

	it("reads through colours, escapes and Windows line ends, and points into the text as it was given", () => {
		const text =
			'\u001b[31m{\\"error\\":\\"x509: certificate signed by\u001b[0m unknown authority\\"}\r\nremote&nbsp;error'
		const [first] = explain(text).causes
		expect(first?.rule).toBe("untrusted-issuer")
		const [span] = first?.span ?? []
		expect(text.slice(span?.start, span?.end)).toContain("certificate signed by")
	})

	it("takes the side of each line, not of the whole log", () => {
		const log = [
			"http: TLS handshake error from 10.0.0.5:43210: remote error: tls: unknown certificate authority",
			'rpc error: desc = "transport: authentication handshake failed: remote error: tls: certificate required"',
		].join("\n")
		expect(
			explain(log)
				.causes.slice(0, 2)
				.map(({ rule }) => rule),
		).toEqual(["client-cert-required", "untrusted-issuer"])
	})

	it("keeps two errors of two lines apart instead of calling them a doubt", () => {
		const log =
			"open /etc/ca.pem: no such file or directory\nx509: certificate is valid for a.test, not b.test"
		expect(explain(log).decision).toBeUndefined()
	})

	it("offers the check that decides, with the address that the text names", () => {
		const { decision, targets } = explain("dial pdp.internal:9094: authentication handshake failed: EOF")
		expect(targets).toEqual(["pdp.internal:9094"])
		expect(decision?.command).toMatch(/^countersign check pdp\.internal:9094 --cert/)
		expect(decision?.between).toEqual([
			"connection-reset-mid-handshake",
			"plaintext-client-to-tls-server",
			"tls-client-to-plaintext-server",
			"client-cert-required",
		])
	})

	it("puts the address of the text into the fixes", () => {
		const { fixes } = explain(
			'Get "https://pdp.internal:9094/": x509: certificate signed by unknown authority',
		)
		expect(fixes.map(({ command }) => command).join("\n")).toContain("pdp.internal:9094")
	})

	it.each([
		["rpc error: code = 99 desc = frob", "GRPC_GO_LOG_SEVERITY_LEVEL"],
		["at com.example.Frob(Frob.java:3)", "-Djavax.net.debug"],
		["node:internal/frob", "NODE_DEBUG"],
		["grpc._channel frob", "GRPC_TRACE"],
		["thread 'main' panicked at frob", "RUST_LOG"],
	])("names for %j the flag %s that would tell more", (text, flag) => {
		const { wouldTell } = explain(text)
		expect(wouldTell?.map(({ command }) => command).join("\n")).toContain(flag)
	})

	it("says first that a text is no matter of security", () => {
		expect(explain("status = StatusCode.NOT_FOUND").answer).toMatch(
			/^This is no problem of transport security/,
		)
	})

	it.each(hostile)("ends quickly on %s", (_, text) => {
		const begun = performance.now()
		const { causes } = explain(text.repeat(4))
		expect(causes.every((cause) => rulesById.has(cause.rule))).toBe(true)
		expect(performance.now() - begun).toBeLessThan(2_000)
	})
})
