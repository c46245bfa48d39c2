import type { AttemptObservation, Outcome, PhaseName, PostureName, RunObservation } from "#probe/observation"
import type { TranscriptAlert, TranscriptEntry } from "#tls/transcript"
import type { CertificateDescription } from "#x509/description"
import type { Verification, VerificationReason } from "#x509/verification"

/** When every made run began. */
export const runTime = "2026-11-22T12:00:00.000Z"

/** A certificate of 90 days, half of them over, for `localhost`. */
export function certificate(change: Partial<CertificateDescription> = {}): CertificateDescription {
	return {
		subject: "CN=service",
		issuer: "CN=Test CA,O=Test",
		serial: "1a2b",
		sans: { dns: ["localhost"], ip: [], uri: [], email: [] },
		notBefore: "2026-10-08T12:00:00.000Z",
		notAfter: "2027-01-06T12:00:00.000Z",
		sha256: "a".repeat(64),
		keyType: "EC P-256",
		keyBits: 256,
		signatureAlgorithm: "ecdsa-with-SHA256",
		isCa: false,
		eku: ["serverAuth"],
		version: 3,
		isSelfIssued: false,
		extensions: [],
		pem: "",
		...change,
	}
}

/** A client certificate. */
export function ownCertificate(change: Partial<CertificateDescription> = {}): CertificateDescription {
	return certificate({ subject: "CN=client", sha256: "c".repeat(64), eku: ["clientAuth"], ...change })
}

/** A message of the handshake. */
export function message(name: string, from: "client" | "server", t = 1): TranscriptEntry {
	return { t, from, record: 0, message: name, typeCode: 0, length: 10, encrypted: false }
}

/** A fatal alert. */
export function alert(
	description: string,
	code: number,
	from: "client" | "server" = "server",
): TranscriptAlert {
	return { t: 9, from, level: "fatal", description, code, encrypted: true }
}

const order: readonly PhaseName[] = ["dns", "tcp", "tls", "quiet", "http2", "rpc"]

function phasesTo(last: PhaseName, isTls: boolean, isOk: boolean): AttemptObservation["phases"] {
	const reached = order.slice(0, order.indexOf(last) + 1).filter((name) => name === last || name !== "quiet")
	const own = isTls ? reached : reached.filter((name) => name !== "tls" && name !== "quiet")
	return own.map((name, index) => ({ name, startMs: index, ms: 1, ok: isOk || index < own.length - 1 }))
}

/** An attempt that was never begun. */
export function skipped(posture: PostureName, text = "No material."): AttemptObservation {
	return attempt(posture, {
		outcome: { kind: "skipped", phase: "dns", code: "NO_MATERIAL", text },
		phases: [],
	})
}

/** An attempt that was accepted, unless the change says otherwise. */
export function attempt(posture: PostureName, change: Partial<AttemptObservation> = {}): AttemptObservation {
	const outcome = change.outcome ?? {
		kind: "accepted",
		phase: "rpc",
		text: "The server answered with OK (SERVING).",
	}
	return {
		posture,
		configured: false,
		outcome,
		startedAt: runTime,
		phases: phasesTo(outcome.phase, posture !== "plaintext", outcome.kind === "accepted"),
		peerAddress: "127.0.0.1:9091",
		own: { source: "none" },
		alerts: [],
		transcript: [],
		undecryptable: 0,
		problems: [],
		...(outcome.kind === "accepted"
			? { rpc: { method: "grpc.health.v1.Health/Check", status: "OK", serving: "SERVING" } }
			: {}),
		...change,
	}
}

/** A TLS attempt whose handshake was seen to its end. */
export function tlsAttempt(
	posture: PostureName,
	change: Partial<AttemptObservation> = {},
): AttemptObservation {
	const leaf = certificate()
	return attempt(posture, {
		tls: {
			version: "1.3",
			cipherSuite: "TLS_AES_128_GCM_SHA256",
			group: "X25519",
			alpn: "h2",
			sni: "localhost",
		},
		chain: [{ kind: "certificate", description: leaf }],
		verification: accepted(),
		peer: { identity: "localhost", kind: "dns", matched: true, expected: "DNS name localhost" },
		firstBytes: { hex: "160303", text: "...", kind: "tls-handshake", t: 1 },
		transcript: ["ServerHello", "EncryptedExtensions", "Certificate", "Finished"].map((name) =>
			message(name, "server"),
		),
		...change,
	})
}

/** A TLS attempt that the server ended after it had asked for a client certificate. */
export function refusedClient(
	posture: PostureName,
	change: Partial<AttemptObservation> = {},
	how: TranscriptAlert = alert("certificate_required", 116),
): AttemptObservation {
	return tlsAttempt(posture, {
		outcome: refused("quiet", {
			alert: how.description,
			code: "ALERT",
			text: `The server refused with alert ${how.description}.`,
		}),
		requested: { certificateAuthorities: ["CN=Client CA"], signatureSchemes: ["ecdsa_secp256r1_sha256"] },
		alerts: [how],
		transcript: [
			message("ServerHello", "server"),
			message("EncryptedExtensions", "server"),
			message("CertificateRequest", "server"),
			message("Certificate", "server"),
			message("Finished", "server"),
			message("Certificate", "client"),
			message("Alert", "server"),
		],
		...change,
	})
}

/** An attempt with our certificate, which the server refused. */
export function refusedOwn(
	own: CertificateDescription,
	how: TranscriptAlert = alert("bad_certificate", 42),
): AttemptObservation {
	return refusedClient(
		"mtls",
		{ configured: true, own: { source: "files", certificate: own }, sent: { certificate: own.sha256 } },
		how,
	)
}

/** An outcome of kind `refused` by the server. */
export function refused(phase: PhaseName, change: Partial<Outcome> = {}): Outcome {
	return {
		kind: "refused",
		phase,
		by: "server",
		code: "CLOSED",
		text: "The server closed the connection.",
		...change,
	}
}

/** An outcome of kind `failed`. */
export function failed(phase: PhaseName, code: string, change: Partial<Outcome> = {}): Outcome {
	return { kind: "failed", phase, by: "network", code, text: `It failed with ${code}.`, ...change }
}

/** A verification without a fault. */
export function accepted(): Verification {
	return {
		verdict: "accepted",
		reasons: [],
		path: [],
		anchored: true,
		openssl: "ok",
		trustSource: "ca.pem (1 certificate)",
	}
}

/** A TLS attempt that our own verification ended, with these reasons. */
export function rejected(
	posture: PostureName,
	reasons: readonly VerificationReason[],
	change: Partial<AttemptObservation> = {},
): AttemptObservation {
	return tlsAttempt(posture, {
		outcome: refused("tls", { by: "client", code: "VERIFY", text: reasons[0]?.text ?? "Rejected." }),
		verification: { ...accepted(), verdict: "rejected", reasons, anchored: false },
		...change,
	})
}

/** A run of these attempts. */
export function runOf(
	attempts: readonly AttemptObservation[],
	settings: Partial<RunObservation["settings"]> = {},
	change: Partial<RunObservation> = {},
): RunObservation {
	return {
		schema: "countersign.observation/v1",
		target: "grpcs://localhost:9091",
		authority: "localhost:9091",
		serverName: "localhost",
		startedAt: runTime,
		durationMs: 42,
		settings: {
			mode: "tls",
			scheme: "grpcs",
			skipVerify: false,
			hasCa: true,
			caFile: "/etc/tls/ca.pem",
			hasClientCertificate: false,
			hasToken: false,
			healthService: "",
			timeoutMs: 5_000,
			...settings,
		},
		settingProblems: [],
		files: [],
		attempts,
		stopped: false,
		...change,
	}
}

/** A healthy TLS endpoint: plaintext refused, both TLS lanes accepted. */
export function healthyRun(): RunObservation {
	return runOf([
		attempt("plaintext", { outcome: refused("http2") }),
		tlsAttempt("tls", { configured: true }),
		tlsAttempt("tls-unverified"),
	])
}

/** A healthy plaintext endpoint. */
export function plaintextRun(): RunObservation {
	return runOf(
		[
			attempt("plaintext", {
				configured: true,
				firstBytes: { hex: "000006040000000000000500004000", text: "...", kind: "http2-settings", t: 1 },
			}),
			attempt("tls", {
				outcome: failed("tls", "NOT_TLS", { by: "server" }),
				firstBytes: { hex: "00000604", text: "...", kind: "http2-settings", t: 1 },
			}),
		],
		{ mode: "none", scheme: "grpc", hasCa: false },
		{ target: "grpc://localhost:9091" },
	)
}
