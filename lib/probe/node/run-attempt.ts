import type { Clock } from "#base/clock"
import type { Deadline } from "#base/deadline"
import { describeFailure } from "#base/failure-facts"
import { ok } from "#base/result"
import type { Secret } from "#base/secret"
import { type DialPolicy, decideDial } from "#endpoints/dial-policy"
import { firstAnswerCall } from "#grpc/node/first-answer-call"
import { unaryCall } from "#grpc/node/unary-call"
import type { Target } from "#grpc/target"
import type { AttemptEnd } from "../classify-outcome.ts"
import type { ProbeEvent } from "../events.ts"
import type { AttemptObservation } from "../observation.ts"
import type { LanePlan } from "../plan-lanes.ts"
import { postureTraits } from "../posture.ts"
import { type CallPlan, readCallAnswer } from "./call.ts"
import { Connection } from "./connection.ts"
import { comparePeer, judgePeer, type PeerExpectation } from "./judge-peer.ts"
import { type ClientIdentity, contextFor, type OldVersion, type Trust } from "./material.ts"
import { type AttemptRecord, observeAttempt } from "./observe-attempt.ts"
import { type PhaseLog, startPhaseLog } from "./phase-log.ts"
import {
	addressText,
	type DialAddress,
	dialRequest,
	grpcTarget,
	resolveAddresses,
} from "./resolve-address.ts"
import { TappedCredentials } from "./tapped-credentials.ts"
import { watchSockets } from "./watch-sockets.ts"

/** Everything one attempt needs. */
export interface AttemptInput {
	readonly lane: LanePlan
	readonly target: Target
	/** Name for SNI and matching; `:authority` stays the target's. */
	readonly serverName: string
	readonly sni?: string
	readonly trust: Trust
	readonly identity?: ClientIdentity
	readonly expectation: PeerExpectation
	readonly call: CallPlan
	/** Sent as `authorization: Bearer …` in TLS lanes only. */
	readonly token?: Secret<string>
	readonly policy: DialPolicy
	readonly clock: Clock
	readonly deadline: Deadline
	readonly timeoutMs: number
	readonly emit: (event: ProbeEvent) => void
	/** What this attempt does otherwise than its lane; absent for the lanes of a check. */
	readonly deviation?: Deviation
}

/** How an attempt of the enforcement table differs from the lane that it is made of. */
export interface Deviation {
	/** Where to connect, resolved before. Absent: the target is resolved. */
	readonly addresses?: readonly DialAddress[]
	/** Protocols offered by ALPN, none when empty. Absent: `h2`. */
	readonly alpn?: readonly string[]
	/** The only version of TLS that is offered. */
	readonly version?: OldVersion
	/** Sent as `authorization: Bearer …`, in the clear too: it was made up and opens nothing. */
	readonly madeUpToken?: string
	/** Wait until the connection is closed, and close it by force after this time. Absent: it closes by itself, later. */
	readonly closeWithinMs?: number
}

/** Makes one connection with one posture and writes down what happened. Never rejects; ends with the deadline. */
export async function runAttempt(input: AttemptInput): Promise<AttemptObservation> {
	const startedAt = new Date(input.clock.now()).toISOString()
	const log = startPhaseLog(input.clock, input.lane.posture, input.emit)
	const record = await attempt(input, log).catch((cause: unknown): AttemptRecord => {
		log.end(false)
		return { end: { kind: "connection", failure: describeFailure(cause) } }
	})
	const observation = observeAttempt(input, log, startedAt, record)
	input.emit({
		kind: "lane-ended",
		posture: input.lane.posture,
		outcome: observation.outcome,
		attempt: observation,
	})
	return observation
}

async function attempt(input: AttemptInput, log: PhaseLog): Promise<AttemptRecord> {
	const address = input.target.address
	const hasName = address.kind === "tcp" && !address.isIp
	if (hasName) log.begin("dns")
	const known = input.deviation?.addresses
	const resolved =
		known === undefined ? await resolveAddresses(input.target, input.deadline.signal) : ok(known)
	if (!resolved.ok || resolved.value.length === 0) {
		log.end(false)
		const failure = resolved.ok ? { message: "the name has no address", code: "ENOTFOUND" } : resolved.error
		return { end: { kind: "dns", failure } }
	}
	log.end(true)
	const texts = resolved.value.map(addressText)
	let last: AttemptRecord | undefined
	for (const each of resolved.value) {
		last = {
			...(await connectTo(each, input, log)),
			...(hasName || texts.length > 1 ? { resolved: texts } : {}),
		}
		if (last.end.kind !== "tcp" || input.deadline.signal.aborted) break
	}
	return last ?? { end: { kind: "dns", failure: { message: "the name has no address", code: "ENOTFOUND" } } }
}

async function connectTo(address: DialAddress, input: AttemptInput, log: PhaseLog): Promise<AttemptRecord> {
	const where = addressText(address)
	const decision = decideDial(input.policy, dialRequest(address, input.target))
	if (!decision.allowed) return { peerAddress: where, end: { kind: "policy", text: decision.text } }
	const traits = postureTraits[input.lane.posture]
	const context = traits.usesTls
		? contextFor(input.trust, input.identity, input.deviation?.version)
		: undefined
	if (context !== undefined && !context.ok)
		return { peerAddress: where, end: { kind: "context", failure: context.error } }
	const connection = new Connection({
		posture: input.lane.posture,
		log,
		emit: input.emit,
		signal: input.deadline.signal,
		...(context === undefined
			? {}
			: {
					tls: {
						secureContext: context.value,
						verifies: traits.verifies,
						verify: (chain, openssl) =>
							judgePeer(chain, openssl, input.trust, input.expectation, input.clock.now()),
						...(input.sni === undefined ? {} : { sni: input.sni }),
						...(input.deviation?.alpn === undefined ? {} : { alpn: input.deviation.alpn }),
					},
				}),
	})
	const called = await call(address, connection, input, log)
	const chain = await connection.describeChain()
	const runtimes = await runtimesOf(input, connection)
	return {
		peerAddress: where,
		connection,
		...called,
		...(chain === undefined ? {} : { chain }),
		...(runtimes === undefined ? {} : { runtimes }),
	}
}

/** Nobody reads them of a connection that deviates from its posture: a proof of refusal, another address. */
async function runtimesOf(input: AttemptInput, connection: Connection) {
	if (input.deviation !== undefined || connection.verification === undefined) return undefined
	return comparePeer(connection.sentChain(), input.trust, input.expectation, input.clock.now())
}

/** Lets grpc-js connect and call over the tapped connection; the first of answer, failure and deadline ends it. */
async function call(
	address: DialAddress,
	connection: Connection,
	input: AttemptInput,
	log: PhaseLog,
): Promise<Pick<AttemptRecord, "end" | "rpc" | "clientError" | "tokenSent">> {
	const usesTls = postureTraits[input.lane.posture].usesTls
	const token = usesTls ? input.token : undefined
	const bearer = input.deviation?.madeUpToken ?? token?.reveal()
	let tcpFailure: NodeJS.ErrnoException | undefined
	log.begin("tcp")
	const giveUp = new AbortController()
	const outcome = await watchSockets(
		(socket) => {
			socket.once("connect", () => log.end(true))
			socket.once("error", (error) => {
				tcpFailure ??= log.last() === "tcp" && log.durationOf("tcp") === undefined ? error : undefined
			})
		},
		() =>
			callOf(input.call)({
				target: grpcTarget(address),
				authority: input.target.authority,
				credentials: new TappedCredentials(async (socket) => {
					try {
						return await connection.connectOver(socket)
					} catch (cause) {
						giveUp.abort()
						throw cause
					}
				}, usesTls),
				method: input.call.method,
				request: input.call.request,
				metadata: bearer === undefined ? [] : [["authorization", `Bearer ${bearer}`]],
				signal: AbortSignal.any([input.deadline.signal, giveUp.signal]),
				deadlineMs: input.deadline.remainingMs() + 1_000,
			}),
		input.deadline.signal,
	)
	connection.noteEnding()
	const closing = connection.close(input.deviation?.closeWithinMs)
	if (input.deviation?.closeWithinMs !== undefined) await closing
	const tokenSent = token !== undefined && connection.reachedHttp2 ? { tokenSent: true } : {}
	if (connection.end !== undefined) return { end: connection.end }
	if (tcpFailure !== undefined) {
		log.end(false)
		return { end: { kind: "tcp", failure: describeFailure(tcpFailure) }, clientError: outcome.statusText }
	}
	const answer = readCallAnswer(input.call, outcome, connection)
	log.end(answer.answered)
	const end: AttemptEnd = answer.answered
		? { kind: "answered" }
		: { kind: log.last() === "tcp" ? "tcp" : "call", failure: { message: outcome.statusText } }
	return { end, rpc: answer.rpc, clientError: outcome.statusText, ...tokenSent }
}

function callOf(plan: CallPlan): typeof unaryCall {
	return plan.answers === undefined ? unaryCall : firstAnswerCall(plan.answers)
}
