import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import { forecastRuntimes } from "../forecast.ts"
import { certificate, runOf, tlsAttempt } from "./observations.ts"
import { list, scanOf } from "./scan-runs.ts"

/** Runtime to verdict. */
export function verdicts(run: RunObservation): Readonly<Record<string, string>> {
	return Object.fromEntries(forecastRuntimes(run).map(({ runtime, verdict }) => [runtime, verdict]))
}

/** The forecast of one runtime. */
export function one(run: RunObservation, runtime: string) {
	return forecastRuntimes(run).find((each) => each.runtime === runtime)
}

/** Runtimes that fail, in their order. */
export const fails = (run: RunObservation) =>
	Object.entries(verdicts(run)).flatMap(([runtime, verdict]) => (verdict === "fails" ? [runtime] : []))
/** Runtimes of which nothing is known. */
export const unknown = (run: RunObservation) =>
	Object.entries(verdicts(run)).flatMap(([runtime, verdict]) => (verdict === "unknown" ? [runtime] : []))

/** An endpoint that takes TLS 1.2 and 1.3, scanned, with these changes to its certificate. */
export function showing(change: Partial<CertificateDescription>, more: Partial<AttemptObservation> = {}) {
	const lane = tlsAttempt("tls", {
		configured: true,
		chain: [{ kind: "certificate", description: certificate(change) }],
		...more,
	})
	return runOf([lane], {}, { scan: openScan })
}

/** A question that was answered with yes. */
export const accepted = { answer: "accepted", how: "It chose." } as const
/** A question that was answered with no. */
export const refusedFact = { answer: "refused", how: "Alert." } as const
const suites = {
	"1.2": list("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
	"1.3": list("TLS_AES_128_GCM_SHA256"),
}
/** A scan of a server that takes TLS 1.2 and 1.3, the usual suites and groups. */
export const openScan = scanOf({
	versions: { "1.0": refusedFact, "1.1": refusedFact, "1.2": accepted, "1.3": accepted },
	cipherSuites: suites,
	groups: { "1.2": list("x25519", "secp256r1"), "1.3": list("x25519", "secp256r1") },
	signatureSchemes: {},
})
