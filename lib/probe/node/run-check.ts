import type { Clock } from "#base/clock"
import { type Deadline, startDeadline } from "#base/deadline"
import type { DialPolicy } from "#endpoints/dial-policy"
import type { EndpointSettings, SettingProblem } from "#endpoints/endpoint"
import { loadMaterials, type Materials } from "#endpoints/node/load-materials"
import { encodeHealthRequest, healthCheckMethod } from "#grpc/health"
import { parseTarget } from "#grpc/parse-target"
import type { Target } from "#grpc/target"
import { parseIpAddress } from "#x509/ip-address"
import { systemRoots } from "#x509/node/system-roots"
import type { ProbeEvent } from "../events.ts"
import type { AttemptObservation, RunObservation, WorkloadApiObservation } from "../observation.ts"
import { type LanePlan, planLanes } from "../plan-lanes.ts"
import { postureTraits } from "../posture.ts"
import { skippedAttempt, summariseSettings } from "../run-facts.ts"
import type { CallPlan } from "./call.ts"
import type { ClientIdentity, Trust } from "./material.ts"
import { type AttemptInput, runAttempt } from "./run-attempt.ts"
import { fetchSpiffeMaterial, type SpiffeMaterial } from "./spiffe-material.ts"

/** One check of one endpoint. */
export interface CheckRequest {
	readonly settings: EndpointSettings
	readonly policy: DialPolicy
	readonly clock: Clock
	/** Aborting it stops the check and closes its sockets; the observation says so. */
	readonly signal: AbortSignal
	readonly onEvent: (event: ProbeEvent) => void
}

/**
 * Checks an endpoint in every mode that it has the material for, all lanes at once, and returns everything that was
 * seen. Never rejects for anything the peer, the network or the settings do. When a
 * file or key of the settings cannot be used, nothing is dialled. Takes at most `settings.timeoutMs`
 * milliseconds for each lane, name resolution and Workload API included.
 */
export async function runCheck(request: CheckRequest): Promise<RunObservation> {
	const { settings, clock } = request
	const startedAt = clock.now()
	const begun = clock.monotonic()
	const parsed = parseTarget(settings.target)
	if (!parsed.ok) return finish(request, startedAt, begun, unparsedTarget(settings, parsed.error))
	const target = parsed.value
	const materials = await loadMaterials(settings, { fileRoots: request.policy.fileRoots })
	const lanes = planLanes(settings, planFacts(target, materials))
	request.onEvent({ kind: "planned", target: target.text, timeoutMs: settings.timeoutMs, lanes })
	const deadline = startDeadline(clock, settings.timeoutMs, request.signal)
	try {
		const spiffe = fetchSpiffeMaterial(settings, request.policy, deadline, clock)
		const attempts = await Promise.all(
			lanes.map((lane) => runLane(lane, { request, target, materials, spiffe, deadline })),
		)
		const workloadApi = (await spiffe)?.observation
		return finish(request, startedAt, begun, {
			target,
			attempts,
			settingProblems: materials.problems,
			files: materials.files,
			...(workloadApi === undefined ? {} : { workloadApi }),
		})
	} finally {
		deadline.clear()
	}
}

interface RunParts {
	readonly target: Pick<Target, "text" | "authority" | "serverName" | "scheme">
	readonly attempts: readonly AttemptObservation[]
	readonly settingProblems: readonly SettingProblem[]
	readonly files: RunObservation["files"]
	readonly workloadApi?: WorkloadApiObservation
}

function finish(request: CheckRequest, startedAt: number, begun: number, parts: RunParts): RunObservation {
	const { settings, clock } = request
	const run: RunObservation = {
		schema: "countersign.observation/v1",
		target: parts.target.text,
		authority: parts.target.authority,
		serverName: settings.serverName ?? parts.target.serverName,
		startedAt: new Date(startedAt).toISOString(),
		durationMs: clock.monotonic() - begun,
		settings: summariseSettings(settings, parts.target.scheme),
		settingProblems: parts.settingProblems,
		files: parts.files,
		attempts: parts.attempts,
		stopped: request.signal.aborted,
		...(parts.workloadApi === undefined ? {} : { workloadApi: parts.workloadApi }),
	}
	request.onEvent({ kind: "finished", run })
	return run
}

function unparsedTarget(settings: EndpointSettings, failure: { text: string; hint: string }): RunParts {
	return {
		target: { text: settings.target, authority: "", serverName: "", scheme: "unstated" },
		attempts: [],
		settingProblems: [{ field: "target", rule: "invalid-target", text: failure.text, hint: failure.hint }],
		files: [],
	}
}

function planFacts(target: Target, materials: Materials) {
	const [problem] = materials.problems
	return {
		scheme: target.scheme,
		hasClientCertificate: materials.client !== undefined,
		...(problem === undefined ? {} : { problem: problem.text }),
	}
}

interface LaneContext {
	readonly request: CheckRequest
	readonly target: Target
	readonly materials: Materials
	readonly spiffe: Promise<SpiffeMaterial | undefined>
	readonly deadline: Deadline
}

async function runLane(lane: LanePlan, context: LaneContext): Promise<AttemptObservation> {
	const skip = (text: string) => {
		const attempt = skippedAttempt(lane, text, context.request.clock.now())
		context.request.onEvent({ kind: "lane-ended", posture: lane.posture, outcome: attempt.outcome, attempt })
		return attempt
	}
	if (lane.skipped !== undefined) return skip(lane.skipped)
	if (lane.posture !== "spiffe") {
		return runAttempt(
			attemptInput(lane, context, rootsOf(context.materials), clientOf(lane, context.materials)),
		)
	}
	const material = await context.spiffe
	if (material?.identity === undefined || material.trust === undefined) {
		const failure = material?.observation.outcome
		return skip(failure?.kind === "failed" ? failure.text : "The Workload API gave no identity.")
	}
	return runAttempt(attemptInput(lane, context, material.trust, material.identity))
}

function attemptInput(
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

function rootsOf(materials: Materials): Trust {
	const ca = materials.ca
	if (ca === undefined) return { kind: "roots", roots: systemRoots(), source: "system roots" }
	return { kind: "roots", roots: ca.certificates, pem: ca.pem, source: ca.source }
}

function clientOf(lane: LanePlan, materials: Materials): ClientIdentity | undefined {
	const client = materials.client
	if (client === undefined || postureTraits[lane.posture].identity !== "settings") return undefined
	return {
		source: client.source,
		chainPem: client.chainPem,
		chainLength: client.chain.length,
		keyPem: client.key,
		leaf: client.leaf,
	}
}
