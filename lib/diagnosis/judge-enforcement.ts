import { bringsCertificate, enforcementTable } from "#probe/enforce/posture-table"
import type { EnforcementAttempt } from "#probe/enforcement-observation"
import type { RunObservation } from "#probe/observation"
import type { EnforcementVerdict, ServerInference } from "./finding.ts"

type Judged = Pick<EnforcementVerdict, "expected" | "judgement" | "text" | "mayMeanIssuer">

/**
 * Judges the enforcement table: what was expected of this endpoint, and where something got in that must not. Undefined
 * when nothing was tried. Pure.
 */
export function judgeEnforcement(
	run: RunObservation,
	server: ServerInference,
): readonly EnforcementVerdict[] | undefined {
	return run.enforcement?.attempts.map((row) => {
		const { posture, brings, actual, how } = row
		return { posture, brings, actual, how, ...judgeRow(row, run, server) }
	})
}

function judgeRow(row: EnforcementAttempt, run: RunObservation, server: ServerInference): Judged {
	const expected = expectationOf(row, run, server)
	if (row.actual === "skipped") return { expected, judgement: "not-applicable", text: row.how }
	if (expected === "either") return { expected, judgement: "not-applicable", text: whyEither(row) }
	if (row.actual === "unknown")
		return { expected, judgement: "unknown", text: "What the server does with this could not be seen." }
	if (row.actual === "let-in" && isOfOpenHealth(row, run)) {
		const text = "The health service as a whole needs no token; whether other streams do could not be seen."
		return { expected, judgement: "unknown", text }
	}
	if (row.actual === "let-in" || !isLateRefusal(row, run))
		return { expected, judgement: "gap", text: gapText(row) }
	return { expected, judgement: "as-expected", ...refusal(row, run) }
}

/** What of the settings and the server says that this must be refused. */
function expectationOf(
	{ posture, issuer }: EnforcementAttempt,
	{ settings }: RunObservation,
	server: ServerInference,
): Judged["expected"] {
	const { group } = enforcementTable[posture]
	if (group === "certificate") {
		const isMutual = settings.mode === "mtls" || settings.mode === "external" || settings.mode === "spiffe"
		if (!isMutual && server.clientAuth !== "required") return "either"
		// Who of its own trust domain a server admits is its own policy; a stranger's signature is not.
		return posture === "wrong-spiffe-id" && issuer === "held" ? "either" : "refused"
	}
	if (posture === "no-alpn" || posture === "health-without-token") return "either"
	return group === "token" && !settings.hasToken ? "either" : "refused"
}

/** A stream of a health service that is open on purpose says nothing about other streams. */
function isOfOpenHealth({ posture, attempt }: EnforcementAttempt, run: RunObservation): boolean {
	if (posture !== "no-token-stream" && posture !== "malformed-token-stream") return false
	const isOpen = run.enforcement?.attempts.some(
		(each) => each.posture === "health-without-token" && each.actual === "let-in",
	)
	return isOpen === true && attempt?.rpc?.method.startsWith("grpc.health.") === true
}

function whyEither({ posture, actual }: EnforcementAttempt): string {
	if (posture === "no-alpn")
		return "Servers differ: grpc-go since 1.67 refuses clients without ALPN, most others take them."
	if (posture === "health-without-token")
		return actual === "let-in"
			? "The health check is open to callers without a token, which many teams want for probes."
			: "The health check asks for a token as well."
	if (posture === "wrong-spiffe-id")
		return "Whether every member of its trust domain may call is for the server's owner to say."
	return "Neither the mode of the endpoint nor the server demands a client certificate."
}

/**
 * True when a refusal that came after the connection was let in refuses this posture. A status that a caller in good order
 * gets as well, or a good certificate of the same CA, says nothing about it, and an old version or plaintext was spoken all the same.
 */
function isLateRefusal(row: EnforcementAttempt, run: RunObservation): boolean {
	if (row.actual !== "transport-only") return true
	const status = row.attempt?.rpc?.status
	const { posture } = row
	if (posture === "tls-1.0" || posture === "tls-1.1") return false
	if (posture === "plaintext" || posture === "token-over-plaintext") return status === undefined
	if (enforcementTable[posture].group === "token" || status === undefined) return true
	const ofControl = row.issuer === "held" ? run.enforcement?.control?.status : undefined
	return status !== statusInGoodOrder(run) && status !== ofControl
}

/** The status that the configured identity gets without a token, which no posture brings. */
function statusInGoodOrder(run: RunObservation): string | undefined {
	const without = run.enforcement?.attempts.find(({ posture }) => posture === "no-token")
	if (run.settings.hasToken) return without?.attempt?.rpc?.status
	return run.attempts.find(({ configured }) => configured)?.rpc?.status
}

function gapText(row: EnforcementAttempt): string {
	const { posture, actual } = row
	if (posture === "tls-1.0" || posture === "tls-1.1")
		return "A version of TLS that RFC 8996 forbids was agreed on."
	if (posture === "token-over-plaintext" && actual === "transport-only")
		return "The server read a token that travelled in the clear before it refused it."
	if (posture === "plaintext" && actual === "transport-only")
		return "Calls are read in the clear on this port; a refusal of the caller does not mend that."
	if (actual === "transport-only")
		return "The connection was let in; the call was refused for something that a good certificate would not have changed."
	return "This must be refused, and it was let in."
}

/** Alerts that name the very fault that was brought (RFC 8446 section 6.2): then the refusal is not about the issuer. */
const tellingAlerts: Readonly<Record<string, string>> = {
	expired: "certificate_expired",
	"not-yet-valid": "certificate_expired",
	"wrong-eku": "unsupported_certificate",
}

function refusal(row: EnforcementAttempt, run: RunObservation): Pick<Judged, "text" | "mayMeanIssuer"> {
	const { posture, actual } = row
	const late = actual === "transport-only" && enforcementTable[posture].group === "certificate"
	const how = late
		? "Refused after the connection was let in, which protects the call alone."
		: "Refused, as it should be."
	const doubt = doubtOf(row, run)
	return doubt === undefined ? { text: how } : { text: `${how} ${doubt}`, mayMeanIssuer: true }
}

/** Why a refusal may be meant for the issuer of what was brought; undefined where it says that it is not, or must be. */
function doubtOf({ posture, issuer, attempt }: EnforcementAttempt, run: RunObservation): string | undefined {
	const isOfIssuer = ["foreign-ca", "same-name-ca", "foreign-trust-domain"].includes(posture)
	if (!bringsCertificate(posture) || isOfIssuer) return undefined
	if (tellingAlerts[posture] !== undefined && tellingAlerts[posture] === attempt?.outcome.alert)
		return undefined
	if (issuer === "made-up")
		return "The refusal may be meant for the issuer, since no CA that the server trusts was at hand to issue it."
	const control = run.enforcement?.control
	if (issuer !== "held" || control === undefined) return undefined
	if (control.actual === "let-in" || control.actual === "transport-only") return undefined
	const seen =
		control.actual === "refused"
			? "a good certificate of the CA that was given was refused as well."
			: "whether a good certificate of the CA that was given is let in could not be seen."
	return `The refusal may be meant for the issuer: ${seen}`
}
