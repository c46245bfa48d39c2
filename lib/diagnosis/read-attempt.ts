import type { AttemptObservation } from "#probe/observation"
import type { TranscriptAlert } from "#tls/transcript"
import type { CertificateDescription } from "#x509/description"
import type { Evidence } from "./finding.ts"

/** True when the server was heard to speak TLS on this lane. */
export function heardTls(attempt: AttemptObservation): boolean {
	const first = attempt.firstBytes?.kind
	return (
		attempt.tls?.version !== undefined ||
		attempt.chain !== undefined ||
		first === "tls-handshake" ||
		first === "tls-alert"
	)
}

/** True when the TLS handshake came as far as the server's certificate. */
export function sawCertificate(attempt: AttemptObservation): boolean {
	return attempt.chain !== undefined && attempt.chain.length > 0
}

/** True when the server was heard to speak HTTP/2 in the clear. */
export function heardPlaintextHttp2(attempt: AttemptObservation): boolean {
	return (
		attempt.firstBytes?.kind === "http2-settings" || (attempt.posture === "plaintext" && isAccepted(attempt))
	)
}

export function isAccepted(attempt: AttemptObservation): boolean {
	return attempt.outcome.kind === "accepted"
}

export function isTlsLane(attempt: AttemptObservation): boolean {
	return attempt.posture !== "plaintext"
}

/** The leaf as the server sent it, when it could be read. */
export function leafOf(attempt: AttemptObservation): CertificateDescription | undefined {
	const first = attempt.chain?.[0]
	return first?.kind === "certificate" ? first.description : undefined
}

/** The fatal alert of one side, if there was one. */
export function fatalAlert(
	attempt: AttemptObservation,
	from: TranscriptAlert["from"],
): TranscriptAlert | undefined {
	return attempt.alerts.find(
		(alert) =>
			alert.from === from && alert.description !== "close_notify" && alert.description !== "user_canceled",
	)
}

/**
 * What we answered to a CertificateRequest: digest of our leaf, `null` for an empty Certificate, undefined when none was
 * asked for.
 */
export function answeredCertificate(attempt: AttemptObservation): string | null | undefined {
	if (attempt.requested === undefined) return undefined
	if (attempt.sent !== undefined) return attempt.sent.certificate
	return attempt.own.certificate?.sha256 ?? null
}

/** Texts of servers that judge the client certificate in the HTTP layer (nginx 495 and 496). */
const lateRefusalPattern = /no required ssl certificate|ssl certificate error|client certificate/i

/** How the server refused our answer to its CertificateRequest, or undefined when it did not. */
export function clientCertificateRefusal(
	attempt: AttemptObservation,
): { readonly how: string; readonly alert?: string; readonly body?: string } | undefined {
	if (attempt.requested === undefined) return undefined
	const alert = fatalAlert(attempt, "server")
	if (alert !== undefined) {
		return {
			how: `alert ${alert.description} (${alert.code})`,
			alert: alert.description,
		}
	}
	const body = attempt.rpc?.httpBody ?? ""
	if (
		attempt.rpc?.httpStatus !== undefined &&
		attempt.rpc.httpStatus >= 400 &&
		lateRefusalPattern.test(body)
	) {
		return { how: `HTTP ${attempt.rpc.httpStatus} inside the TLS connection, after the handshake`, body }
	}
	const { outcome } = attempt
	if (
		outcome.kind === "refused" &&
		outcome.by === "server" &&
		(outcome.code === "CLOSED" || outcome.code === "ECONNRESET")
	) {
		return { how: `${outcome.code === "CLOSED" ? "the end" : "a reset"} of the connection, without an alert` }
	}
	return undefined
}

/** Evidence that points at a message of a lane; at the lane alone when the message is not there. */
export function messageEvidence(
	attempt: AttemptObservation,
	text: string,
	message: string,
	from: "client" | "server" = "server",
): Evidence {
	const entry = attempt.transcript.findIndex((each) => each.message === message && each.from === from)
	return { text, posture: attempt.posture, ...(entry < 0 ? {} : { entry }) }
}

/** Evidence that points at a lane. */
export function laneEvidence(attempt: AttemptObservation, text = attempt.outcome.text): Evidence {
	return { text, posture: attempt.posture }
}

/** Where a lane was dialled, in words. */
export function whereOf(attempt: AttemptObservation | undefined, target: string): string {
	return attempt?.peerAddress ?? target
}
