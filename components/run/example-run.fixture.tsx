import type { Finding } from "#diagnosis/finding"
import type { AttemptObservation, Phase, PhaseName, PostureName, RunObservation } from "#probe/observation"
import type { Report } from "#report/report"
import type { TranscriptEntry } from "#tls/transcript"
import type { CertificateDescription } from "#x509/description"
import type { Verification } from "#x509/verification"

/* A server that requires a client certificate, checked with settings that bring none. For tests alone. */

/** Phases that follow each other, the last one failed where `ok` is false. */
export function phasesOf(times: readonly (readonly [PhaseName, number])[], isOk = true): readonly Phase[] {
	let startMs = 0
	return times.map(([name, ms], index) => {
		const phase = { name, startMs, ms, ok: isOk || index < times.length - 1 }
		startMs += ms
		return phase
	})
}

/** A certificate with the usual fields; `over` changes any of them. */
export function certificateOf(over: Partial<CertificateDescription> = {}): CertificateDescription {
	return {
		subject: "CN=billing.internal",
		issuer: "CN=Platform Issuing CA",
		serial: "5a01",
		sans: { dns: ["billing.internal", "localhost"], ip: ["127.0.0.1"], uri: [], email: [] },
		notBefore: "2026-10-01T00:00:00Z",
		notAfter: "2027-01-01T00:00:00Z",
		sha256: "11".repeat(32),
		keyType: "EC P-256",
		keyBits: 256,
		signatureAlgorithm: "ecdsa-with-SHA256",
		isCa: false,
		eku: ["serverAuth"],
		keyUsage: ["digitalSignature"],
		commonName: "billing.internal",
		version: 3,
		isSelfIssued: false,
		extensions: [],
		pem: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
		...over,
	}
}

/** The authority that issued it. */
export const issuerCertificate = certificateOf({
	subject: "CN=Platform Issuing CA",
	issuer: "CN=Platform Root",
	commonName: "Platform Issuing CA",
	sha256: "22".repeat(32),
	isCa: true,
	sans: { dns: [], ip: [], uri: [], email: [] },
	eku: [],
})

/** A chain that holds, from leaf to trust anchor. */
export const acceptedVerification: Verification = {
	verdict: "accepted",
	reasons: [],
	path: [
		{ sha256: "11".repeat(32), subject: "CN=billing.internal", from: "wire", certificate: 0 },
		{ sha256: "22".repeat(32), subject: "CN=Platform Issuing CA", from: "wire", certificate: 1 },
		{ sha256: "33".repeat(32), subject: "CN=Platform Root", from: "trust-anchor" },
	],
	anchored: true,
	trustSource: "/etc/tls/ca.pem (1 certificate)",
	name: { wanted: "localhost", kind: "dns", matched: "localhost", got: ["billing.internal", "localhost"] },
	openssl: "ok",
}

const entry = (
	t: number,
	from: "client" | "server",
	message: string,
	length: number,
	over: Partial<TranscriptEntry> = {},
): TranscriptEntry => ({ t, from, record: 0, message, typeCode: 1, length, encrypted: false, ...over })

const helloHex = "0100003303030123456789abcdef".padEnd(220, "6c6f63616c686f7374")

/** A TLS 1.3 handshake whose alert comes after the client believes that all is well. */
export const refusedTranscript: readonly TranscriptEntry[] = [
	entry(1.2, "client", "ClientHello", 1_532, { bytes: helloHex.slice(0, 220) }),
	entry(3.4, "server", "ServerHello", 1_210, { bytes: helloHex.slice(0, 120) }),
	entry(3.4, "server", "EncryptedExtensions", 15, { encrypted: true }),
	entry(3.5, "server", "CertificateRequest", 96, { encrypted: true }),
	entry(3.5, "server", "Certificate", 1_088, { encrypted: true }),
	entry(3.5, "server", "CertificateVerify", 79, { encrypted: true }),
	entry(3.6, "server", "Finished", 52, { encrypted: true }),
	entry(5.1, "client", "Certificate", 8, {
		encrypted: true,
		fields: { kind: "certificate", requestContext: "", entries: [], isCut: false },
	}),
	entry(5.1, "client", "Finished", 52, { encrypted: true }),
	entry(160.4, "server", "Alert", 2, {
		encrypted: true,
		bytes: "0274",
		fields: { kind: "alert", level: "fatal", description: "certificate_required", code: 116 },
	}),
]

/** An attempt with the usual fields; `over` changes any of them. */
export function attemptOf(posture: PostureName, over: Partial<AttemptObservation> = {}): AttemptObservation {
	return {
		posture,
		configured: false,
		outcome: {
			kind: "skipped",
			phase: "dns",
			text: "The settings bring no client certificate: add one to try.",
		},
		startedAt: "2026-11-22T21:50:00.000Z",
		phases: [],
		own: { source: "none" },
		alerts: [],
		transcript: [],
		undecryptable: 0,
		problems: [],
		...over,
	}
}

const tlsFacts = {
	tls: {
		version: "1.3",
		cipherSuite: "TLS_AES_256_GCM_SHA384",
		group: "X25519MLKEM768",
		signatureScheme: "ecdsa_secp256r1_sha256",
		alpn: "h2",
		sni: "localhost",
	},
	chain: [
		{ kind: "certificate" as const, description: certificateOf() },
		{ kind: "certificate" as const, description: issuerCertificate },
	],
	verification: acceptedVerification,
	peer: { identity: "localhost", kind: "dns" as const, matched: true, expected: "DNS name localhost" },
	requested: {
		certificateAuthorities: ["CN=Platform Issuing CA"],
		signatureSchemes: ["ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256"],
	},
	sent: { certificate: null },
	transcript: refusedTranscript,
	ending: { kind: "fin" as const, t: 161, closeNotify: false, serverBytes: 2_911 },
	phases: phasesOf([
		["dns", 0.42],
		["tcp", 0.31],
		["tls", 4.6],
		["quiet", 155.1],
	]),
	outcome: {
		kind: "refused" as const,
		phase: "quiet" as const,
		by: "server" as const,
		alert: "certificate_required",
		code: "ALERT",
		text: "The server refused with alert certificate_required (116).",
	},
}

/** The whole run. */
export const exampleRun: RunObservation = {
	schema: "countersign.observation/v1",
	target: "grpcs://localhost:9091",
	authority: "localhost:9091",
	serverName: "localhost",
	startedAt: "2026-11-22T21:50:00.000Z",
	durationMs: 171,
	settings: {
		mode: "tls",
		scheme: "grpcs",
		skipVerify: false,
		hasCa: true,
		hasClientCertificate: false,
		hasToken: false,
		healthService: "",
		timeoutMs: 5_000,
	},
	settingProblems: [],
	files: [],
	attempts: [
		attemptOf("plaintext", {
			phases: phasesOf(
				[
					["dns", 0.4],
					["tcp", 0.3],
					["http2", 3.1],
				],
				false,
			),
			outcome: {
				kind: "refused",
				phase: "http2",
				by: "server",
				code: "TLS_ALERT",
				text: "The server answered the plaintext with a TLS alert.",
			},
		}),
		attemptOf("tls", { configured: true, ...tlsFacts }),
		attemptOf("tls-unverified", tlsFacts),
		attemptOf("mtls"),
		attemptOf("external", {
			outcome: { kind: "skipped", phase: "dns", text: "The settings name no provisioned certificate files." },
		}),
		attemptOf("spiffe", {
			own: { source: "workload-api", spiffeId: "spiffe://lab.example/client" },
			phases: phasesOf([
				["dns", 0.4],
				["tcp", 0.3],
				["tls", 5.2],
				["quiet", 0.9],
				["http2", 1.2],
				["rpc", 2.0],
			]),
			peer: { identity: "spiffe://lab.example/billing", kind: "spiffe", matched: true },
			outcome: {
				kind: "accepted",
				phase: "rpc",
				text: "The server answered grpc.health.v1.Health/Check with OK (SERVING).",
			},
		}),
	],
	stopped: false,
}

/** The finding that explains it. */
export const exampleFinding: Finding = {
	rule: "client-cert-required",
	severity: "error",
	blame: "client",
	title: "Server requires a client certificate, and none was sent.",
	detail:
		"The server asked for a client certificate, got an empty list and ended the connection with an alert.",
	evidence: [{ text: "Alert certificate_required, sent by the server.", posture: "tls", entry: 9 }],
	fixes: [
		{
			for: "permguard",
			text: "Give the client its certificate and key.",
			command: "permguard --tls-cert-file client.pem --tls-key-file client-key.pem",
		},
		{ for: "go", text: "Load the key pair into the TLS configuration.", command: "tls.LoadX509KeyPair(…)" },
	],
	postures: ["tls", "tls-unverified"],
}

/** The report that belongs to the run. */
export const exampleReport: Report = {
	schema: "countersign.report/v1",
	target: exampleRun.target,
	startedAt: exampleRun.startedAt,
	durationMs: exampleRun.durationMs,
	verdict: {
		kind: "broken",
		sentence: "This server requires a client certificate. Your settings send none.",
		advice: "It accepts certificates issued by CN=Platform Issuing CA.",
	},
	server: { mode: "mtls", clientAuth: "required", signs: [] },
	attempts: [],
	findings: [exampleFinding],
	settings: exampleRun.settings,
	settingProblems: [],
	files: [],
	clientCertificate: { verdict: "unknown", text: "", checks: [] },
	forecast: [],
	stopped: false,
}
