import type { AttemptObservation, OwnIdentity, RunObservation } from "#probe/observation"
import type { ChoiceVerdict } from "./finding.ts"
import { inferServer } from "./infer-server.ts"
import { checkOwnCertificate } from "./judge-choice-checks.ts"
import { runtimesOn } from "./judge-choice-runtimes.ts"
import { voiceOf } from "./voice.ts"

/** What the server asked for in one version of TLS. */
export interface AskedVersion {
	readonly version: string
	readonly certificateAuthorities: readonly string[]
	readonly signatureSchemes: readonly string[]
	/** Before TLS 1.3: `rsa_sign`, `ecdsa_sign` …; absent where they were not seen. */
	readonly certificateTypes?: readonly string[]
}

/**
 * Says what the server asks of clients, and whether the client certificate of the settings would be chosen for it:
 * issuer, signature scheme, extended key usage, key usage and validity at the time of the run. Taken from every lane and
 * from the scan, so from TLS 1.2 too, where the request travels in the clear. Pure.
 */
export function judgeChoice(run: RunObservation): ChoiceVerdict {
	const own = ownIdentity(run)
	const versions = askedVersions(run)
	if (versions.length === 0) return notAsked(run)
	const asked = {
		certificateAuthorities: distinct(versions.flatMap((each) => each.certificateAuthorities)),
		signatureSchemes: distinct(versions.flatMap((each) => each.signatureSchemes)),
		versions: versions.map((each) => each.version).toSorted(),
	}
	if (own?.certificate === undefined) return withoutCertificate(run, asked)
	const checks = checkOwnCertificate(
		{ ...own, certificate: own.certificate },
		versions,
		Date.parse(run.startedAt),
	)
	const { YourCertificate } = voiceOf(run)
	const mismatches = checks.filter((check) => check.verdict === "mismatch")
	if (mismatches.length > 0) {
		const runtimes = runtimesOn(mismatches.map((check) => check.about))
		const why = mismatches.map((check) => summaries[check.about]).join(", and ")
		return {
			verdict: "not-chosen",
			text: `${YourCertificate} does not fit what the server asks for: ${why}.`,
			asked,
			checks,
			runtimes,
		}
	}
	if (checks.some((check) => check.verdict === "unknown")) {
		return {
			verdict: "unknown",
			text: `${YourCertificate} has nothing against it, but not everything could be compared.`,
			asked,
			checks,
		}
	}
	return {
		verdict: "chosen",
		text: `${YourCertificate} fits everything that the server asks for.`,
		asked,
		checks,
	}
}

const summaries = {
	issuer: "no certificate of its chain is issued by an authority that the server names",
	"signature-scheme": "its key fits none of the signature schemes",
	eku: "it is not for client authentication",
	"key-usage": "its key may not sign",
	validity: "it is not valid now",
} as const satisfies Record<ChoiceVerdict["checks"][number]["about"], string>

/** The identity of the settings' own lane, else of any lane that had one. */
function ownIdentity(run: RunObservation): OwnIdentity | undefined {
	const having = run.attempts.filter((attempt) => attempt.own.certificate !== undefined)
	return (having.find((attempt) => attempt.configured) ?? having[0])?.own
}

/** One request a version, the settings' own lane first: the negotiated version decides before the scanned ones. */
function askedVersions(run: RunObservation): readonly AskedVersion[] {
	const found = new Map<string, AskedVersion>()
	for (const attempt of run.attempts.toSorted((a, b) => Number(b.configured) - Number(a.configured))) {
		const version = attempt.tls?.version
		if (attempt.requested === undefined || version === undefined || found.has(version)) continue
		const certificateTypes = typesOf(attempt)
		found.set(version, {
			version,
			...attempt.requested,
			...(certificateTypes === undefined ? {} : { certificateTypes }),
		})
	}
	for (const version of ["1.3", "1.2"] as const) {
		const request = run.scan?.certificateRequests[version]
		if (request !== undefined && !found.has(version)) found.set(version, { version, ...request })
	}
	return [...found.values()]
}

function typesOf({ transcript }: AttemptObservation): readonly string[] | undefined {
	for (const { fields } of transcript) {
		if (fields?.kind === "certificate_request" && fields.certificateTypes.length > 0)
			return fields.certificateTypes
	}
	return undefined
}

function notAsked(run: RunObservation): ChoiceVerdict {
	const { clientAuth, mode } = inferServer(run)
	if (clientAuth !== "none") {
		return {
			verdict: "unknown",
			text: "Whether the server asks for a client certificate was not seen.",
			checks: [],
		}
	}
	const text =
		mode === "none"
			? "The server speaks plaintext, which has no place for a client certificate."
			: "The server asks for no client certificate."
	return { verdict: "not-asked", text, checks: [] }
}

function withoutCertificate(run: RunObservation, asked: NonNullable<ChoiceVerdict["asked"]>): ChoiceVerdict {
	if (run.origin === "capture") return captureWithoutCertificate(run, asked)
	const { hasClientCertificate, spiffeSocket } = run.settings
	if (hasClientCertificate || spiffeSocket !== undefined) {
		const text =
			"The server asks for a client certificate. Yours was not at hand in this run, so nothing could be compared."
		return { verdict: "unknown", text, asked, checks: [] }
	}
	const text = "The server asks for a client certificate, and the settings bring none."
	return { verdict: "no-certificate", text, asked, checks: [] }
}

/** An empty Certificate is an answer; one that was sealed is none. */
function captureWithoutCertificate(
	{ attempts }: RunObservation,
	asked: NonNullable<ChoiceVerdict["asked"]>,
): ChoiceVerdict {
	const isEmpty = attempts.some((attempt) => attempt.sent?.certificate === null)
	return isEmpty
		? {
				verdict: "no-certificate",
				text: "The server asked for a client certificate, and the client had none.",
				asked,
				checks: [],
			}
		: {
				verdict: "unknown",
				text: "The server asked for a client certificate. The client's answer was not seen.",
				asked,
				checks: [],
			}
}

function distinct(values: readonly string[]): readonly string[] {
	return [...new Set(values)]
}
