import type { RunObservation } from "#probe/observation"
import type { ScanFact, ScanList, ScanObservation } from "#tls/scan"
import type { FiringRun } from "./firing-run.ts"
import { healthyRun } from "./observations.ts"

function fact(answer: ScanFact["answer"], how = "Alert protocol_version."): ScanFact {
	return { answer, how }
}

/** A list that was asked to its end, chosen in the client's order. */
export function list(...names: readonly string[]): ScanList {
	return { names, preference: names.length < 2 ? "unknown" : "client" }
}

/** A scan of a server with TLS 1.3 alone that meets the modern profile, with changes. */
export function scanOf(change: Partial<ScanObservation> = {}): ScanObservation {
	return {
		peerAddress: "127.0.0.1:9091",
		sni: "localhost",
		connections: 30,
		connectionsMax: 200,
		durationMs: 40,
		stopped: false,
		versions: {
			"1.0": fact("refused"),
			"1.1": fact("refused"),
			"1.2": fact("refused"),
			"1.3": fact("accepted", "It chose TLS_AES_128_GCM_SHA256."),
		},
		cipherSuites: { "1.3": list("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384") },
		groups: { "1.3": list("X25519MLKEM768", "x25519", "secp256r1") },
		signatureSchemes: { "1.3": list("ecdsa_secp256r1_sha256") },
		alpn: [{ offer: "h2", answer: "accepted", selected: "h2", how: "It selects h2." }],
		sniAnswers: [],
		resumption: {},
		ocspStapling: fact("refused", "Asked for an OCSP response, it sends none."),
		extendedMasterSecret: fact("unknown"),
		secureRenegotiation: fact("unknown"),
		largeClientHello: fact("accepted", "A ServerHello of TLS 1.3."),
		certificateRequests: {},
		problems: [],
		...change,
	}
}

/** The healthy run with a scan beside it. */
export function scannedRun(change: Partial<ScanObservation> = {}): RunObservation {
	return { ...healthyRun(), scan: scanOf(change) }
}

/** Runs whose scan fires a rule. Data. */
export const scanRuns: readonly FiringRun[] = [
	{
		rule: "weak-cipher-suite-accepted",
		what: "3DES beside good suites",
		run: scannedRun({
			cipherSuites: { "1.2": list("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_3DES_EDE_CBC_SHA") },
		}),
	},
	{
		rule: "weak-cipher-suite-accepted",
		what: "suites without a certificate and without encryption",
		run: scannedRun({
			cipherSuites: { "1.2": list("TLS_DH_anon_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_NULL_SHA256") },
		}),
	},
	{
		rule: "large-client-hello-refused",
		what: "a reset that only the split hello meets",
		run: scannedRun({
			largeClientHello: fact("refused", "It reset the connection."),
			smallClientHello: fact("accepted", "A ServerHello of TLS 1.3."),
		}),
	},
	{
		rule: "large-client-hello-refused",
		what: "silence that only the split hello meets",
		run: scannedRun({
			largeClientHello: fact("unknown", "It said nothing in time."),
			smallClientHello: fact("accepted", "A ServerHello of TLS 1.3."),
		}),
	},
	{
		rule: "old-tls-accepted",
		what: "a scan that finds TLS 1.0 on",
		severity: "warning",
		run: scannedRun({
			versions: { ...scanOf().versions, "1.0": fact("accepted", "It chose TLS_RSA_WITH_AES_128_CBC_SHA.") },
		}),
	},
]
