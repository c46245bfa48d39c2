import type { AttemptObservation, RunObservation } from "#probe/observation"
import { postureTraits } from "#probe/posture"
import type { CertificateDescription } from "#x509/description"
import { parseIpAddress } from "#x509/ip-address"
import type { ChoiceVerdict } from "../finding.ts"
import { judgeChoice } from "../judge-choice.ts"
import { isAccepted, leafOf } from "../read-attempt.ts"
import type { Place } from "./runtime.ts"

/** What the steps of a forecast look at, taken from a run once for all runtimes. */
export interface ForecastFacts {
	readonly run: RunObservation
	/** The lane that speaks for the settings; it was tried. */
	readonly configured: AttemptObservation
	readonly usesTls: boolean
	readonly isUnix: boolean
	readonly place: Place
	/** Lanes in which the server chose a version, the settings' own first. */
	readonly shaken: readonly AttemptObservation[]
	/** The certificates that the server sent and that could be read, leaf first. */
	readonly chain: readonly CertificateDescription[]
	readonly leaf?: CertificateDescription
	/** True when the settings verify SPIFFE IDs and not names. */
	readonly isSpiffe: boolean
	readonly isIp: boolean
	readonly choice: ChoiceVerdict
}

/** Undefined when the settings could not be tried: nothing can be said then. */
export function forecastFacts(run: RunObservation): ForecastFacts | undefined {
	const configured = run.attempts.find((attempt) => attempt.configured)
	if (configured === undefined || configured.outcome.kind === "skipped") return undefined
	const tls = run.attempts.filter((attempt) => postureTraits[attempt.posture].usesTls)
	const shaken = tls
		.filter((attempt) => attempt.tls?.version !== undefined)
		.toSorted((a, b) => Number(b.configured) - Number(a.configured))
	const sent = shaken.find((attempt) => attempt.chain !== undefined && attempt.chain.length > 0)
	const leaf = sent === undefined ? undefined : leafOf(sent)
	const chain = (sent?.chain ?? []).flatMap((each) => (each.kind === "certificate" ? [each.description] : []))
	const address = configured.peerAddress ?? placeOf(run)
	return {
		run,
		configured,
		usesTls: postureTraits[configured.posture].usesTls,
		isUnix: address.startsWith("unix:"),
		place: { address, authority: run.authority, serverName: run.serverName },
		shaken,
		chain,
		isSpiffe:
			configured.posture === "spiffe" ||
			run.settings.expectSpiffeId !== undefined ||
			run.settings.trustDomain !== undefined,
		isIp: parseIpAddress(run.serverName) !== undefined,
		choice: judgeChoice(run),
		...(leaf === undefined ? {} : { leaf }),
	}
}

/** A lane with this identity, or without one, that came past our own verification. */
export function laneWithout(facts: ForecastFacts): AttemptObservation | undefined {
	const lanes = facts.shaken.filter(
		(attempt) => attempt.own.source === "none" && attempt.outcome.code !== "VERIFY",
	)
	return lanes.find(isAccepted) ?? lanes[0]
}

function placeOf(run: RunObservation): string {
	return run.target.startsWith("unix:") ? `unix:${run.target.replace(/^unix:(\/\/)?/, "")}` : run.authority
}
