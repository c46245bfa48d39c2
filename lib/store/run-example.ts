import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import type { NewRun } from "./runs.ts"

/** For tests: a described certificate whose PEM is made of its fingerprint. */
export function exampleCertificate(digit: string): CertificateDescription {
	return {
		subject: `CN=certificate ${digit}`,
		issuer: "CN=test CA",
		serial: "01",
		sans: { dns: ["localhost"], ip: [], uri: [], email: [] },
		notBefore: "2026-01-01T00:00:00.000Z",
		notAfter: "2027-01-01T00:00:00.000Z",
		sha256: digit.repeat(64),
		keyType: "EC P-256",
		keyBits: 256,
		signatureAlgorithm: "ecdsa-with-SHA256",
		isCa: false,
		version: 3,
		isSelfIssued: false,
		extensions: [],
		pem: `-----BEGIN CERTIFICATE-----\n${digit.repeat(64)}\n-----END CERTIFICATE-----\n`,
	}
}

/** For tests: a run that saw the given certificates, in a chain, as our own, and in a file. */
export function exampleRun(
	startedAt: number,
	certificates: readonly CertificateDescription[] = [],
): RunObservation {
	const [first] = certificates
	return {
		schema: "countersign.observation/v1",
		target: "grpcs://localhost:9091",
		authority: "localhost:9091",
		serverName: "localhost",
		startedAt: new Date(startedAt).toISOString(),
		durationMs: 12.25,
		settings: {
			mode: "auto",
			scheme: "grpcs",
			skipVerify: false,
			hasCa: false,
			hasClientCertificate: false,
			hasToken: false,
			healthService: "",
			timeoutMs: 5_000,
		},
		settingProblems: [],
		files: first === undefined ? [] : [{ field: "certificate", path: "/etc/tls.pem", leaf: first }],
		attempts: [exampleAttempt(startedAt, certificates)],
		stopped: false,
	}
}

/** For tests: what is stored of `run`. */
export function exampleNewRun(id: string, run: RunObservation, endpointId?: string): NewRun {
	return {
		id,
		run,
		summary: { verdict: "ok", sentence: `Run ${id}.`, serverMode: "tls", identity: "localhost" },
		actor: "test",
		...(endpointId === undefined ? {} : { endpointId }),
	}
}

function exampleAttempt(
	startedAt: number,
	certificates: readonly CertificateDescription[],
): AttemptObservation {
	const [first] = certificates
	return {
		posture: "tls",
		configured: true,
		outcome: { kind: "accepted", phase: "rpc", text: "The server answered." },
		startedAt: new Date(startedAt).toISOString(),
		phases: [{ name: "tcp", startMs: 0, ms: 0.5, ok: true }],
		own: first === undefined ? { source: "none" } : { source: "files", certificate: first },
		chain: certificates.map((description) => ({ kind: "certificate", description })),
		peer: { identity: "localhost", kind: "dns" },
		tls: { version: "1.3" },
		alerts: [],
		transcript: [],
		undecryptable: 0,
		problems: [],
	}
}
