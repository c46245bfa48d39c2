import { certificateTitle } from "#components/run/chain-view"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import type { ChainUsage } from "#x509/path/chain-member"
import { compareRuntimes } from "#x509/path/compare-runtimes"
import { verifyChain } from "#x509/path/verify-chain"
import type { Verification, VerificationReason } from "#x509/verification"
import { inspectKeys } from "./inspect-keys.tsx"
import { inspectLints } from "./inspect-lints.tsx"
import { inspectRequests, inspectRevocations } from "./inspect-requests.tsx"
import { inspectSvid } from "./inspect-svid.tsx"
import type {
	FoundCertificate,
	GivenFile,
	InspectedChain,
	Inspection,
	InspectQuestion,
} from "./inspection.tsx"
import { judgeInspection } from "./inspection-words.tsx"
import { type GivenDer, readGiven } from "./read-given.tsx"

/** A certificate of what was given, described, with its bytes. */
export interface KnownCertificate {
	readonly der: Uint8Array
	readonly file: string
	readonly isTrusted: boolean
	readonly found: FoundCertificate
	readonly description?: CertificateDescription
}

/** Certificates of one chain that are held to the rules of every runtime. */
const chainMax = 50

/**
 * Looks at everything that was given: what it is, whether it belongs together, and what is wrong with it. Nothing is
 * fetched and nothing leaves the caller; private keys are not in the result. `now` in milliseconds since 1970 UTC.
 */
export async function inspectGiven(
	files: readonly GivenFile[],
	question: InspectQuestion,
	now: number,
	password?: string,
): Promise<Inspection> {
	const parts = await readGiven(files, password)
	const at = question.at ?? now
	const known = await describeAll(parts.certificates)
	const leaves = leavesOf(known)
	const leaf = leaves.find(({ found }) => found.sha256 === question.leaf) ?? leaves[0]
	const chain = leaf === undefined ? undefined : await chainOf(leaf, known, question, at, parts.revocations)
	const keys = await inspectKeys(parts.keys, parts.certificates)
	const svid = leaf?.description === undefined ? undefined : inspectSvid(leaf.description)
	const problems = parts.files.flatMap((file) => file.problems)
	return judgeInspection(
		{
			files: parts.files,
			certificates: known.map(({ found }) => found),
			leaves: leaves.map(({ found: { sha256, title } }) => ({ sha256, title })),
			keys,
			requests: await inspectRequests(parts.requests, parts.keys),
			revocations: inspectRevocations(parts.revocations),
			lints: await inspectLints(known, leaf, chain?.usage, at),
			needsPassword: problems.some(({ kind }) => kind === "password-missing"),
			isPasswordWrong: problems.some(({ kind }) => kind === "password-wrong"),
			...(chain === undefined ? {} : { chain }),
			...(svid === undefined ? {} : { svid }),
		},
		at,
	)
}

/** Every certificate once, in the order in which they were given; one that is trusted anywhere is trusted. */
async function describeAll(given: readonly GivenDer[]): Promise<readonly KnownCertificate[]> {
	const bySha256 = new Map<string, KnownCertificate>()
	for (const { der, file, isTrusted } of given) {
		const observed = await describeCertificate(der)
		const description = observed.kind === "certificate" ? observed.description : undefined
		const sha256 = observed.kind === "certificate" ? observed.description.sha256 : observed.sha256
		const before = bySha256.get(sha256)
		const title =
			description === undefined ? "a certificate that cannot be read" : certificateTitle(description)
		const isTrustedNow = isTrusted || before?.isTrusted === true
		bySha256.set(sha256, {
			der,
			file,
			isTrusted: isTrustedNow,
			found: { sha256, title, file: before?.file ?? file, isTrusted: isTrustedNow, observed },
			...(description === undefined ? {} : { description }),
		})
	}
	return [...bySha256.values()]
}

/**
 * What a chain can begin with: first what is no CA, otherwise, among a few certificates, what issued none of the
 * others. A bundle of trust anchors has no leaf.
 */
function leavesOf(known: readonly KnownCertificate[]): readonly KnownCertificate[] {
	const candidates = known.filter(({ description, isTrusted }) => description !== undefined && !isTrusted)
	const ends = candidates.filter(({ description }) => description?.isCa === false)
	if (ends.length > 0) return ends
	const issuers = new Set(known.map(({ description }) => description?.issuer))
	const tops = candidates.filter(
		({ description }) => description?.isSelfIssued === false && !issuers.has(description.subject),
	)
	if (tops.length > 0 || candidates.length > 1) return tops
	return candidates
}

async function chainOf(
	leaf: KnownCertificate,
	known: readonly KnownCertificate[],
	{ usage = usageOf(leaf.description), name }: InspectQuestion,
	at: number,
	revocations: readonly GivenDer[],
): Promise<InspectedChain | undefined> {
	if (leaf.description === undefined) return undefined
	const anchors = known.filter(isAnchor)
	const others = known
		.filter((each) => each !== leaf && !anchors.includes(each) && each.description?.isCa !== false)
		.slice(0, chainMax)
	const members = [leaf, ...others]
	const roots = anchors.map(({ der }) => der)
	const wanted = name.trim() === "" ? {} : { name: name.trim() }
	const common = { at, usage, ...wanted, trustSource: trustWords(anchors), roots }
	const verification = await verifyChain({ ...common, chain: members.map(({ der }) => der) })
	const base = { leaf: leaf.description, usage, chain: members.map(({ found }) => found.observed) }
	if (anchors.length === 0)
		return { ...base, hasAnchors: false, verification: await untrusted(verification, members) }
	const intermediates = others.map(({ der }) => der)
	const crls = revocations.length === 0 ? {} : { crls: revocations.map(({ der }) => der) }
	const runtimes = await compareRuntimes({ ...common, ...crls, leaf: leaf.der, intermediates })
	return {
		...base,
		hasAnchors: true,
		verification: asGiven(verification),
		runtimes: { ...runtimes, verdicts: runtimes.verdicts.map(asGiven) },
	}
}

/** The same reasons in words for files: nobody sent them. */
function asGiven<Judged extends { readonly reasons: readonly VerificationReason[] }>(judged: Judged): Judged {
	const reasons = judged.reasons.map((reason) => ({
		...reason,
		text: reason.text
			.replace(
				/^The server did not send the certificate of (.*?), and it is/,
				"The certificate of $1 was not given, and it is",
			)
			.replace("it is neither on the wire nor among", "it is neither given nor among")
			.replace("the server should send it", "append it to the server's certificate file"),
	}))
	return { ...judged, reasons }
}

/** A certificate for clients alone is held to what servers ask of one, a CA to nothing; all others are servers'. */
function usageOf(leaf: CertificateDescription | undefined): ChainUsage {
	if (leaf?.isCa === true) return "any"
	const isForClients = leaf?.eku?.includes("clientAuth") === true && !leaf.eku.includes("serverAuth")
	return isForClients ? "client" : "server"
}

/** Trusted because it was given so, or because it is a root: whoever gives one wants to know whether it fits. */
function isAnchor({ isTrusted, description }: KnownCertificate): boolean {
	return isTrusted || (description?.isSelfIssued === true && description.isCa)
}

function trustWords(anchors: readonly KnownCertificate[]): string {
	const files = [...new Set(anchors.map(({ found }) => found.file))]
	if (files.length === 0) return "no trust anchor was given"
	const count = anchors.length === 1 ? "1 certificate" : `${anchors.length} certificates`
	return `${files.slice(0, 3).join(", ")}${files.length > 3 ? " …" : ""} (${count})`
}

const needsAnchors = new Set(["untrusted-issuer", "trust-bundle-missing-or-stale", "missing-intermediate"])

/** Without trust anchors the gap is what is told of: whose certificate comes next and is not among what was given. */
async function untrusted(
	verification: Verification,
	members: readonly KnownCertificate[],
): Promise<Verification> {
	const end = verification.path.at(-1)
	const last = members.find(({ found }) => found.sha256 === end?.sha256)?.description
	if (last === undefined) return verification
	const certificate = end?.certificate
	const place = certificate === undefined ? {} : { certificate }
	const text = `It was issued by ${last.issuer === "" ? "somebody without a name" : last.issuer}, whose certificate is not among what was given. Add it, or give the roots that are to be trusted.`
	const others = verification.reasons.filter(({ rule }) => !needsAnchors.has(rule))
	const keyId = last.authorityKeyId === undefined ? {} : { keyId: last.authorityKeyId }
	return {
		...verification,
		reasons: [...others, { rule: "untrusted-issuer", ...place, text }],
		missingIssuer: { subject: last.issuer, ...keyId },
	}
}
