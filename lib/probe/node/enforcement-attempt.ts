import { randomInt } from "node:crypto"
import type { Deadline } from "#base/deadline"
import { encodeHealthRequest, healthCheckMethod } from "#grpc/health"
import { encodeListServices, reflectionMethod, reflectionVersions } from "#grpc/reflection"
import { makeUpToken } from "../enforce/made-up-token.ts"
import { enforcementTable } from "../enforce/posture-table.ts"
import type { EnforcementPosture } from "../enforcement-observation.ts"
import type { AttemptObservation, PostureName } from "../observation.ts"
import type { CallPlan } from "./call.ts"
import { attemptInput, clientOf, type FollowUp, rootsOf } from "./lane-input.ts"
import type { ClientIdentity } from "./material.ts"
import type { DialAddress } from "./resolve-address.ts"
import { type Deviation, runAttempt } from "./run-attempt.ts"

/** A connection is gone before the next one of its turn begins; a peer that does not close is not waited for. */
const closeWithinMs = 30

/** What every attempt of the table shares. */
export interface EnforcementContext {
	readonly followUp: FollowUp
	readonly address: DialAddress
	readonly deadline: Deadline
	/** Milliseconds that `deadline` leaves. */
	readonly timeoutMs: number
}

/**
 * Makes the attempts of one posture, one connection each, until one tells something: streams are asked for the health
 * watch and then for the list of services. The real token is never brought; what goes as a token is made up.
 */
export async function attemptPosture(
	posture: EnforcementPosture,
	identity: ClientIdentity | undefined,
	context: EnforcementContext,
): Promise<readonly AttemptObservation[]> {
	const made: AttemptObservation[] = []
	for (const call of callsFor(posture, context)) {
		made.push(await attemptOnce(posture, call, identity, context))
		if (made.at(-1)?.rpc?.status !== "UNIMPLEMENTED" || context.deadline.signal.aborted) break
	}
	return made
}

async function attemptOnce(
	posture: EnforcementPosture,
	call: CallPlan,
	identity: ClientIdentity | undefined,
	{ followUp, address, deadline, timeoutMs }: EnforcementContext,
): Promise<AttemptObservation> {
	const { configured, materials, spiffe } = followUp
	const lane = laneFor(posture, followUp)
	const trust = (lane === "spiffe" ? spiffe?.trust : undefined) ?? rootsOf(materials)
	const configuredIdentity =
		configured.posture === "spiffe" ? spiffe?.identity : clientOf(configured, materials)
	const own = bringsOwnIdentity(posture) ? configuredIdentity : undefined
	const plan = { posture: lane, configured: false }
	const { token: _token, ...input } = attemptInput(plan, followUp, trust, identity ?? own)
	return runAttempt({
		...input,
		call,
		deadline,
		timeoutMs,
		emit: () => undefined,
		deviation: { addresses: [address], closeWithinMs, ...deviationFor(posture, followUp) },
	})
}

/** Where the token or the missing ALPN alone is to make the difference, the rest is as configured. */
function bringsOwnIdentity(posture: EnforcementPosture): boolean {
	return posture === "no-alpn" || enforcementTable[posture].group === "token"
}

/** The lane that a posture is made of. Nothing secret goes to the peer, so that most need not verify it. */
function laneFor(posture: EnforcementPosture, { configured }: FollowUp): PostureName {
	switch (posture) {
		case "plaintext":
		case "token-over-plaintext":
			return "plaintext"
		case "no-token":
		case "malformed-token":
		case "no-token-stream":
		case "malformed-token-stream":
		case "health-without-token":
			return configured.posture
		default:
			return "tls-unverified"
	}
}

function deviationFor(posture: EnforcementPosture, { materials }: FollowUp): Deviation {
	switch (posture) {
		case "no-alpn":
			return { alpn: [] }
		case "tls-1.0":
			return { version: "1.0" }
		case "tls-1.1":
			return { version: "1.1" }
		case "malformed-token":
		case "malformed-token-stream":
		case "token-over-plaintext":
			return { madeUpToken: makeUpToken(materials.token?.reveal() ?? "", (below) => randomInt(below)) }
		default:
			return {}
	}
}

function callsFor(posture: EnforcementPosture, { followUp }: EnforcementContext): readonly CallPlan[] {
	const { settings } = followUp.request
	const health = { request: encodeHealthRequest(settings.healthService), isHealthCheck: true }
	switch (posture) {
		case "no-token":
		case "malformed-token":
		case "token-over-plaintext": {
			const method = settings.method ?? healthCheckMethod
			if (method === healthCheckMethod) return [{ method, ...health }]
			return [{ method, request: new Uint8Array(), isHealthCheck: false }]
		}
		case "no-token-stream":
		case "malformed-token-stream":
			return [
				{ method: "grpc.health.v1.Health/Watch", ...health, answers: "stream" },
				...reflectionVersions.map((version) => ({
					method: reflectionMethod(version),
					request: encodeListServices(version),
					isHealthCheck: false,
					answers: "both" as const,
				})),
			]
		default:
			return [{ method: healthCheckMethod, ...health }]
	}
}
