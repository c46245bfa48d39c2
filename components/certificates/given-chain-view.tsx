import { type ChainNode, type ChainView, chainView } from "#components/run/chain-view"
import type { FoundCertificate, InspectedChain } from "./inspection.tsx"

/**
 * The chain of a run, drawn of files: trust anchors were given too, so their facts are shown, and without any nothing
 * is said of whether the chain holds.
 */
export function givenChainView(
	chain: InspectedChain,
	certificates: readonly FoundCertificate[],
): ChainView | undefined {
	const view = chainView(chain)
	if (view === undefined) return undefined
	const nodes = view.nodes.map((node) => asGiven(node, certificates))
	if (chain.hasAnchors) return { ...view, nodes }
	const { verdict: _, trustSource: __, ...rest } = view
	return { ...rest, nodes }
}

function asGiven(node: ChainNode, certificates: readonly FoundCertificate[]): ChainNode {
	const observed = certificates.find(({ sha256 }) => sha256 === node.key)?.observed
	const isKnown = node.certificate === undefined && observed?.kind === "certificate"
	const link =
		node.link === undefined ? {} : { link: { ...node.link, text: node.link.text.replace("not sent, ", "") } }
	return { ...node, ...link, ...(isKnown ? { certificate: observed.description } : {}) }
}
