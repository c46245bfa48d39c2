import type { ParsedCertificate } from "../certificate.ts"
import { isSameName } from "../name.ts"
import type { LintProse } from "./lint-rule.ts"

/** A lint of several certificates in the order in which they stand. */
export interface ChainRule extends LintProse {
	/** Position and sentence of every breach. */
	readonly judge: (
		chain: readonly ParsedCertificate[],
	) => readonly { readonly at: number; readonly text: string }[]
}

const confirm = "List them: openssl storeutl -noout -text -certs chain.pem | grep -E 'Subject:|Issuer:'"
const order = { text: "RFC 8446", section: "4.4.2" }

const outOfOrder: ChainRule = {
	id: "chain-out-of-order",
	title: "The certificates of the chain do not stand in order.",
	severity: "warning",
	means:
		"A server sends its own certificate first, then each issuer in turn. Many clients sort by themselves; older ones and some embedded ones refuse.",
	confirm,
	prevent: "Write the file in this order: cat server.pem intermediate.pem > fullchain.pem",
	fix: {
		text: "Put the leaf first and each issuer behind it.",
		command: "cat server.pem intermediate.pem > fullchain.pem",
	},
	citation: [order],
	judge: (chain) => {
		if (!isOneChain(chain)) return []
		return chain.flatMap((certificate, at) => {
			const next = chain[at + 1]
			if (next === undefined || isSameName(certificate.issuer, next.subject)) return []
			const isElsewhere = chain.some(
				(other) => other !== certificate && isSameName(certificate.issuer, other.subject),
			)
			if (!isElsewhere || isSelfIssued(certificate)) return []
			return [
				{
					at: at + 1,
					text: `${next.subject.text} stands where the issuer ${certificate.issuer.text} belongs.`,
				},
			]
		})
	},
}

const duplicate: ChainRule = {
	id: "chain-has-duplicate",
	title: "The same certificate stands in the chain twice.",
	severity: "notice",
	means: "It costs bytes in every handshake and usually means that a file was appended twice.",
	confirm,
	prevent: "Write chain files anew instead of appending to them.",
	fix: { text: "Remove the copy." },
	citation: [order],
	judge: (chain) =>
		chain.flatMap((certificate, at) => {
			const first = chain.findIndex((other) => isSameBytes(other.der, certificate.der))
			return first < at
				? [{ at, text: `${certificate.subject.text} stands at position ${first} already.` }]
				: []
		}),
}

const rootSent: ChainRule = {
	id: "chain-has-root",
	title: "The root stands in the chain that is sent.",
	severity: "notice",
	means: "Clients trust the root they hold, not one that is sent; it only makes the handshake longer.",
	confirm,
	prevent: "Leave the root out of the server's chain file and give it to clients as their CA file.",
	fix: { text: "Remove the last certificate from the server's file." },
	citation: [order],
	judge: (chain) => {
		const last = chain.at(-1)
		if (chain.length < 2 || last === undefined || !isOneChain(chain) || !isSelfIssued(last)) return []
		return [{ at: chain.length - 1, text: `${last.subject.text} is its own issuer.` }]
	},
}

const gap: ChainRule = {
	id: "chain-has-gap",
	title: "A certificate between two others is missing.",
	severity: "warning",
	means:
		"Clients cannot get from the leaf to the root. Some fetch what is missing or remember it, gRPC clients do not.",
	confirm,
	prevent: "Install the file that the CA calls full chain, not the certificate alone.",
	fix: {
		text: "Add the missing intermediate behind the certificate that it issued.",
		command: "cat server.pem intermediate.pem > fullchain.pem",
	},
	citation: [order, { text: "RFC 5280", section: "6.1" }],
	judge: (chain) => {
		if (!isOneChain(chain)) return []
		return chain.slice(0, -1).flatMap((certificate, at) => {
			const isHeld =
				isSelfIssued(certificate) || chain.some((other) => isSameName(certificate.issuer, other.subject))
			return isHeld
				? []
				: [{ at, text: `Its issuer ${certificate.issuer.text} is not among the certificates.` }]
		})
	},
}

/** Lints of a chain as a whole. */
export const chainRules: readonly ChainRule[] = [gap, outOfOrder, rootSent, duplicate]

/** A leaf with CAs behind it; a file with several leaves, or with CAs alone, is a bundle and has no order. */
function isOneChain(chain: readonly ParsedCertificate[]): boolean {
	const leaves = chain.filter(({ extensions }) => extensions.basicConstraints?.isCa !== true)
	return chain.length > 1 && leaves.length === 1
}

function isSelfIssued({ subject, issuer }: ParsedCertificate): boolean {
	return isSameName(subject, issuer)
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, index) => byte === b[index])
}
