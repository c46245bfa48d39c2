import { err, ok, type Result } from "#base/result"
import { pathOf, type SpiffeId, trustDomainOf } from "./id.ts"
import type { TrustDomain } from "./trust-domain.ts"

/** Why an ID was not accepted, as a sentence. */
export interface MatchFailure {
	readonly text: string
}

/** Decides whether a peer's ID is the expected one, and says why not. */
export type SpiffeIdMatcher = (id: SpiffeId) => Result<SpiffeId, MatchFailure>

/** Accepts every ID. */
export const matchAny: SpiffeIdMatcher = (id) => ok(id)

/** Accepts exactly this ID. */
export function matchId(wanted: SpiffeId): SpiffeIdMatcher {
	return (id) => {
		if (id === wanted) return ok(id)
		const [ours, theirs] = [trustDomainOf(wanted), trustDomainOf(id)]
		if (ours !== theirs) {
			return err({
				text: `The peer is ${id}, of trust domain ${theirs}; expected ${wanted}, of trust domain ${ours}.`,
			})
		}
		const isCase = pathOf(id).toLowerCase() === pathOf(wanted).toLowerCase()
		const note = isCase ? " The paths differ in upper and lower case only." : ""
		return err({ text: `The peer is ${id}; expected ${wanted}.${note}` })
	}
}

/** Accepts one of these IDs. */
export function matchOneOf(wanted: readonly SpiffeId[]): SpiffeIdMatcher {
	return (id) => {
		if (wanted.includes(id)) return ok(id)
		return err({ text: `The peer is ${id}; expected one of ${wanted.join(", ") || "no ID at all"}.` })
	}
}

/** Accepts every ID of a trust domain. */
export function matchMemberOf(wanted: TrustDomain): SpiffeIdMatcher {
	return (id) => {
		if (trustDomainOf(id) === wanted) return ok(id)
		return err({
			text: `The peer is ${id}, of trust domain ${trustDomainOf(id)}; expected trust domain ${wanted}.`,
		})
	}
}
