import type { ChainMember } from "./chain-member.ts"
import { type BrokenLink, type PathSearch, searchPaths } from "./search-paths.ts"
import type { SignatureBudget } from "./signature-budget.ts"
import type { TrustAnchors } from "./trust-anchors.ts"

/** Broken signatures of one chain that are looked for. */
const linksMax = 8

/**
 * The broken signatures of a chain, leaf first: the one where the search ended, and those above it when the chain is
 * followed by name over the break. The last is the nearest to the trust anchor: there trust is lost first, and what
 * lies below it proves nothing.
 */
export async function findBroken(
	search: PathSearch,
	wire: readonly ChainMember[],
	anchors: TrustAnchors,
	budget: SignatureBudget,
): Promise<readonly BrokenLink[]> {
	const links: BrokenLink[] = []
	let found = search
	while (links.length < linksMax && found.anchored === undefined) {
		const top = found.longest.at(-1)
		const link = found.broken.find(({ child, check }) => child === top && check.kind === "invalid")
		if (link === undefined || links.some(({ child }) => child === link.child)) break
		links.push(link)
		if (link.issuer.isAnchor) break
		const others = wire.filter((member) => member !== link.issuer)
		found = await searchPaths([link.issuer, ...others], anchors, () => [], budget)
	}
	return links
}
