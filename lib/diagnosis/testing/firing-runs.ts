import type { RunObservation } from "#probe/observation"
import type { Severity } from "../finding.ts"
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
	rejected,
	runOf,
	skipped,
	tlsAttempt,
} from "./observations.ts"

/** A run made to fire one rule. */
export interface FiringRun {
	readonly rule: string
	readonly what: string
	readonly run: RunObservation
	/** Absent: the rule's own. */
	readonly severity?: Severity
	/** False where another finding rightly leads. */
	readonly isFirst?: false
}

function settingsRun(rule: string, field: string): FiringRun {
	const run = runOf(
		[skipped("tls"), { ...skipped("mtls"), configured: true }],
		{ mode: "mtls" },
		{
			settingProblems: [{ field, rule, text: `Something is wrong with ${field}.`, hint: "Mend it." }],
		},
	)
	return { rule, what: `a problem of the setting ${field}`, run }
}

function everywhere(
	code: string,
	phase: "dns" | "tcp" | "tls",
	by: "network" | "server" = "network",
): RunObservation {
	return runOf([
		attempt("plaintext", { outcome: failed(phase === "tls" ? "http2" : phase, code, { by }) }),
		attempt("tls", { configured: true, outcome: failed(phase, code, { by }) }),
	])
}

function chainRun(
	rule: string,
	text = `The chain breaks ${rule}.`,
	change: Parameters<typeof rejected>[2] = {},
): FiringRun {
	const reasons = [{ rule, certificate: 0, text }]
	const run = runOf([
		attempt("plaintext", { outcome: refused("http2") }),
		rejected("tls", reasons, { configured: true, ...change }),
		tlsAttempt("tls-unverified", {
			verification: { verdict: "rejected", reasons, path: [], anchored: false, trustSource: "ca.pem" },
		}),
	])
	return { rule, what: `a chain with the fault ${rule}`, run }
}

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

function spiffeRun(rule: string, text: string): FiringRun {
	const id = "spiffe://td/server"
	const leaf = certificate({ subject: "", sans: { dns: [], ip: [], uri: [id], email: [] } })
	const change = {
		configured: true,
		chain: [{ kind: "certificate" as const, description: leaf }],
		peer: { identity: id, kind: "spiffe" as const, spiffeId: id, trustDomain: "td" },
	}
	const run = runOf([rejected("spiffe", [{ rule, text }], change)], {
		mode: "spiffe",
		spiffeSocket: "unix:///run/a.sock",
		expectSpiffeId: "spiffe://td/other",
	})
	return { rule, what: `a SPIFFE peer with the fault ${rule}`, run }
}

function workloadRun(rule: string, reason: string): FiringRun {
	const run = runOf(
		[attempt("plaintext", { outcome: refused("http2") }), { ...skipped("spiffe"), configured: true }],
		{ mode: "spiffe", spiffeSocket: "unix:///run/a.sock" },
		{
			workloadApi: {
				address: "unix:///run/a.sock",
				ms: 1,
				outcome: { kind: "failed", reason, text: "It failed." },
			},
		},
	)
	return { rule, what: `a Workload API that fails with ${reason}`, run }
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

/** For every rule that observations can prove at least one run. Data. */
export const firingRuns: readonly FiringRun[] = [
	settingsRun("invalid-target", "target"),
	settingsRun("file-unreadable", "certificate"),
	settingsRun("bad-pem-or-key", "key"),
	settingsRun("key-cert-mismatch", "key"),
	settingsRun("partial-config", "key"),
	{
		rule: "partial-config",
		what: "a configured lane without material",
		run: runOf([tlsAttempt("tls"), { ...skipped("mtls"), configured: true }], { mode: "mtls" }),
	},
	{
		rule: "bad-pem-or-key",
		what: "a TLS library that refuses the key",
		run: runOf(
			[
				attempt("mtls", {
					configured: true,
					outcome: failed("tls", "ERR_OSSL_UNSUPPORTED", { by: "client" }),
				}),
			],
			{ mode: "mtls" },
		),
	},
	{
		rule: "key-cert-mismatch",
		what: "a TLS library that compares the pair",
		run: runOf(
			[
				attempt("mtls", {
					configured: true,
					outcome: failed("tls", "ERR_OSSL_X509_KEY_VALUES_MISMATCH", { by: "client" }),
				}),
			],
			{ mode: "mtls" },
		),
	},
	{ rule: "dns-failure", what: "a name that does not exist", run: everywhere("ENOTFOUND", "dns") },
	{ rule: "connection-refused", what: "a closed port", run: everywhere("ECONNREFUSED", "tcp") },
	{ rule: "timeout-or-blackhole", what: "no TCP connection", run: everywhere("DEADLINE", "tcp") },
	{ rule: "timeout-or-blackhole", what: "a silent server", run: everywhere("DEADLINE", "tls") },
	{
		rule: "connection-reset-mid-handshake",
		what: "resets on every lane",
		run: everywhere("ECONNRESET", "tls", "server"),
	},
	{
		rule: "uds-path-or-permission",
		what: "a missing socket",
		run: runOf(
			[
				attempt("tls", {
					configured: true,
					peerAddress: "unix:/run/x.sock",
					outcome: failed("tcp", "ENOENT"),
				}),
			],
			{},
			{ target: "unix:/run/x.sock" },
		),
	},
	{
		rule: "plaintext-client-to-tls-server",
		what: "plaintext settings and a TLS server",
		run: runOf([attempt("plaintext", { configured: true, outcome: refused("http2") }), tlsAttempt("tls")], {
			mode: "none",
			scheme: "grpc",
		}),
	},
	{
		rule: "tls-client-to-plaintext-server",
		what: "TLS settings and a plaintext server",
		run: runOf([
			attempt("plaintext"),
			attempt("tls", {
				configured: true,
				outcome: failed("tls", "NOT_TLS", { by: "server" }),
				firstBytes: { hex: "000006040000", text: "......", kind: "http2-settings", t: 1 },
			}),
		]),
	},
	{
		rule: "http1-proxy-or-wrong-protocol",
		what: "HTTP/1 on every lane",
		run: runOf(
			(["plaintext", "tls"] as const).map((posture) =>
				attempt(posture, {
					configured: posture === "tls",
					outcome: failed("tls", "NOT_TLS", { by: "server" }),
					firstBytes: { hex: "485454502f", text: "HTTP/1.1 400", kind: "http1", t: 1 },
				}),
			),
		),
	},
	{
		rule: "http1-proxy-or-wrong-protocol",
		what: "an error page inside TLS",
		run: runOf([
			tlsAttempt("tls", {
				configured: true,
				tls: { version: "1.3", alpn: null },
				outcome: failed("rpc", "HTTP_502", { by: "server" }),
				rpc: { method: "x/Y", httpStatus: 502, httpBody: "<html>" },
			}),
		]),
	},
	{
		rule: "alpn-missing-h2",
		what: "an accepted lane without ALPN",
		run: runOf([tlsAttempt("tls", { configured: true, tls: { version: "1.3", alpn: null } })]),
	},
	{
		rule: "alpn-missing-h2",
		what: "the alert no_application_protocol",
		run: runOf([
			attempt("tls", {
				configured: true,
				outcome: refused("tls", { code: "ALERT" }),
				alerts: [alert("no_application_protocol", 120)],
			}),
		]),
	},
	{
		rule: "protocol-version-mismatch",
		what: "the alert protocol_version",
		run: runOf([
			attempt("tls", {
				configured: true,
				outcome: refused("tls", { code: "ALERT" }),
				alerts: [alert("protocol_version", 70)],
			}),
		]),
	},
	{
		rule: "no-shared-cipher-or-group",
		what: "handshake_failure before ServerHello",
		run: runOf([
			attempt("tls", {
				configured: true,
				outcome: refused("tls", { code: "ALERT" }),
				alerts: [alert("handshake_failure", 40)],
			}),
		]),
	},
	{
		rule: "tls-record-overflow-or-garbage",
		what: "bytes of no protocol",
		run: runOf([
			attempt("tls", {
				configured: true,
				outcome: failed("tls", "NOT_TLS", { by: "server" }),
				firstBytes: { hex: "a5a5a5a5", text: "....", kind: "other", t: 1 },
			}),
		]),
	},
	{
		rule: "tls-record-overflow-or-garbage",
		what: "more bytes than are read",
		run: runOf([attempt("tls", { configured: true, outcome: failed("tls", "LIMIT", { by: "client" }) })]),
	},
	{
		rule: "sni-missing-or-wrong",
		what: "the alert unrecognized_name",
		run: runOf([
			attempt("tls", {
				configured: true,
				outcome: refused("tls", { code: "ALERT" }),
				alerts: [alert("unrecognized_name", 112)],
			}),
		]),
	},
	chainRun("untrusted-issuer"),
	{ ...chainRun("bad-signature"), rule: "untrusted-issuer" },
	chainRun("self-signed-leaf"),
	chainRun("missing-intermediate"),
	chainRun("trust-bundle-missing-or-stale"),
	chainRun("expired-server-cert", "It has expired.", {
		chain: [{ kind: "certificate", description: certificate({ notAfter: "2026-11-19T12:00:00.000Z" }) }],
	}),
	{
		rule: "expired-server-cert",
		what: "a certificate near its end",
		severity: "warning",
		run: runOf([
			tlsAttempt("tls", {
				configured: true,
				chain: [{ kind: "certificate", description: certificate({ notAfter: "2026-11-25T12:00:00.000Z" }) }],
			}),
		]),
	},
	chainRun("not-yet-valid"),
	{
		rule: "not-yet-valid",
		what: "our certificate, valid from tomorrow",
		run: mtlsRun(ownCertificate({ notBefore: "2026-11-23T12:00:00.000Z" })),
	},
	chainRun("hostname-mismatch"),
	chainRun("ip-san-missing"),
	chainRun("cn-only-no-san"),
	chainRun("uri-san-only"),
	chainRun("server-cert-wrong-eku"),
	chainRun("weak-signature-or-key"),
	chainRun("name-constraint-violation"),
	chainRun("ca-without-basic-constraints"),
	chainRun("unreadable-certificate"),
	{
		rule: "unreadable-certificate",
		what: "bytes that are no certificate",
		run: runOf([
			tlsAttempt("tls", {
				configured: true,
				outcome: failed("tls", "ALERT", { by: "client" }),
				chain: [
					{
						kind: "unreadable",
						sha256: "d".repeat(64),
						hex: "00",
						length: 1,
						problem: "certificate needs 2 bytes",
					},
				],
			}),
		]),
	},
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
	workloadRun("workload-api-unavailable", "socket-missing"),
	workloadRun("workload-no-identity", "no-identity"),
	spiffeRun("wrong-spiffe-id", "Wanted spiffe://td/other, got spiffe://td/server."),
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
