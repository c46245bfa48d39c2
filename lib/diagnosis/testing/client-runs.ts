import type { RunObservation } from "#probe/observation"
import type { FiringRun } from "./firing-run.ts"
import {
	alert,
	attempt,
	certificate,
	failed,
	healthyRun,
	message,
	ownCertificate,
	plaintextRun,
	refused,
	refusedClient,
	refusedOwn,
	runOf,
	tlsAttempt,
} from "./observations.ts"

function mtlsRun(own: Parameters<typeof refusedOwn>[0], how = alert("bad_certificate", 42)): RunObservation {
	return runOf([refusedClient("tls"), refusedClient("tls-unverified"), refusedOwn(own, how)], {
		mode: "mtls",
		hasClientCertificate: true,
	})
}

function rpcRun(
	rpc: { status: string; statusText?: string; serving?: string },
	change: Parameters<typeof tlsAttempt>[1] = {},
): RunObservation {
	const answered = { rpc: { method: "grpc.health.v1.Health/Check", ...rpc } }
	return runOf([
		attempt("plaintext", { outcome: refused("http2") }),
		tlsAttempt("tls", { configured: true, ...answered, ...change }),
	])
}

const rotated = certificate({
	sha256: "b".repeat(64),
	notBefore: "2026-11-20T12:00:00.000Z",
	notAfter: "2027-02-20T12:00:00.000Z",
})

const optional = {
	requested: { certificateAuthorities: [], signatureSchemes: [] },
	sent: { certificate: null },
}

/** Runs of client certificates and calls that fire one rule each. Data. */
export const clientRuns: readonly FiringRun[] = [
	{
		rule: "served-certificate-stale",
		what: "a file that is newer than what is served",
		run: runOf(
			[refusedClient("tls"), tlsAttempt("external", { configured: true })],
			{ mode: "external", hasClientCertificate: true },
			{
				files: [
					{
						field: "certificate",
						path: "/run/tls.crt",
						modifiedAt: "2026-11-20T12:00:00.000Z",
						leaf: rotated,
					},
				],
			},
		),
	},
	{
		rule: "client-cert-required",
		what: "a refusal of our empty Certificate",
		run: runOf([refusedClient("tls", { configured: true }), refusedClient("tls-unverified")]),
	},
	{
		rule: "client-cert-required",
		what: "an end without a word after our empty Certificate",
		run: runOf([
			refusedClient("tls", {
				configured: true,
				alerts: [],
				outcome: refused("quiet"),
				sent: { certificate: null },
			}),
		]),
	},
	{
		rule: "client-cert-required",
		what: "HTTP 400 inside TLS, as nginx does",
		run: runOf([
			refusedClient("tls", {
				configured: true,
				alerts: [],
				outcome: refused("rpc", { code: "HTTP_400" }),
				rpc: {
					method: "x/Y",
					httpStatus: 400,
					httpBody: "<center>No required SSL certificate was sent</center>",
					httpServer: "nginx",
				},
			}),
		]),
	},
	{
		rule: "client-cert-untrusted",
		what: "a refusal of our certificate",
		run: mtlsRun(ownCertificate({ issuer: "CN=Stranger" })),
	},
	{
		rule: "expired-client-cert",
		what: "our expired certificate",
		run: mtlsRun(ownCertificate({ notAfter: "2026-11-21T12:00:00.000Z" })),
	},
	{
		rule: "expired-client-cert",
		what: "the alert certificate_expired",
		run: mtlsRun(ownCertificate(), alert("certificate_expired", 45)),
	},
	{
		rule: "expired-client-cert",
		what: "our certificate near its end",
		severity: "notice",
		isFirst: false,
		run: runOf(
			[
				refusedClient("tls"),
				tlsAttempt("mtls", {
					configured: true,
					requested: optional.requested,
					own: { source: "files", certificate: ownCertificate({ notAfter: "2026-12-02T12:00:00.000Z" }) },
				}),
			],
			{ mode: "mtls", hasClientCertificate: true },
		),
	},
	{
		rule: "client-cert-wrong-eku",
		what: "our server certificate",
		run: mtlsRun(ownCertificate({ eku: ["serverAuth"] })),
	},
	{
		rule: "revoked",
		what: "the alert certificate_revoked",
		run: mtlsRun(ownCertificate(), alert("certificate_revoked", 44)),
	},
	{
		rule: "client-auth-optional",
		what: "an accepted empty Certificate",
		run: runOf([
			tlsAttempt("tls", { configured: true, ...optional }),
			tlsAttempt("tls-unverified", optional),
		]),
	},
	{
		rule: "client-auth-optional",
		what: "mutual TLS settings and no CertificateRequest",
		run: runOf(
			[
				tlsAttempt("tls"),
				tlsAttempt("mtls", { configured: true, own: { source: "files", certificate: ownCertificate() } }),
			],
			{ mode: "mtls", hasClientCertificate: true },
		),
	},
	{
		rule: "token-missing-or-invalid",
		what: "UNAUTHENTICATED",
		run: rpcRun({ status: "UNAUTHENTICATED", statusText: "token missing" }),
	},
	{
		rule: "token-over-plaintext-refused",
		what: "a token on a plaintext lane",
		run: runOf([attempt("plaintext", { configured: true, tokenSent: false })], {
			mode: "none",
			scheme: "grpc",
			hasToken: true,
		}),
	},
	{
		rule: "permission-denied-authz",
		what: "PERMISSION_DENIED",
		run: rpcRun({ status: "PERMISSION_DENIED" }),
	},
	{ rule: "health-not-serving", what: "NOT_SERVING", run: rpcRun({ status: "OK", serving: "NOT_SERVING" }) },
	{
		rule: "keepalive-goaway",
		what: "GOAWAY with ENHANCE_YOUR_CALM",
		run: runOf([
			tlsAttempt("tls", {
				configured: true,
				outcome: failed("rpc", "UNKNOWN", { by: "client" }),
				http2: { settings: [], goaway: { code: 11, codeName: "ENHANCE_YOUR_CALM", debug: "too_many_pings" } },
			}),
		]),
	},
	{ rule: "works-as-configured", what: "a healthy TLS endpoint", run: healthyRun() },
	{ rule: "works-as-configured", what: "a healthy plaintext endpoint", run: plaintextRun() },
	{
		rule: "other-not-security",
		what: "an end that nothing explains",
		run: runOf([
			tlsAttempt("tls", {
				configured: true,
				outcome: failed("rpc", "UNKNOWN", { by: "client" }),
				transcript: [message("ServerHello", "server")],
			}),
		]),
	},
	{
		rule: "other-not-security",
		what: "a dial policy that says no",
		run: runOf([attempt("tls", { configured: true, outcome: failed("dns", "POLICY", { by: "client" }) })]),
	},
]
