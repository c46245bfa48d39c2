import { startDeadline } from "#base/deadline"
import { classifyEnforcement, type RunContext } from "../enforce/classify-enforcement.ts"
import { type EnforcementFacts, type EnforcementStep, planEnforcement } from "../enforce/plan-enforcement.ts"
import { bringsCertificate, describeBrings } from "../enforce/posture-table.ts"
import type {
	EnforcementAttempt,
	EnforcementControl,
	EnforcementObservation,
} from "../enforcement-observation.ts"
import type { AttemptObservation } from "../observation.ts"
import { attemptPosture, type EnforcementContext } from "./enforcement-attempt.ts"
import type { FollowUp } from "./lane-input.ts"
import { addressText, type DialAddress, resolveAddresses } from "./resolve-address.ts"
import {
	issuedIdentity,
	lazyKeys,
	makeThrowAway,
	type ThrowAway,
	type ThrowAwayPlan,
} from "./throw-away-identity.ts"

/** Connections at a time. */
const connectionsAtOnce = 5
/** Milliseconds for one attempt at a server that answers quickly, unless the settings allow less. */
const attemptMsMin = 2_000
/** Milliseconds for the whole table, where no attempt may take longer than the least. */
const tableMsMin = 15_000
/** Attempts one after the other that five at a time come to, streams with their several calls included. */
const roundsMax = 5

/**
 * Tries every posture that ought to be refused, at most five connections at a time, and says what came of each. Throw-away
 * certificates exist in memory alone; the real token is never sent. Takes at most 15 seconds, or five times what one
 * attempt at a slow server may take, and never rejects. Undefined when no lane reached anything.
 */
export async function runEnforcement(followUp: FollowUp): Promise<EnforcementObservation | undefined> {
	const { attempts, request } = followUp
	const { clock } = request
	const reached = attempts.filter(({ phases }) => phases.some(({ name, ok }) => name === "tcp" && ok))
	if (reached.length === 0) return undefined
	const startedAt = new Date(clock.now()).toISOString()
	const begun = clock.monotonic()
	const attemptMs = attemptLimit(followUp)
	const deadline = startDeadline(clock, Math.max(tableMsMin, attemptMs * roundsMax), request.signal)
	try {
		const address = await addressOf(followUp, reached, deadline.signal)
		if (address === undefined) return undefined
		const steps = planEnforcement(factsOf(followUp))
		const tried = steps.filter(({ skipped }) => skipped === undefined).map(({ posture }) => posture)
		request.onEvent({ kind: "enforcement-planned", postures: tried })
		const table = new Table(followUp, address, attemptMs, deadline.signal)
		const rows = await inTurns(steps, connectionsAtOnce, (step) => table.run(step))
		const control = rows.some(({ issuer }) => issuer === "held") ? await table.control() : undefined
		return {
			startedAt,
			durationMs: clock.monotonic() - begun,
			connections: table.connections,
			attempts: rows,
			...(control === undefined ? {} : { control }),
			stopped: request.signal.aborted,
		}
	} finally {
		deadline.clear()
	}
}

/** The rows of one run as they are made. */
class Table {
	readonly #followUp: FollowUp
	readonly #address: DialAddress
	readonly #signal: AbortSignal
	readonly #plan: ThrowAwayPlan
	readonly #context: RunContext
	readonly #attemptMs: number
	connections = 0

	constructor(followUp: FollowUp, address: DialAddress, attemptMs: number, signal: AbortSignal) {
		this.#followUp = followUp
		this.#address = address
		this.#signal = signal
		this.#plan = throwAwayPlan(followUp)
		this.#context = contextOf(followUp)
		this.#attemptMs = attemptMs
	}

	async run(step: EnforcementStep): Promise<EnforcementAttempt> {
		const row = await this.#rowOf(step)
		this.#followUp.request.onEvent({ kind: "enforcement-ended", attempt: row })
		return row
	}

	/** Brings a good certificate of the CA that was given; undefined when none was given. */
	async control(): Promise<EnforcementControl | undefined> {
		if (this.#plan.authority === undefined) return undefined
		const skip = (how: string): EnforcementControl => ({ actual: "skipped", how })
		if (this.#signal.aborted) return skip("There was no time left for it.")
		const made = await makeThrowAway("control", this.#plan)
		if (made.kind === "impossible") return skip(made.text)
		// Brought in the same way as the expired one, from which it differs in its time alone.
		const last = (await this.#attempt("expired", made)).at(-1)
		if (last === undefined) return skip("Nothing was tried.")
		const status = last.rpc?.status
		return {
			...classifyEnforcement("expired", last, this.#context),
			...(status === undefined ? {} : { status }),
		}
	}

	async #rowOf({ posture, skipped }: EnforcementStep): Promise<EnforcementAttempt> {
		const skip = (how: string): EnforcementAttempt => ({
			posture,
			brings: describeBrings(posture),
			actual: "skipped",
			how,
		})
		if (skipped !== undefined) return skip(skipped)
		if (this.#signal.aborted) return skip("There was no time left for it.")
		const made = bringsCertificate(posture) ? await this.#identityFor(posture) : undefined
		if (made?.kind === "impossible") return skip(made.text)
		const attempts = await this.#attempt(posture, made)
		const last = attempts.at(-1)
		if (last === undefined) return skip("Nothing was tried.")
		return {
			posture,
			brings: describeBrings(posture, made?.issuer),
			...(made === undefined ? {} : { issuer: made.issuer }),
			...classifyEnforcement(posture, last, this.#context),
			attempt: withoutMessages(last),
		}
	}

	async #attempt(
		posture: EnforcementAttempt["posture"],
		made: ThrowAway | undefined,
	): Promise<readonly AttemptObservation[]> {
		const { clock } = this.#followUp.request
		const timeoutMs = this.#attemptMs
		const deadline = startDeadline(clock, timeoutMs, this.#signal)
		const context: EnforcementContext = {
			followUp: this.#followUp,
			address: this.#address,
			deadline,
			timeoutMs,
		}
		try {
			const identity = made?.kind === "identity" ? made.identity : undefined
			const attempts = await attemptPosture(posture, identity, context)
			this.connections += attempts.filter(({ phases }) => phases.some(({ name }) => name === "tcp")).length
			return attempts
		} finally {
			deadline.clear()
		}
	}

	/** What was issued for this, or the endpoint's own where it is wrong in this very way, proves more than one made up. */
	#identityFor(posture: EnforcementAttempt["posture"]): Promise<ThrowAway> {
		const issued = this.#followUp.request.extras?.issued?.[posture]
		if (issued !== undefined) return issuedIdentity(issued)
		const client = this.#followUp.materials.client
		if (client === undefined || !isOwnFault(posture, client.leaf, this.#plan.now))
			return makeThrowAway(posture, this.#plan)
		const { source, chainPem, chain, key, leaf } = client
		const identity = { source, chainPem, chainLength: chain.length, keyPem: key, leaf }
		return Promise.resolve({ kind: "identity", issuer: "own", identity })
	}
}

/** Twice what the slowest lane took that was answered, so that a long way is no reason to call everything unknown. */
function attemptLimit({ attempts, request }: FollowUp): number {
	const tookMs = attempts
		.filter(({ outcome }) => outcome.kind === "accepted" || outcome.by === "server")
		.map(({ phases }) => phases.reduce((sum, { ms }) => sum + ms, 0))
	return Math.min(request.settings.timeoutMs, Math.max(attemptMsMin, ...tookMs.map((ms) => 2 * ms)))
}

function contextOf({ attempts }: FollowUp): RunContext {
	const ownCall = attempts.find(({ configured, outcome }) => configured && outcome.kind === "accepted")?.rpc
	return {
		worksOtherwise: attempts.some(
			({ posture, outcome }) => posture !== "plaintext" && outcome.kind === "accepted",
		),
		...(ownCall === undefined ? {} : { ownCall }),
	}
}

function isOwnFault(
	posture: EnforcementAttempt["posture"],
	leaf: { readonly notBefore: string; readonly notAfter: string; readonly eku?: readonly string[] },
	now: number,
): boolean {
	if (posture === "expired") return Date.parse(leaf.notAfter) < now
	if (posture === "not-yet-valid") return Date.parse(leaf.notBefore) > now
	if (posture !== "wrong-eku" || leaf.eku === undefined) return false
	return !leaf.eku.includes("clientAuth") && !leaf.eku.includes("anyExtendedKeyUsage")
}

/** The address that a lane was connected to, so that all rows are about the same server. */
async function addressOf(
	{ target }: FollowUp,
	reached: readonly AttemptObservation[],
	signal: AbortSignal,
): Promise<DialAddress | undefined> {
	const resolved = await resolveAddresses(target, signal)
	if (!resolved.ok) return undefined
	const wanted = (reached.find(({ configured }) => configured) ?? reached[0])?.peerAddress
	return resolved.value.find((each) => addressText(each) === wanted) ?? resolved.value[0]
}

function factsOf({ attempts, request, materials, spiffe, configured }: FollowUp): EnforcementFacts {
	const { settings } = request
	const uris = attempts.flatMap(({ chain }) => {
		const [leaf] = chain ?? []
		return leaf?.kind === "certificate" ? leaf.description.sans.uri : []
	})
	const own = materials.client?.leaf.sans.uri ?? []
	return {
		speaksTls: attempts.some(({ tls, firstBytes }) => tls !== undefined || firstBytes?.kind === "tls-alert"),
		asksForCertificate: attempts.some(({ requested }) => requested !== undefined),
		expectsCertificate: ["mtls", "external", "spiffe"].includes(configured.posture),
		isSpiffe: spiffe?.identity !== undefined || [...uris, ...own].some((uri) => uri.startsWith("spiffe://")),
		namesCa: attempts.some(({ requested }) => (requested?.certificateAuthorities.length ?? 0) > 0),
		hasToken: materials.token !== undefined,
		namesOtherMethod: settings.method !== undefined && settings.method !== "grpc.health.v1.Health/Check",
	}
}

function throwAwayPlan({ attempts, request, materials, spiffe, target }: FollowUp): ThrowAwayPlan {
	const requested = attempts.flatMap((each) => each.requested ?? [])
	const [served] = attempts.flatMap(({ chain }) => {
		const [leaf] = chain ?? []
		return leaf?.kind === "certificate" ? [leaf.description] : []
	})
	const known = [spiffe?.identity?.leaf, materials.client?.leaf, served].filter((leaf) => leaf !== undefined)
	const [like] = known
	const spiffeId = known.flatMap(({ sans }) => sans.uri).find((uri) => uri.startsWith("spiffe://"))
	return {
		serverName: request.settings.serverName ?? target.serverName,
		acceptableCas: [...new Set(requested.flatMap((each) => each.certificateAuthorities))],
		keys: lazyKeys([...new Set(requested.flatMap((each) => each.signatureSchemes))]),
		now: request.clock.now(),
		...(like === undefined ? {} : { like }),
		...(spiffeId === undefined ? {} : { spiffeId }),
		...(request.extras?.authority === undefined ? {} : { authority: request.extras.authority }),
	}
}

/** The table keeps who said what and when, not the bytes nor the decoded fields. */
function withoutMessages({ posture: _posture, ...attempt }: AttemptObservation) {
	const transcript = attempt.transcript.map(({ fields: _fields, bytes: _bytes, ...entry }) => entry)
	return { ...attempt, transcript }
}

/** Runs `work` over all items, at most `atOnce` at a time; results in the order of the items. */
async function inTurns<Item, Result>(
	items: readonly Item[],
	atOnce: number,
	work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
	const results: Result[] = []
	const turns = items.entries()
	const worker = async () => {
		for (const [index, item] of turns) results[index] = await work(item)
	}
	await Promise.all(Array.from({ length: atOnce }, worker))
	return results
}
