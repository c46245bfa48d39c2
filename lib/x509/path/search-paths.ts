import { toHex } from "#base/bytes"
import type { ParsedCertificate } from "../certificate.ts"
import { isSameName } from "../name.ts"
import type { VerificationReason } from "../verification.ts"
import type { ChainMember } from "./chain-member.ts"
import { SignatureBudget } from "./signature-budget.ts"
import { isSameEntity, type TrustAnchors } from "./trust-anchors.ts"
import type { SignatureCheck } from "./verify-signature.ts"

/** A certificate whose issuer was found by name, but whose signature that issuer's key does not verify. */
export interface BrokenLink {
	readonly child: ChainMember
	readonly issuer: ChainMember
	readonly check: Exclude<SignatureCheck, { kind: "valid" }>
}

/** What the search for a path found. */
export interface PathSearch {
	/** The anchored path with the fewest faults. */
	readonly anchored?: {
		readonly path: readonly ChainMember[]
		readonly reasons: readonly VerificationReason[]
	}
	/** The longest path whose links hold, anchored or not; at least the leaf. */
	readonly longest: readonly ChainMember[]
	readonly broken: readonly BrokenLink[]
	/** True when a limit ended the search. */
	readonly isCut: boolean
}

/** Names the faults of a path that reached a trust anchor. */
type Judge = (
	path: readonly ChainMember[],
) => readonly VerificationReason[] | Promise<readonly VerificationReason[]>

const stepsMax = 2_000
const pathLengthMax = 16

/**
 * Looks for a path from the first wire certificate to a trust anchor, whatever order the wire has. Goes on past a
 * faulty path as long as the limits allow: 100 signatures, 2,000 steps, 16 certificates a path.
 */
export async function searchPaths(
	wire: readonly [ChainMember, ...ChainMember[]],
	anchors: TrustAnchors,
	judge: Judge,
	budget = new SignatureBudget(),
): Promise<PathSearch> {
	const search = new Search(wire, anchors, judge, budget)
	await search.visit([wire[0]])
	const { anchored, longest, broken, isCut } = search
	return { ...(anchored === undefined ? {} : { anchored }), longest, broken, isCut }
}

class Search {
	anchored: PathSearch["anchored"]
	longest: readonly ChainMember[] = []
	readonly broken: BrokenLink[] = []
	isCut = false
	readonly #wire: readonly ChainMember[]
	readonly #anchors: TrustAnchors
	readonly #judge: Judge
	readonly #checks = new Map<ParsedCertificate, Map<ParsedCertificate, SignatureCheck>>()
	readonly #budget: SignatureBudget
	#steps = 0

	constructor(wire: readonly ChainMember[], anchors: TrustAnchors, judge: Judge, budget: SignatureBudget) {
		this.#wire = wire
		this.#anchors = anchors
		this.#judge = judge
		this.#budget = budget
	}

	/** Extends a path of which every link holds. */
	async visit(path: readonly ChainMember[]): Promise<void> {
		if (path.length > this.longest.length) this.longest = path
		const top = path.at(-1)
		if (top === undefined || this.#isDone()) return
		this.#steps += 1
		if (this.#steps > stepsMax || path.length > pathLengthMax) {
			this.isCut = true
			return
		}
		if (this.#anchors.holding(top.certificate) !== undefined) {
			await this.#consider([...path.slice(0, -1), { ...top, isAnchor: true }])
			return
		}
		for (const issuer of this.#candidates(top, path)) {
			if (this.#isDone()) return
			const check = await this.#check(top, issuer)
			if (check === undefined) return
			if (check.kind !== "valid") this.broken.push({ child: top, issuer, check })
			else if (issuer.isAnchor) await this.#consider([...path, issuer])
			else await this.visit([...path, issuer])
		}
	}

	#isDone(): boolean {
		return this.anchored?.reasons.length === 0
	}

	async #consider(path: readonly ChainMember[]): Promise<void> {
		const reasons = await this.#judge(path)
		const isBetter = this.anchored === undefined || reasons.length < this.anchored.reasons.length
		if (isBetter) this.anchored = { path, reasons }
	}

	/** Issuers by name: trust anchors first, those whose key id fits before the others; nobody twice in a path. */
	#candidates(top: ChainMember, path: readonly ChainMember[]): ChainMember[] {
		const { issuer } = top.certificate
		const fromAnchors = this.#anchors.named(issuer).map((certificate) => {
			const index = this.#wire.find((member) => isSameEntity(member.certificate, certificate))?.index
			return { certificate, isAnchor: true, ...(index === undefined ? {} : { index }) }
		})
		const fromWire = this.#wire.filter(({ certificate }) => isSameName(certificate.subject, issuer))
		const fresh = [...fromAnchors, ...fromWire].filter(
			(candidate, at, all) =>
				!path.some(({ certificate }) => isSameEntity(certificate, candidate.certificate)) &&
				all.findIndex(({ certificate }) => certificate.der === candidate.certificate.der) === at,
		)
		return fresh.sort(
			(a, b) => keyIdRank(top.certificate, a.certificate) - keyIdRank(top.certificate, b.certificate),
		)
	}

	/** The check of one link, made once; undefined when no more signatures may be checked. */
	async #check(child: ChainMember, issuer: ChainMember): Promise<SignatureCheck | undefined> {
		const byIssuer = this.#checks.get(child.certificate) ?? new Map<ParsedCertificate, SignatureCheck>()
		this.#checks.set(child.certificate, byIssuer)
		const known = byIssuer.get(issuer.certificate)
		if (known !== undefined) return known
		const check = await this.#budget.verify(child.certificate, issuer.certificate.publicKey)
		if (check === undefined) {
			this.isCut = true
			return undefined
		}
		byIssuer.set(issuer.certificate, check)
		return check
	}
}

/** 0: the key ids agree; 1: one of them is absent; 2: they differ. */
function keyIdRank(child: ParsedCertificate, issuer: ParsedCertificate): number {
	const wanted = child.extensions.authorityKeyId
	const found = issuer.extensions.subjectKeyId
	if (wanted === undefined || found === undefined) return 1
	return toHex(wanted) === toHex(found) ? 0 : 2
}
