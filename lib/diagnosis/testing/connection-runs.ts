import type { RunObservation } from "#probe/observation"
import type { FiringRun } from "./firing-run.ts"
import { alert, attempt, failed, refused, runOf, skipped, tlsAttempt } from "./observations.ts"

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

/** Runs of settings, networks and protocols that fire one rule each. Data. */
export const connectionRuns: readonly FiringRun[] = [
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
		rule: "http1-proxy-or-wrong-protocol",
		what: "another protocol inside TLS",
		run: runOf([
			tlsAttempt("tls", {
				configured: true,
				outcome: failed("http2", "NOT_HTTP2", { by: "server" }),
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
]
