import { describe, expect, it } from "vitest"
import { inferServer } from "./infer-server.ts"
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
	rejected,
	runOf,
	skipped,
	tlsAttempt,
} from "./testing/observations.ts"

const requested = { certificateAuthorities: ["CN=Client CA"], signatureSchemes: [] }
const svid = certificate({
	subject: "O=SPIRE,C=US",
	sans: { dns: [], ip: [], uri: ["spiffe://td/a"], email: [] },
})
const svidChain = { chain: [{ kind: "certificate" as const, description: svid }] }

describe("inferServer", () => {
	it.each([
		["plaintext that is answered", plaintextRun(), "none", "none"],
		["TLS without a CertificateRequest", healthyRun(), "tls", "none"],
		[
			"an alert after our empty Certificate",
			runOf([
				attempt("plaintext", { outcome: refused("http2") }),
				refusedClient("tls", { configured: true }),
			]),
			"mtls",
			"required",
		],
		[
			"an end without a word after our empty Certificate",
			runOf([refusedClient("tls", { alerts: [], outcome: refused("quiet"), sent: { certificate: null } })]),
			"mtls",
			"required",
		],
		[
			"a reset after our empty Certificate",
			runOf([refusedClient("tls", { alerts: [], outcome: refused("http2", { code: "ECONNRESET" }) })]),
			"mtls",
			"required",
		],
		[
			"HTTP 400 about a certificate, inside TLS",
			runOf([
				refusedClient("tls", {
					alerts: [],
					outcome: refused("rpc", { code: "HTTP_400" }),
					rpc: { method: "x/Y", httpStatus: 400, httpBody: "No required SSL certificate was sent" },
				}),
			]),
			"mtls",
			"required",
		],
		[
			"an empty Certificate that is accepted",
			runOf([tlsAttempt("tls", { requested, sent: { certificate: null } })]),
			"tls",
			"requested",
		],
		[
			"an X.509-SVID and a required certificate",
			runOf([refusedClient("tls", svidChain)]),
			"spiffe",
			"required",
		],
		[
			"an X.509-SVID and a requested certificate",
			runOf([tlsAttempt("tls", { requested, ...svidChain })]),
			"spiffe",
			"requested",
		],
		["an X.509-SVID and no CertificateRequest", runOf([tlsAttempt("tls", svidChain)]), "tls", "none"],
		[
			"a CertificateRequest and a deadline",
			runOf([tlsAttempt("tls", { requested, outcome: failed("rpc", "DEADLINE") })]),
			"unknown",
			"unknown",
		],
		[
			"a CertificateRequest and our own rejection, but a refusal on the unverified lane",
			runOf([
				rejected("tls", [{ rule: "untrusted-issuer", text: "No." }], { requested }),
				refusedClient("tls-unverified"),
			]),
			"mtls",
			"required",
		],
		[
			"lanes that all timed out",
			runOf([attempt("tls", { outcome: failed("tcp", "DEADLINE") })]),
			"unknown",
			"unknown",
		],
		[
			"a handshake that fails before the certificate",
			runOf([
				attempt("tls", {
					outcome: refused("tls", { code: "ALERT" }),
					alerts: [alert("protocol_version", 70)],
					firstBytes: { hex: "1503030002", text: ".....", kind: "tls-alert", t: 1 },
				}),
			]),
			"unknown",
			"unknown",
		],
		["lanes that were all skipped", runOf([skipped("tls"), skipped("mtls")]), "unknown", "unknown"],
	] as const)("reads %s", (_, run, mode, clientAuth) => {
		expect(inferServer(run)).toMatchObject({ mode, clientAuth })
	})

	it("gives a sign for all that it says", () => {
		const { signs } = inferServer(runOf([refusedClient("tls")]))
		expect(signs.length).toBeGreaterThanOrEqual(2)
	})

	it("lists the authorities of the CertificateRequest once, and none when there was no request", () => {
		const run = runOf([refusedClient("tls"), refusedClient("tls-unverified")])
		expect(inferServer(run).acceptableCas).toEqual(["CN=Client CA"])
		expect(inferServer(healthyRun())).not.toHaveProperty("acceptableCas")
	})

	it.each([
		[
			"grpc-go",
			runOf([
				attempt("plaintext", {
					firstBytes: { hex: "000006040000000000000500004000", text: "", kind: "http2-settings", t: 1 },
				}),
			]),
		],
		[
			"gRPC C-core",
			runOf([tlsAttempt("tls", { http2: { settings: [{ id: 0xfe03, name: "", value: 1 }] } })]),
		],
		[
			"grpc-js",
			runOf([
				tlsAttempt("tls", {
					rpc: {
						method: "a/B",
						status: "UNIMPLEMENTED",
						statusText: "The server does not implement the method /a/B",
					},
				}),
			]),
		],
		[
			"nginx",
			runOf([refusedClient("tls", { rpc: { method: "a/B", httpStatus: 400, httpServer: "nginx/1.22.1" } })]),
		],
		[
			"rustls",
			runOf([
				attempt("plaintext", {
					outcome: refused("http2"),
					firstBytes: { hex: "15030300020232", text: "", kind: "tls-alert", t: 1 },
				}),
			]),
		],
	] as const)("recognises %s by its words or bytes", (name, run) => {
		expect(inferServer(run).stack?.name).toBe(name)
	})

	it("names no stack when nothing on the wire tells", () => {
		expect(inferServer(healthyRun())).not.toHaveProperty("stack")
	})

	it.each([
		["spire", svid],
		[
			"permguard-auto",
			certificate({ subject: "CN=PermGuard Server,O=PermGuard", issuer: "CN=PermGuard Auto CA,O=PermGuard" }),
		],
		["mkcert", certificate({ issuer: "CN=mkcert me@host,OU=me@host,O=mkcert development CA" })],
		["linkerd", certificate({ issuer: "CN=identity.linkerd.cluster.local" })],
		["generic-self-signed", certificate({ issuer: "CN=service", isSelfIssued: true })],
	] as const)("recognises certificates of %s", (id, description) => {
		const run = runOf([tlsAttempt("tls", { chain: [{ kind: "certificate", description }] })])
		expect(inferServer(run).issuer).toMatchObject({ id })
	})

	it("does not name an issuer by the shape of a SPIFFE path alone", () => {
		const description = certificate({ sans: { dns: [], ip: [], uri: ["spiffe://td/ns/a/sa/b"], email: [] } })
		const run = runOf([tlsAttempt("tls", { chain: [{ kind: "certificate", description }] })])
		expect(inferServer(run)).not.toHaveProperty("issuer")
	})

	it("does not take our own certificate for a sign of the server's demands", () => {
		const run = runOf([tlsAttempt("mtls", { own: { source: "files", certificate: ownCertificate() } })])
		expect(inferServer(run).clientAuth).toBe("none")
	})
})
