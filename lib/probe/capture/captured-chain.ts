import { parseSpiffeId } from "#spiffe/id"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription, ObservedCertificate } from "#x509/description"
import { verifyChain } from "#x509/path/verify-chain"
import type { Verification } from "#x509/verification"

/** Certificates of one chain that are described. */
const describedMax = 50

/** Reasons that only somebody with trust anchors can give. */
const needsAnchors: readonly string[] = [
	"untrusted-issuer",
	"self-signed-leaf",
	"missing-intermediate",
	"trust-bundle-missing-or-stale",
]

/** Describes a chain as it was sent. */
export function describeChain(chain: readonly Uint8Array[]): Promise<readonly ObservedCertificate[]> {
	return Promise.all(chain.slice(0, describedMax).map((der) => describeCertificate(der)))
}

/** The leaf of a chain, when it could be read. */
export function leafOf(
	chain: readonly ObservedCertificate[] | undefined,
): CertificateDescription | undefined {
	const first = chain?.[0]
	return first?.kind === "certificate" ? first.description : undefined
}

/** The SPIFFE ID of a leaf. */
export function spiffeIdOf(leaf: CertificateDescription | undefined): string | undefined {
	const uri = leaf?.sans.uri.find((each) => each.startsWith("spiffe://"))
	return uri !== undefined && parseSpiffeId(uri).ok ? uri : undefined
}

/**
 * Says what of a server's chain does not hold by itself: dates at the capture's time, signatures between what was
 * sent, usage, and the name against the SNI. A capture carries no trust anchors, so nothing is said of trust, and
 * undefined comes back where no fault was found: that is no proof that the client would accept it.
 */
export async function verifyCapturedChain(
	chain: readonly Uint8Array[],
	at: number,
	serverName: string | undefined,
): Promise<Verification | undefined> {
	if (chain.length === 0) return undefined
	const verification = await verifyChain({
		chain,
		roots: [],
		at,
		usage: "server",
		trustSource: "none, since a capture carries no trust anchors",
		...(serverName === undefined ? {} : { name: serverName }),
	})
	const reasons = verification.reasons.filter((reason) => !needsAnchors.includes(reason.rule))
	if (reasons.length === 0) return undefined
	const { missingIssuer: _, ...rest } = verification
	return { ...rest, verdict: "rejected", reasons }
}
