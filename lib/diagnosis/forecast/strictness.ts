import type { CertificateDescription } from "#x509/description"
import { shortName } from "../distinguished-name.ts"
import type { Strictness } from "./cause.ts"
import type { ForecastFacts } from "./facts.ts"
import type { Runtime } from "./runtime.ts"
import type { StepResult } from "./step.ts"

interface Point {
	readonly point: Strictness
	readonly applies: (leaf: CertificateDescription, chain: readonly CertificateDescription[]) => boolean
	readonly text: string
}

/** What some runtimes refuse and others take, harder points first. */
const points: readonly Point[] = [
	{
		point: "ca-leaf",
		applies: ({ isCa }) => isCa,
		text: "The server's certificate is marked as that of a CA.",
	},
	{
		point: "version-1",
		applies: ({ version }) => version < 3,
		text: "The server's certificate is no X.509 version 3.",
	},
	{
		point: "any-eku",
		applies: ({ eku }) => eku?.includes("anyExtendedKeyUsage") === true && !eku.includes("serverAuth"),
		text: "Its extended key usage says anyExtendedKeyUsage and not serverAuth.",
	},
	{
		point: "no-digital-signature",
		applies: ({ keyUsage }) => keyUsage !== undefined && !keyUsage.includes("digitalSignature"),
		text: "Its key usage lacks digitalSignature.",
	},
	{
		point: "sha-1",
		applies: (_, chain) => chain.some((each) => /sha1/i.test(each.signatureAlgorithm) && !each.isSelfIssued),
		text: "A certificate of the chain is signed with SHA-1.",
	},
	{
		point: "rsa-below-1024",
		applies: (_, chain) => chain.some((each) => isShortRsa(each, 1_024)),
		text: "An RSA key of the chain has fewer than 1,024 bits.",
	},
	{
		point: "rsa-below-2048",
		applies: (_, chain) => chain.some((each) => isShortRsa(each, 2_048)),
		text: "An RSA key of the chain has fewer than 2,048 bits.",
	},
]

function isShortRsa({ keyType, keyBits }: CertificateDescription, bits: number): boolean {
	return keyType.startsWith("RSA") && keyBits > 0 && keyBits < bits
}

/** The first point that this runtime refuses; then the first of which it is not known. */
export function strictFault({ leaf, chain }: ForecastFacts, { strictness }: Runtime): StepResult | undefined {
	if (leaf === undefined) return undefined
	const found = points.filter(({ applies }) => applies(leaf, chain))
	const refused = found.find(({ point }) => strictness[point] === "refuses")
	if (refused !== undefined) {
		const cause = {
			kind: "strict",
			point: refused.point,
			isRsa: /rsa/i.test(leaf.signatureAlgorithm),
			issuer: shortName(leaf.issuer).replace(/^[A-Z]+=/, ""),
		} as const
		return { kind: "fails", topic: "peer", why: `${refused.text} This client refuses that.`, cause }
	}
	const unclear = found.find(({ point }) => strictness[point] === "unknown")
	if (unclear === undefined) return undefined
	return {
		kind: "unknown",
		topic: "peer",
		why: `${unclear.text} Whether this client takes it is not known here.`,
	}
}
