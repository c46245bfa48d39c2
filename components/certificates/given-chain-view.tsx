import { type ChainNode, type ChainView, chainView } from "#components/run/chain-view"
import type { JoinedChain } from "#pki/inspect/joined"
import type { FoundCertificate } from "./inspection.tsx"

/**
 * The chain of a run, drawn of files: trust anchors were given too, so their facts are shown, and without any nothing
 * is said of whether the chain holds.
 */
export function givenChainView(
	chain: JoinedChain,
	certificates: readonly FoundCertificate[],
): ChainView | undefined {
	const view = chainView(chain)
	if (view === undefined) return undefined
	const nodes = view.nodes.map((node) => asGiven(node, certificates, chain.usage))
	if (chain.hasAnchors) return { ...view, nodes }
	const { verdict: _, trustSource: __, ...rest } = view
	return { ...rest, nodes }
}

function asGiven(
	node: ChainNode,
	certificates: readonly FoundCertificate[],
	usage: JoinedChain["usage"],
): ChainNode {
	const observed = certificates.find(({ sha256 }) => sha256 === node.key)?.observed
	const isKnown = node.certificate === undefined && observed?.kind === "certificate"
	const link =
		node.link === undefined ? {} : { link: { ...node.link, text: node.link.text.replace("not sent, ", "") } }
	const belongs =
		node.belongs === undefined ? {} : { belongs: usage === "client" ? swapSides(node.belongs) : node.belongs }
	return { ...node, ...link, ...belongs, ...(isKnown ? { certificate: observed.description } : {}) }
}

const otherSides: Readonly<Record<string, string>> = {
	server: "client",
	client: "server",
	Clients: "Servers",
}

/** A client's certificate is presented by the client and judged by the server: the same advice, the other way round. */
function swapSides(text: string): string {
	return text
		.replace(/server|client|Clients/g, (side) => otherSides[side] ?? side)
		.replace("CA setting", "client CA setting")
}
