import { isSameName } from "../name.ts"
import type { VerificationReason } from "../verification.ts"
import { type ChainMember, wordFor } from "./chain-member.ts"
import { type PolicyExtensions, readPolicyExtensions } from "./policy-extensions.ts"

/** What the verifier asks of policies: the inputs of RFC 5280 section 6.1.1 (c) to (g). */
export interface PolicyDemand {
	/** Absent: any policy will do. */
	readonly acceptable?: readonly string[]
	readonly requireExplicit?: boolean
	readonly inhibitMapping?: boolean
	readonly inhibitAny?: boolean
	/** The anchor's own constraints bind the path too (RFC 5937). */
	readonly anchorConstrains?: boolean
}

/** A policy of one level; nodes of the same policy are one, so that mappings cannot make the tree grow without bound. */
interface PolicyNode {
	readonly expected: ReadonlySet<string>
	/** The policies in the domain of the trust anchor that it stands for. */
	readonly origins: ReadonlySet<string>
}

type Level = Map<string, PolicyNode>

const anyPolicy = "2.5.29.32.0"
const nodesMax = 10_000

/** The certificate policies of a path, leaf first (RFC 5280 section 6.1.2 to 6.1.5). At most one fault. */
export function checkPolicies(path: readonly ChainMember[], demand: PolicyDemand = {}): VerificationReason[] {
	const isAnchored = path.at(-1)?.isAnchor === true && path.length > 1
	const below = isAnchored ? path.slice(0, -1) : path
	const length = below.length
	const limits = {
		explicit: demand.requireExplicit ? 0 : length + 1,
		mapping: demand.inhibitMapping ? 0 : length + 1,
		any: demand.inhibitAny ? 0 : length + 1,
	}
	const anchor = isAnchored ? path.at(-1) : undefined
	if (anchor !== undefined && demand.anchorConstrains) {
		const own = readPolicyExtensions(anchor.certificate.extensions)
		if (own.ok) constrain(limits, own.value)
	}
	const top = new Set([anyPolicy])
	let level: Level = new Map([[anyPolicy, { expected: top, origins: top }]])
	for (const [place, member] of below.toReversed().entries()) {
		const position = length - 1 - place
		const isLeaf = position === 0
		const read = readPolicyExtensions(member.certificate.extensions)
		if (!read.ok)
			return fault(member, position, "has policies that cannot be read", "policy-extension-invalid")
		const policy = read.value
		const isSelfIssued = isSameName(member.certificate.subject, member.certificate.issuer)
		level = descend(level, policy.policies, limits.any > 0 || (!isLeaf && isSelfIssued))
		if (level.size > nodesMax)
			return fault(member, position, "makes the policy tree too large", "policy-limit")
		if (limits.explicit === 0 && level.size === 0) return noPolicy(member, position)
		if (isLeaf) {
			if (limits.explicit > 0) limits.explicit -= 1
			if (policy.requireExplicit === 0) limits.explicit = 0
			return limits.explicit === 0 && !isAcceptable(level, demand.acceptable)
				? noPolicy(member, position)
				: []
		}
		if (policy.mappings.some(({ issuer, subject }) => issuer === anyPolicy || subject === anyPolicy))
			return fault(member, position, "maps anyPolicy, which is forbidden", "policy-extension-invalid")
		map(level, policy.mappings, limits.mapping > 0)
		if (!isSelfIssued) {
			for (const key of ["explicit", "mapping", "any"] as const) limits[key] = Math.max(0, limits[key] - 1)
		}
		constrain(limits, policy)
	}
	return []
}

interface Limits {
	explicit: number
	mapping: number
	any: number
}

/** RFC 5280 section 6.1.4 (i) and (j). */
function constrain(limits: Limits, { requireExplicit, inhibitMapping, inhibitAny }: PolicyExtensions): void {
	limits.explicit = Math.min(limits.explicit, requireExplicit ?? limits.explicit)
	limits.mapping = Math.min(limits.mapping, inhibitMapping ?? limits.mapping)
	limits.any = Math.min(limits.any, inhibitAny ?? limits.any)
}

/** RFC 5280 section 6.1.3 (d) and (e): the next level below. */
function descend(level: Level, policies: readonly string[] | undefined, isAnyAllowed: boolean): Level {
	const next: Level = new Map()
	const add = (policy: string, from: PolicyNode) => {
		const own = from.origins.has(anyPolicy) ? [policy] : from.origins
		const origins = new Set([...(next.get(policy)?.origins ?? []), ...own])
		next.set(policy, { expected: new Set([policy]), origins })
	}
	const byExpected = new Map<string, PolicyNode[]>()
	for (const node of level.values()) {
		for (const policy of node.expected) byExpected.set(policy, [...(byExpected.get(policy) ?? []), node])
	}
	const any = level.get(anyPolicy)
	for (const policy of policies ?? []) {
		if (policy === anyPolicy) continue
		const parents = byExpected.get(policy) ?? (any === undefined ? [] : [any])
		for (const parent of parents) add(policy, parent)
	}
	if (!isAnyAllowed || !policies?.includes(anyPolicy)) return next
	const fresh = [...byExpected].filter(([policy]) => !next.has(policy))
	for (const [policy, parents] of fresh) for (const parent of parents) add(policy, parent)
	return next
}

/** RFC 5280 section 6.1.4 (b). */
function map(level: Level, mappings: PolicyExtensions["mappings"], isAllowed: boolean): void {
	const subjects = new Map<string, Set<string>>()
	for (const { issuer, subject } of mappings)
		subjects.set(issuer, (subjects.get(issuer) ?? new Set()).add(subject))
	for (const [issuer, expected] of subjects) {
		const node = level.get(issuer)
		if (!isAllowed) level.delete(issuer)
		else if (node !== undefined) level.set(issuer, { ...node, expected })
		else if (level.has(anyPolicy)) level.set(issuer, { expected, origins: new Set([issuer]) })
	}
}

function isAcceptable(level: Level, acceptable: readonly string[] | undefined): boolean {
	if (acceptable === undefined || acceptable.includes(anyPolicy)) return level.size > 0
	return [...level.values()].some(
		({ origins }) => origins.has(anyPolicy) || acceptable.some((policy) => origins.has(policy)),
	)
}

function noPolicy(member: ChainMember, position: number): VerificationReason[] {
	return fault(
		member,
		position,
		"is under no valid policy, and the path asks for one (RFC 5280 section 6.1)",
		"no-valid-policy",
	)
}

function fault(member: ChainMember, position: number, problem: string, rule: string): VerificationReason[] {
	const at = member.index === undefined ? {} : { certificate: member.index }
	return [{ rule, ...at, text: `The ${wordFor(member, position)} ${problem}.` }]
}
