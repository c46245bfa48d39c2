import { startDeadline } from "#base/deadline"
import { healthCheckMethod } from "#grpc/health"
import type { AttemptObservation } from "../observation.ts"
import { postureTraits } from "../posture.ts"
import type { ProtocolAnswer, ProtocolObservation } from "../protocol-observation.ts"
import { chooseLane } from "../protocols/choose-lane.ts"
import { askOne, askOverHttp1 } from "../protocols/node/ask-http1.ts"
import { askOverHttp2 } from "../protocols/node/ask-http2.ts"
import { askInTheClear } from "../protocols/node/ask-plaintext.ts"
import type { Asking } from "../protocols/node/asking.ts"
import { Dialler, type Security } from "../protocols/node/dial.ts"
import { QuestionBook } from "../protocols/questions.ts"
import { attemptInput, clientOf, type FollowUp, rootsOf } from "./lane-input.ts"
import { contextFor } from "./material.ts"
import { addressText, type DialAddress, resolveAddresses } from "./resolve-address.ts"

/** Longest that all questions together take, in milliseconds; less when the endpoint's own limit is shorter. */
const budgetMs = 5_000

/**
 * Asks the application layer which protocols it speaks, over the security of the lane that was let in. No question
 * carries a token or other metadata of the settings, none changes anything, at most three connections are open at
 * once. Undefined when nothing was reached. Never rejects.
 */
export async function runProtocols(context: FollowUp): Promise<ProtocolObservation | undefined> {
	const { request, target } = context
	const lane = chooseLane(context.attempts)
	const begun = request.clock.monotonic()
	const limitMs = Math.min(budgetMs, request.settings.timeoutMs)
	const deadline = startDeadline(request.clock, limitMs, request.signal)
	try {
		const address = await addressOf(context, lane, deadline.signal)
		if (address === undefined) return undefined
		const dialler = new Dialler(address, target, request.policy, deadline.signal)
		const { method = healthCheckMethod, healthService } = request.settings
		const book = new QuestionBook(target.authority, method, healthService)
		const asking = { dialler, book, signal: deadline.signal, limitMs: limitMs * 0.4 }
		const answers = await askAll(context, lane, asking)
		const durationMs = request.clock.monotonic() - begun
		return { connections: dialler.connections, durationMs, answers }
	} finally {
		deadline.clear()
	}
}

/** The three kinds of questions side by side; each uses one connection at a time. */
async function askAll(
	context: FollowUp,
	lane: AttemptObservation | undefined,
	asking: Asking,
): Promise<readonly ProtocolAnswer[]> {
	if (lane === undefined) return askInTheClear(asking)
	if (!postureTraits[lane.posture].usesTls) {
		const other = securityOf(context, bestTlsLane(context.attempts))
		const answers = await Promise.all([
			askOverHttp2(asking),
			askOverHttp1(asking),
			other === undefined ? [] : askPage({ ...asking, security: other }),
		])
		return answers.flat()
	}
	const security = securityOf(context, lane)
	if (security === undefined) return askInTheClear(asking)
	const secure = { ...asking, security }
	return (await Promise.all([askOverHttp2(secure), askOverHttp1(secure), askInTheClear(asking)])).flat()
}

/** Whether the TLS side of a port that speaks both also has HTTP/1.1. */
async function askPage(asking: Asking): Promise<readonly ProtocolAnswer[]> {
	return [await askOne(asking, asking.book.http1Get())]
}

function bestTlsLane(attempts: readonly AttemptObservation[]): AttemptObservation | undefined {
	return chooseLane(attempts.filter((attempt) => postureTraits[attempt.posture].usesTls))
}

/** Roots and identity of the lane, as it had them. */
function securityOf(context: FollowUp, lane: AttemptObservation | undefined): Security | undefined {
	if (lane === undefined) return undefined
	const plan = { posture: lane.posture, configured: lane.configured }
	const isSpiffe = postureTraits[lane.posture].identity === "workload-api"
	const trust = isSpiffe ? context.spiffe?.trust : rootsOf(context.materials)
	const identity = isSpiffe ? context.spiffe?.identity : clientOf(plan, context.materials)
	if (trust === undefined) return undefined
	const secureContext = contextFor(trust, identity)
	if (!secureContext.ok) return undefined
	const { sni } = attemptInput(plan, context, trust, identity)
	return { secureContext: secureContext.value, ...(sni === undefined ? {} : { sni }) }
}

/** The address that the lane reached, or any that a lane connected to. */
async function addressOf(
	context: FollowUp,
	lane: AttemptObservation | undefined,
	signal: AbortSignal,
): Promise<DialAddress | undefined> {
	const reached = lane ?? context.attempts.find(hasConnected)
	if (reached === undefined) return undefined
	const resolved = await resolveAddresses(context.target, signal)
	if (!resolved.ok) return undefined
	return resolved.value.find((each) => addressText(each) === reached.peerAddress) ?? resolved.value[0]
}

function hasConnected(attempt: AttemptObservation): boolean {
	return attempt.phases.some((phase) => phase.name === "tcp" && phase.ok)
}
