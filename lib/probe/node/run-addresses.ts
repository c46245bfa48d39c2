import { startDeadline } from "#base/deadline"
import { parseIpAddress } from "#x509/ip-address"
import type { AddressObservation } from "../address-observation.ts"
import type { AttemptObservation } from "../observation.ts"
import { postureTraits } from "../posture.ts"
import { attemptInput, clientOf, type FollowUp, rootsOf } from "./lane-input.ts"
import { addressText, type DialAddress, resolveAddresses } from "./resolve-address.ts"
import { runAttempt } from "./run-attempt.ts"

/** Connections at a time. */
const connectionsAtOnce = 5

/**
 * Tries the configured posture at every further address of the name or list, at most five at a time, each as long as a
 * lane may take. The dial policy is asked for each; message bytes are not kept. Never rejects. Empty when there is only
 * one address, or when the settings' own lane was not tried.
 */
export async function runAddresses(context: FollowUp): Promise<readonly AddressObservation[]> {
	const { request, target, attempts } = context
	const reference = attempts.find((attempt) => attempt.configured)
	if (reference?.peerAddress === undefined || reference.outcome.kind === "skipped") return []
	const deadline = startDeadline(request.clock, request.settings.timeoutMs, request.signal)
	const resolved = await resolveAddresses(target, deadline.signal).finally(() => deadline.clear())
	if (!resolved.ok) return []
	const isList = target.others !== undefined
	const further = furtherAddresses(resolved.value, reference.peerAddress, isList)
	const seen: AddressObservation[] = []
	const waiting = [...further]
	const work = async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			if (request.signal.aborted) return
			const address = await tryAddress(context, next)
			if (address === undefined) continue
			seen.push(address)
			request.onEvent({ kind: "address-ended", address })
		}
	}
	await Promise.all(Array.from({ length: connectionsAtOnce }, work))
	const order = further.map(addressText)
	return seen.toSorted((a, b) => order.indexOf(a.address) - order.indexOf(b.address))
}

/**
 * The addresses beside the one that the lane reached. A name for this machine has no replicas: `localhost` stands for
 * both families, and most servers listen on one.
 */
export function furtherAddresses(
	resolved: readonly DialAddress[],
	reached: string,
	isList: boolean,
): readonly DialAddress[] {
	const isHere = resolved.every((each) => each.kind === "tcp" && isLoopback(each.address))
	if (isHere && !isList) return []
	return resolved.filter((each) => each.kind === "tcp" && addressText(each) !== reached)
}

function isLoopback(address: string): boolean {
	const bytes = parseIpAddress(address)
	if (bytes === undefined) return false
	return bytes.length === 4 ? bytes[0] === 127 : bytes.every((byte, at) => byte === (at === 15 ? 1 : 0))
}

async function tryAddress(context: FollowUp, address: DialAddress): Promise<AddressObservation | undefined> {
	const { request, configured, materials, spiffe } = context
	const isSpiffe = postureTraits[configured.posture].identity === "workload-api"
	const trust = isSpiffe ? spiffe?.trust : rootsOf(materials)
	if (trust === undefined) return undefined
	const identity = isSpiffe ? spiffe?.identity : clientOf(configured, materials)
	const deadline = startDeadline(request.clock, request.settings.timeoutMs, request.signal)
	try {
		const attempt = await runAttempt({
			...attemptInput(configured, { ...context, deadline }, trust, identity),
			emit: () => undefined,
			deviation: { addresses: [address] },
		})
		return { address: addressText(address), attempt: withoutBytes(attempt) }
	} finally {
		deadline.clear()
	}
}

function withoutBytes(attempt: AttemptObservation): AttemptObservation {
	return { ...attempt, transcript: attempt.transcript.map(({ bytes: _, ...entry }) => entry) }
}
