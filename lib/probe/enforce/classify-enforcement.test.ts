import { describe, expect, it } from "vitest"
import type { EnforcementPosture } from "../enforcement-observation.ts"
import type { AttemptObservation, Outcome, PhaseName } from "../observation.ts"
import { classifyEnforcement } from "./classify-enforcement.ts"

type Attempt = Omit<AttemptObservation, "posture">

const requested = { certificateAuthorities: ["CN=CA"], signatureSchemes: [] }
const sent = { certificate: "ab" }
const tls = { version: "1.3" }

function attempt(outcome: Partial<Outcome>, change: Partial<Attempt> = {}): Attempt {
	const { phase = "quiet" } = outcome
	return {
		configured: false,
		outcome: { kind: "refused", by: "server", phase, text: "What happened.", ...outcome },
		startedAt: "2026-11-23T00:00:00.000Z",
		phases: [{ name: phase, startMs: 0, ms: 1, ok: false }],
		own: { source: "made-up" },
		alerts: [],
		transcript: [],
		undecryptable: 0,
		problems: [],
		...change,
	}
}

const accepted = (status: string, change: Partial<Attempt> = {}) =>
	attempt({ kind: "accepted", phase: "rpc" }, { rpc: { method: "a.B/C", status }, ...change })
const closed = (phase: PhaseName, change: Partial<Attempt> = {}, outcome: Partial<Outcome> = {}) =>
	attempt({ phase, code: "CLOSED", ...outcome }, change)
const reset = (phase: PhaseName, change: Partial<Attempt> = {}) =>
	attempt({ phase, code: "ECONNRESET" }, change)
const asked = { tls, requested, sent }
const silent = { ending: { kind: "fin", t: 1, closeNotify: false, serverBytes: 0 } } as const
const http = (httpStatus: number, change: Partial<Attempt> = {}) =>
	attempt(
		{ phase: "rpc", code: `HTTP_${httpStatus}` },
		{ rpc: { method: "a.B/C", httpStatus, httpBody: "<h1>No</h1>" }, ...change },
	)

const works = { worksOtherwise: true }

describe("what came of an attempt", () => {
	it.each<[string, EnforcementPosture, Attempt, string]>([
		["an alert", "foreign-ca", attempt({ alert: "unknown_ca", code: "ALERT" }, asked), "refused"],
		["the end right after our certificate", "foreign-ca", closed("quiet", asked), "refused"],
		["no certificate, and the end", "no-certificate", closed("quiet", { tls, requested }), "refused"],
		["a status", "foreign-ca", accepted("OK", asked), "let-in"],
		["a status that is no refusal of the caller", "foreign-ca", accepted("UNIMPLEMENTED", asked), "let-in"],
		["UNAUTHENTICATED", "foreign-ca", accepted("UNAUTHENTICATED", asked), "transport-only"],
		["PERMISSION_DENIED", "foreign-ca", accepted("PERMISSION_DENIED", asked), "transport-only"],
		["HTTP 400 inside TLS", "foreign-ca", http(400, asked), "transport-only"],
		["a page with HTTP 200 inside TLS", "foreign-ca", http(200, asked), "let-in"],
		["a page with HTTP 200 where a token is missing", "no-token", http(200, { tls }), "unknown"],
		["HTTP 502 inside TLS", "foreign-ca", http(502, asked), "unknown"],
		["HTTP 400 in the clear", "plaintext", http(400), "refused"],
		["another HTTP status in the clear", "plaintext", http(404), "transport-only"],
		["not one byte to plaintext", "plaintext", closed("http2", silent), "refused"],
		["a TLS alert to plaintext", "plaintext", attempt({ code: "TLS_ALERT" }), "refused"],
		["a method that is not there", "no-token", accepted("UNIMPLEMENTED"), "unknown"],
		["the end without ALPN", "no-alpn", closed("tls", { tls }, { kind: "failed" }), "refused"],
		[
			"an old version that works",
			"tls-1.0",
			accepted("OK", { tls: { version: "1.0" }, chain: [] }),
			"let-in",
		],
		[
			"an old version, and then an alert about the certificate",
			"tls-1.1",
			attempt({ alert: "handshake_failure" }, { tls: { version: "1.1" }, requested, chain: [] }),
			"transport-only",
		],
		[
			"an old version that is refused",
			"tls-1.1",
			attempt({ alert: "protocol_version", phase: "tls" }),
			"refused",
		],
		[
			"other talk inside TLS",
			"foreign-ca",
			attempt({ kind: "failed", code: "NOT_HTTP2", phase: "http2" }, asked),
			"let-in",
		],
	])("%s is told apart (%s)", (_, posture, seen, actual) => {
		expect(classifyEnforcement(posture, seen, works).actual).toBe(actual)
	})

	it.each<[string, EnforcementPosture, Attempt]>([
		["silence", "foreign-ca", attempt({ kind: "failed", by: "network", code: "DEADLINE" }, asked)],
		[
			"a name that does not resolve",
			"plaintext",
			attempt({ kind: "failed", by: "network", code: "ENOTFOUND" }),
		],
		["an alert of our own", "tls-1.0", attempt({ kind: "failed", by: "client", alert: "protocol_version" })],
		["a forbidden address", "plaintext", attempt({ kind: "failed", by: "client", code: "POLICY" })],
		[
			"a certificate that our library kept back",
			"foreign-ca",
			closed("quiet", { ...asked, sent: { certificate: null } }),
		],
		["no CertificateRequest this time", "foreign-ca", accepted("OK", { tls })],
		["a broken connection", "tls-1.0", reset("tls")],
		["a connection that was cut off half-way", "no-token", closed("rpc", { tls }, { kind: "failed" })],
	])("%s is unknown, never a refusal", (_, posture, seen) => {
		expect(classifyEnforcement(posture, seen, works).actual).toBe("unknown")
	})

	it.each<[string, EnforcementPosture, Attempt, string]>([
		["an error out of an interceptor", "foreign-ca", accepted("UNKNOWN", asked), "transport-only"],
		["an error for want of a token", "no-token", accepted("INTERNAL", { tls }), "transport-only"],
		["a busy server", "foreign-ca", accepted("RESOURCE_EXHAUSTED", asked), "unknown"],
		["any status to plaintext", "plaintext", accepted("UNKNOWN"), "let-in"],
		["OK as well", "foreign-ca", accepted("OK", asked), "let-in"],
	])("reads %s beside the OK that the caller of the settings gets (%s)", (_, posture, seen, actual) => {
		const ownCall = { method: "a.B/C", status: "OK" }
		expect(classifyEnforcement(posture, seen, { ...works, ownCall }).actual).toBe(actual)
	})

	it("does not compare the answers of two methods", () => {
		const ownCall = { method: "d.E/F", status: "OK" }
		const seen = accepted("UNKNOWN", asked)
		expect(classifyEnforcement("foreign-ca", seen, { ...works, ownCall }).actual).toBe("let-in")
	})

	it("takes a reset after our certificate, or an end without ALPN, for a refusal only where other connections work", () => {
		expect(classifyEnforcement("foreign-ca", reset("quiet", asked), works).actual).toBe("refused")
		expect(classifyEnforcement("foreign-ca", reset("quiet", asked), { worksOtherwise: false }).actual).toBe(
			"unknown",
		)
		expect(
			classifyEnforcement("no-alpn", closed("tls", { tls }, { kind: "failed" }), { worksOtherwise: false })
				.actual,
		).toBe("unknown")
	})

	it("says how: alert, when and by whom", () => {
		const alerts = [
			{ t: 1, from: "server", level: "fatal", description: "unknown_ca", code: 48, encrypted: true },
		] as const
		const seen = attempt({ alert: "unknown_ca" }, { ...asked, alerts })
		expect(classifyEnforcement("foreign-ca", seen, works).how).toBe(
			"Alert unknown_ca (48) right after the handshake, by the server.",
		)
	})
})
