import { startDeadline } from "#base/deadline"
import type { EndpointSettings, SettingProblem } from "#endpoints/endpoint"
import { loadMaterials, type Materials } from "#endpoints/node/load-materials"
import { parseTarget } from "#grpc/parse-target"
import type { Target } from "#grpc/target"
import type { AttemptObservation, RunObservation, WorkloadApiObservation } from "../observation.ts"
import { type LanePlan, planLanes } from "../plan-lanes.ts"
import { skippedAttempt, summariseSettings } from "../run-facts.ts"
import type { CheckRequest } from "./check-request.ts"
import { type FollowUpObservations, followUp } from "./follow-up.ts"
import { attemptInput, clientOf, type LaneContext, rootsOf } from "./lane-input.ts"
import { runAttempt } from "./run-attempt.ts"
import { fetchSpiffeMaterial, type SpiffeMaterial } from "./spiffe-material.ts"

/**
 * Checks an endpoint in every mode that it has the material for, all lanes at once, and returns everything that was
 * seen. Never rejects for anything the peer, the network or the settings do. When a
 * file or key of the settings cannot be used, nothing is dialled. Takes at most `settings.timeoutMs`
 * milliseconds for all lanes, name resolution and Workload API included; what `extras` ask for comes after and is
 * bounded by its own.
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
		const material = await spiffe
		const workloadApi = material?.observation
		const configured = lanes.find((lane) => lane.configured)
		const seen =
			configured === undefined
				? {}
				: await followUp({
						request,
						target,
						materials,
						deadline,
						attempts,
						configured,
						...(material === undefined ? {} : { spiffe: material }),
					})
		return finish(request, startedAt, begun, {
			target,
			attempts,
			settingProblems: materials.problems,
			files: materials.files,
			seen,
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
	readonly seen: FollowUpObservations
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
		...parts.seen,
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
		seen: {},
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

interface LanesContext extends LaneContext {
	readonly spiffe: Promise<SpiffeMaterial | undefined>
}

async function runLane(lane: LanePlan, context: LanesContext): Promise<AttemptObservation> {
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
