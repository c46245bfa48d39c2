import type { Deadline } from "#base/deadline"
import type { EndpointSettings } from "#endpoints/endpoint"
import type { Materials } from "#endpoints/node/load-materials"
import { encodeHealthRequest, healthCheckMethod } from "#grpc/health"
import type { Target } from "#grpc/target"
import { parseIpAddress } from "#x509/ip-address"
import { systemRoots } from "#x509/node/system-roots"
import type { AttemptObservation } from "../observation.ts"
import type { LanePlan } from "../plan-lanes.ts"
import { postureTraits } from "../posture.ts"
import type { CallPlan } from "./call.ts"
import type { CheckRequest } from "./check-request.ts"
import type { ClientIdentity, Trust } from "./material.ts"
import type { AttemptInput } from "./run-attempt.ts"
import type { SpiffeMaterial } from "./spiffe-material.ts"

/** What every attempt of one check shares. */
export interface LaneContext {
	readonly request: CheckRequest
	readonly target: Target
	readonly materials: Materials
	readonly deadline: Deadline
}

/** What a step after the lanes is given. */
export interface FollowUp extends LaneContext {
	/** What the Workload API gave; absent when the settings name none or it gave nothing. */
	readonly spiffe?: SpiffeMaterial
	/** The lanes, finished. */
	readonly attempts: readonly AttemptObservation[]
	/** The lane that speaks for the settings. */
	readonly configured: LanePlan
}

/** The input of one attempt: this lane with this trust and identity, everything else from the settings. */
export function attemptInput(
	lane: LanePlan,
	context: LaneContext,
	trust: Trust,
	identity: ClientIdentity | undefined,
): AttemptInput {
	const { request, target, materials } = context
	const { settings } = request
	const serverName = settings.serverName ?? target.serverName
	const isIp =
		settings.serverName === undefined
			? target.address.kind === "tcp" && target.address.isIp
			: parseIpAddress(serverName) !== undefined
	return {
		lane,
		target,
		serverName,
		trust,
		expectation: {
			serverName,
			isIp,
			...(settings.expectSpiffeId === undefined ? {} : { spiffeId: settings.expectSpiffeId }),
			...(settings.trustDomain === undefined ? {} : { trustDomain: settings.trustDomain }),
		},
		call: planCall(settings),
		policy: request.policy,
		clock: request.clock,
		deadline: context.deadline,
		timeoutMs: settings.timeoutMs,
		emit: request.onEvent,
		...(isIp ? {} : { sni: serverName.replace(/\.$/, "") }),
		...(identity === undefined ? {} : { identity }),
		...(materials.token === undefined ? {} : { token: materials.token }),
	}
}

function planCall(settings: EndpointSettings): CallPlan {
	const isHealthCheck = settings.method === undefined || settings.method === healthCheckMethod
	return {
		method: settings.method ?? healthCheckMethod,
		request: isHealthCheck ? encodeHealthRequest(settings.healthService) : new Uint8Array(),
		isHealthCheck,
	}
}

/** The roots that the settings name, or the system's own. */
export function rootsOf(materials: Materials): Trust {
	const ca = materials.ca
	if (ca === undefined) return { kind: "roots", roots: systemRoots(), source: "system roots" }
	return { kind: "roots", roots: ca.certificates, pem: ca.pem, source: ca.source }
}

/** The client certificate of the settings, for the lanes that bring it. */
export function clientOf(lane: LanePlan, materials: Materials): ClientIdentity | undefined {
	const client = materials.client
	if (client === undefined || postureTraits[lane.posture].identity !== "settings") return undefined
	return {
		source: client.source,
		chainPem: client.chainPem,
		chainLength: client.chain.length,
		keyPem: client.key,
		leaf: client.leaf,
		described: client.described,
	}
}
