import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import type { ServerInference } from "./finding.ts"
import { inferIssuer } from "./infer-issuer.ts"
import { inferStack } from "./infer-stack.ts"
import {
	answeredCertificate,
	clientCertificateRefusal,
	heardTls,
	isAccepted,
	isTlsLane,
	leafOf,
	sawCertificate,
} from "./read-attempt.ts"

interface Inferred<Value> {
	readonly value: Value
	readonly signs: readonly string[]
}

/**
 * Says what the server does, from all lanes together. What no lane showed is `unknown`: a lane that merely ran out of
 * time proves nothing. Refusals that come late (alert or end of the connection after our empty Certificate, HTTP 400
 * inside TLS) count as refusals.
 */
export function inferServer(run: RunObservation): ServerInference {
	const tried = run.attempts.filter((attempt) => attempt.outcome.kind !== "skipped")
	const clientAuth = inferClientAuth(tried)
	const mode = inferMode(tried, clientAuth.value)
	const cas = acceptableCas(tried)
	const stack = inferStack({ ...run, attempts: tried })
	const issuer = inferIssuer(chainOf(tried))
	return {
		mode: mode.value,
		// Plaintext has no place for a client certificate.
		clientAuth: mode.value === "none" ? "none" : clientAuth.value,
		signs: [...mode.signs, ...clientAuth.signs],
		...(run.scan === undefined ? {} : { tlsVersions: scannedVersions(run.scan) }),
		...(cas === undefined ? {} : { acceptableCas: cas }),
		...(stack === undefined ? {} : { stack }),
		...(issuer === undefined ? {} : { issuer }),
	}
}

function scannedVersions({ versions }: NonNullable<RunObservation["scan"]>) {
	return {
		"1.0": versions["1.0"].answer,
		"1.1": versions["1.1"].answer,
		"1.2": versions["1.2"].answer,
		"1.3": versions["1.3"].answer,
	}
}

function inferMode(
	tried: readonly AttemptObservation[],
	clientAuth: ServerInference["clientAuth"],
): Inferred<ServerInference["mode"]> {
	const overTls = tried.filter((attempt) => isTlsLane(attempt) && sawCertificate(attempt))
	const plaintext = tried.find((attempt) => attempt.posture === "plaintext")
	if (overTls.length === 0) {
		const inClear = plaintext !== undefined && isAccepted(plaintext)
		const settingsFirst = tried.some((attempt) => attempt.firstBytes?.kind === "http2-settings")
		if (inClear) return { value: "none", signs: ["A gRPC status came back over plaintext HTTP/2."] }
		if (settingsFirst) return { value: "none", signs: ["The server sent HTTP/2 SETTINGS in the clear."] }
		const sign = tried.some(heardTls)
			? [
					tried.some(({ captured }) => captured?.secrecy === "sealed")
						? "The server speaks TLS 1.3: its certificate is encrypted, and no key log opens it."
						: "The server speaks TLS, but no handshake came as far as its certificate.",
				]
			: []
		return { value: "unknown", signs: sign }
	}
	const isSvid = overTls.some((attempt) =>
		leafOf(attempt)?.sans.uri.some((uri) => uri.startsWith("spiffe://")),
	)
	const both =
		plaintext !== undefined && isAccepted(plaintext) ? ["The same port also answers plaintext HTTP/2."] : []
	if (isSvid && (clientAuth === "required" || clientAuth === "requested")) {
		return {
			value: "spiffe",
			signs: ["Its certificate is an X.509-SVID, and it asks the client for one.", ...both],
		}
	}
	if (clientAuth === "required")
		return { value: "mtls", signs: ["TLS works only with a client certificate.", ...both] }
	if (clientAuth === "unknown") {
		return {
			value: "unknown",
			signs: [
				"The server speaks TLS; whether it lets a client in without a certificate was not seen.",
				...both,
			],
		}
	}
	return { value: "tls", signs: ["TLS works without a client certificate.", ...both] }
}

/** Decided by the lanes that had no certificate to send; the others only show that it was asked for. */
function inferClientAuth(tried: readonly AttemptObservation[]): Inferred<ServerInference["clientAuth"]> {
	const overTls = tried.filter((attempt) => isTlsLane(attempt) && sawCertificate(attempt))
	const asked = overTls.filter((attempt) => attempt.requested !== undefined)
	if (asked.length === 0) {
		const completed = overTls.some((attempt) => isAccepted(attempt) || hasFinished(attempt))
		if (!completed) return { value: "unknown", signs: [] }
		return { value: "none", signs: ["The server sent no CertificateRequest."] }
	}
	const empty = asked.filter((attempt) => answeredCertificate(attempt) === null)
	const refused = empty.flatMap((attempt) => clientCertificateRefusal(attempt) ?? [])[0]
	if (refused !== undefined)
		return {
			value: "required",
			signs: [`Without a client certificate the server answered with ${refused.how}.`],
		}
	if (empty.some(isAccepted)) {
		return {
			value: "requested",
			signs: ["The server sent a CertificateRequest and let a client in that had no certificate."],
		}
	}
	return {
		value: "unknown",
		signs: ["The server sent a CertificateRequest; how it treats a client without one was not seen."],
	}
}

/** True when the server's part of the handshake was seen to its end. */
function hasFinished(attempt: AttemptObservation): boolean {
	return (
		attempt.undecryptable === 0 &&
		attempt.transcript.some((entry) => entry.from === "server" && entry.message === "Finished")
	)
}

/** Names of the CertificateRequest; the longest list of all lanes, undefined when none was sent. */
function acceptableCas(tried: readonly AttemptObservation[]): readonly string[] | undefined {
	const lists = tried.flatMap((attempt) => attempt.requested?.certificateAuthorities ?? [])
	return tried.some((attempt) => attempt.requested !== undefined) ? [...new Set(lists)] : undefined
}

function chainOf(tried: readonly AttemptObservation[]): readonly CertificateDescription[] {
	const chain = tried.find(sawCertificate)?.chain ?? []
	return chain.flatMap((each) => (each.kind === "certificate" ? [each.description] : []))
}
