import { describe, expect, it } from "vitest"
import { diagnose } from "./diagnose.ts"
import {
	alert,
	attempt,
	certificate,
	failed,
	healthyRun,
	ownCertificate,
	plaintextRun,
	refused,
	refusedClient,
	refusedOwn,
	rejected,
	runOf,
	tlsAttempt,
} from "./testing/observations.ts"

const untrusted = { rule: "untrusted-issuer", certificate: 0, text: "CN=Test CA is not trusted." }
const mismatch = { rule: "hostname-mismatch", certificate: 0, text: "No name matches." }

describe("diagnose", () => {
	it("says first what the server does and then what is wrong with the settings", () => {
		const run = runOf([
			attempt("plaintext", { outcome: refused("http2") }),
			refusedClient("tls", { configured: true }),
			refusedClient("tls-unverified"),
		])
		expect(diagnose(run).verdict).toEqual({
			kind: "broken",
			sentence: "This server requires a client certificate. Your settings send none.",
			advice: "It accepts certificates issued by CN=Client CA. Add a client certificate and its key.",
		})
	})

	it.each([
		[
			"ok",
			healthyRun(),
			"This server speaks TLS and asks for no client certificate. Your settings work, and it proved to be localhost.",
		],
		["ok", plaintextRun(), "This server speaks plaintext HTTP/2. Your settings work."],
		[
			"broken",
			runOf([attempt("tls", { configured: true, outcome: failed("tcp", "ECONNREFUSED") })]),
			"Nothing listens at 127.0.0.1:9091: the connection was refused.",
		],
		["unknown", { ...healthyRun(), stopped: true }, "The check was stopped before it was finished."],
		["unknown", runOf([]), "Your settings could not be tried."],
	] as const)("sums up as %s", (kind, run, sentence) => {
		expect(diagnose(run).verdict).toMatchObject({ kind, sentence })
	})

	it("puts what has to be mended first first: the chain before the name", () => {
		const run = runOf([rejected("tls", [mismatch, untrusted], { configured: true })])
		expect(diagnose(run).findings.map((finding) => finding.rule)).toEqual([
			"untrusted-issuer",
			"hostname-mismatch",
		])
	})

	it("joins the same fact on several lanes into one finding", () => {
		const run = runOf([rejected("tls", [untrusted], { configured: true }), rejected("mtls", [untrusted])])
		const findings = diagnose(run).findings.filter((finding) => finding.rule === "untrusted-issuer")
		expect(findings.map((finding) => finding.postures)).toEqual([["tls", "mtls"]])
	})

	it("does not blame the plaintext lane for being refused by a TLS server", () => {
		expect(diagnose(healthyRun()).findings.map((finding) => finding.rule)).toEqual(["works-as-configured"])
	})

	it("does not miss a client certificate on lanes without one when the configured lane brings it", () => {
		const mtls = tlsAttempt("mtls", {
			configured: true,
			own: { source: "files", certificate: ownCertificate() },
			sent: { certificate: "c" },
			requested: { certificateAuthorities: [], signatureSchemes: [] },
		})
		const run = runOf([refusedClient("tls"), refusedClient("tls-unverified"), mtls], {
			mode: "mtls",
			hasClientCertificate: true,
		})
		expect(diagnose(run).findings.map((finding) => finding.rule)).toEqual(["works-as-configured"])
	})

	it("does not call a refused client certificate a missing one", () => {
		const run = runOf(
			[refusedClient("tls"), refusedOwn(ownCertificate({ issuer: "CN=Stranger" }), alert("unknown_ca", 48))],
			{ mode: "mtls", hasClientCertificate: true },
		)
		expect(diagnose(run).findings.map((finding) => finding.rule)).toEqual(["client-cert-untrusted"])
	})

	it("reports what verification would have said as a warning where the settings skip it", () => {
		const lane = tlsAttempt("tls-unverified", {
			configured: true,
			verification: {
				verdict: "rejected",
				reasons: [untrusted],
				path: [],
				anchored: false,
				trustSource: "system roots",
			},
		})
		const { findings, verdict } = diagnose(runOf([rejected("tls", [untrusted]), lane], { skipVerify: true }))
		expect(findings[0]).toMatchObject({ rule: "untrusted-issuer", severity: "warning" })
		expect(verdict.kind).toBe("attention")
	})

	it("announces the next obstacle as a notice when plaintext meets TLS", () => {
		const run = runOf(
			[attempt("plaintext", { configured: true, outcome: refused("http2") }), rejected("tls", [untrusted])],
			{ mode: "none", scheme: "grpc" },
		)
		expect(diagnose(run).findings.map(({ rule, severity }) => [rule, severity])).toEqual([
			["plaintext-client-to-tls-server", "error"],
			["untrusted-issuer", "notice"],
		])
	})

	it("keeps notices after the good news", () => {
		const soon = certificate({ notAfter: "2026-12-01T12:00:00.000Z" })
		const run = runOf([
			tlsAttempt("tls", { configured: true, chain: [{ kind: "certificate", description: soon }] }),
		])
		expect(diagnose(run).findings.map((finding) => finding.severity)).toEqual(["ok", "notice"])
	})

	it("judges at the time of the run, whatever the clock says now", () => {
		const run = runOf([tlsAttempt("tls", { configured: true })])
		const later = { ...run, startedAt: "2027-01-05T12:00:00.000Z" }
		expect(diagnose(run).findings[0]?.rule).toBe("works-as-configured")
		expect(diagnose(later).findings[0]).toMatchObject({ rule: "expired-server-cert", severity: "warning" })
	})

	it("fills the endpoint's own values into the fixes", () => {
		const run = runOf([refusedClient("tls", { configured: true })], {
			certFile: "/etc/tls/own.pem",
			keyFile: "/etc/tls/own-key.pem",
		})
		const permguard = diagnose(run).findings[0]?.fixes.find((fix) => fix.for === "permguard")
		expect(permguard?.command).toBe(
			[
				"permguard config set zap-endpoint grpcs://localhost:9091",
				"permguard zones list \\",
				"  --tls-cert-file /etc/tls/own.pem \\",
				"  --tls-key-file /etc/tls/own-key.pem \\",
				"  --tls-ca-file /etc/tls/ca.pem",
			].join("\n"),
		)
	})

	it("gives only plain data back", () => {
		const diagnosis = diagnose(runOf([refusedClient("tls", { configured: true })]))
		expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis)
	})
})
