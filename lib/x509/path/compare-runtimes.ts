import type { VerificationReason } from "../verification.ts"
import type { OpensslError } from "./openssl-error.ts"
import { profiles, type VerifyProfile, verifyProfiles } from "./profiles.ts"
import type { TriedIssuer } from "./trace-issuers.ts"
import { type ProfileQuestion, verifyProfile } from "./verify-profile.ts"

/** What one runtime would say of a chain. */
export interface RuntimeVerdict {
	readonly profile: VerifyProfile
	/** As people call it: `Go`, `Node.js`. */
	readonly label: string
	readonly verdict: "accepted" | "rejected"
	readonly reasons: readonly VerificationReason[]
	/** What OpenSSL reports first; profiles openssl and node. */
	readonly opensslError?: OpensslError
}

/** One chain by the rules of every runtime, for one name at one moment. JSON-safe. */
export interface RuntimeComparison {
	/** ISO 8601 UTC. */
	readonly at: string
	readonly usage: ProfileQuestion["usage"]
	/** Absent: no name was asked for. */
	readonly name?: string
	readonly trustSource: string
	readonly verdicts: readonly RuntimeVerdict[]
	/** Who was looked at as whose issuer, by RFC 5280's rules. */
	readonly tried: readonly TriedIssuer[]
	/** Trust anchors that were looked at too and carry another name, where they are too many to tell. */
	readonly otherAnchors: number
}

type Kept = Pick<RuntimeComparison, "tried" | "otherAnchors">

/** Most pairs that are kept, and how many anchors of another name are told one by one. */
const triedMax = 50
const otherAnchorsMax = 4

/** Holds a chain to the rules of every runtime. Bounded as `verifyProfile` is, six times. Never throws, never fetches. */
export async function compareRuntimes(
	question: Omit<ProfileQuestion, "profile">,
): Promise<RuntimeComparison> {
	const { at, usage, name, trustSource = "those given" } = question
	const verdicts: RuntimeVerdict[] = []
	let kept: Kept = { tried: [], otherAnchors: 0 }
	for (const profile of verifyProfiles) {
		const {
			verdict,
			reasons,
			opensslError,
			tried: candidates,
		} = await verifyProfile({ ...question, profile })
		if (profile === "rfc5280") kept = keepTelling(candidates)
		verdicts.push({
			profile,
			label: profiles[profile].label,
			verdict,
			reasons,
			...(opensslError === undefined ? {} : { opensslError }),
		})
	}
	const named = name === undefined ? {} : { name }
	return { at: new Date(at).toISOString(), usage, ...named, trustSource, verdicts, ...kept }
}

/** A system's trust store has hundreds of anchors: those of another name are counted, not told one by one. */
function keepTelling(tried: readonly TriedIssuer[]): Kept {
	const isOther = ({ candidate, reasons }: TriedIssuer) =>
		candidate.isAnchor && reasons.some(({ rule }) => rule === "issuer-name")
	const others = tried.filter(isOther)
	const told = others.length > otherAnchorsMax ? tried.filter((each) => !isOther(each)) : tried
	return { tried: told.slice(0, triedMax), otherAnchors: told === tried ? 0 : others.length }
}
