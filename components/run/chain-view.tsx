import type { AttemptObservation } from "#probe/observation"
import { type RuntimesView, runtimesView } from "#report/runtimes-view"
import type { CertificateDescription, ObservedCertificate } from "#x509/description"
import type { TriedIssuer } from "#x509/path/trace-issuers"
import type { Verification, VerificationReason } from "#x509/verification"

/** What joins a certificate to the one below it. */
export interface ChainLink {
	readonly state: "solid" | "broken" | "missing" | "unjudged"
	/** A sentence, right where the link is. */
	readonly text: string
	/** The rule that a broken or missing link goes against. */
	readonly rule?: string
	/** Certificates that were looked at as the issuer of the one above and not taken. */
	readonly rejected: readonly TriedIssuer[]
}

/** One certificate of the chain, or the place where one is missing. */
export interface ChainNode {
	readonly key: string
	readonly role: "leaf" | "intermediate" | "root" | "anchor" | "missing" | "stranger"
	/** The name that people know it by: common name, first alternative name, or the subject. */
	readonly title: string
	readonly subject: string
	/** Position on the wire, leaf 0; absent when it was not sent. */
	readonly sent?: number
	readonly certificate?: CertificateDescription
	readonly unreadable?: Extract<ObservedCertificate, { kind: "unreadable" }>
	/** Where a trust anchor came from. */
	readonly source?: string
	/** Of a missing one: where it belongs, as a sentence. */
	readonly belongs?: string
	/** What is wrong with this very certificate. */
	readonly faults: readonly VerificationReason[]
	/** To the node below; absent on the last one. */
	readonly link?: ChainLink
}

/** The chain from the leaf to the trust anchor, as it holds or does not. */
export interface ChainView {
	readonly nodes: readonly ChainNode[]
	/** Certificates that were sent but belong to no link. */
	readonly strangers: readonly ChainNode[]
	/** `wrong-name`: the chain holds, but the certificate is for somebody else. */
	readonly verdict?: "accepted" | "rejected" | "wrong-name"
	readonly trustSource?: string
	/** Faults that are about no single certificate. */
	readonly faults: readonly VerificationReason[]
	readonly openssl?: string
	/** Why our verdict differs from OpenSSL's. */
	readonly opensslDifference?: string
	/** What every runtime would say; absent in captures and in older runs. */
	readonly runtimes?: RuntimesView
	/** Trust anchors that carry another name than the issuer that was looked for. */
	readonly otherAnchors: number
}

/** Draws up the chain of an attempt; undefined when the server sent no certificate. */
export function chainView(
	attempt: Pick<AttemptObservation, "chain" | "verification" | "runtimes">,
): ChainView | undefined {
	const { chain, verification, runtimes } = attempt
	if (chain === undefined || chain.length === 0) return undefined
	const onPath = pathNodes(chain, verification)
	const used = new Set(onPath.map((node) => node.key))
	const strangers = chain
		.map((certificate, index) => wireNode(certificate, index, verification))
		.filter((node) => !used.has(node.key))
		.map((node): ChainNode => ({ ...node, role: "stranger" }))
	const tried = runtimes?.tried ?? []
	const nodes = withEnd(withLinks(onPath, verification), verification).map((node) => withTried(node, tried))
	const said = new Set(nodes.map((node) => node.link?.text))
	const general = verification?.reasons.filter((reason) => reason.certificate === undefined) ?? []
	return {
		nodes,
		strangers,
		otherAnchors: runtimes?.otherAnchors ?? 0,
		...(runtimes === undefined ? {} : { runtimes: runtimesView(runtimes) }),
		faults: general.filter((fault) => !said.has(fault.text)),
		...(verification === undefined
			? {}
			: { verdict: chainVerdict(verification), trustSource: verification.trustSource }),
		...(verification?.openssl === undefined ? {} : { openssl: verification.openssl }),
		...(verification?.opensslDifference === undefined
			? {}
			: { opensslDifference: verification.opensslDifference }),
	}
}

/** Adds to the link of a certificate who was looked at as its issuer and not taken. */
function withTried(node: ChainNode, tried: readonly TriedIssuer[]): ChainNode {
	const { link, certificate } = node
	if (link === undefined || certificate === undefined) return node
	const rejected = tried.filter(
		({ certificate: child, reasons }) => child === certificate.sha256 && reasons.length > 0,
	)
	return { ...node, link: { ...link, rejected } }
}

/** Rules that are about whom the certificate names, not about whether the chain holds. */
const nameRules = new Set([
	"hostname-mismatch",
	"ip-san-missing",
	"cn-only-no-san",
	"uri-san-only",
	"wrong-spiffe-id",
])

/** What is to be said of the chain itself, names apart. */
export function chainVerdict(verification: Verification): "accepted" | "rejected" | "wrong-name" {
	if (verification.verdict === "accepted") return "accepted"
	const isOnlyName =
		verification.anchored && verification.reasons.every((reason) => nameRules.has(reason.rule))
	return isOnlyName ? "wrong-name" : "rejected"
}

/** The certificates that hang together: as we built the path, or as sent where nothing was judged. */
function pathNodes(
	chain: readonly ObservedCertificate[],
	verification: Verification | undefined,
): readonly ChainNode[] {
	const path = verification?.path ?? []
	if (path.length === 0) {
		return chain.slice(0, verification === undefined ? chain.length : 1).map((certificate, index) => {
			const node = wireNode(certificate, index, verification)
			return { ...node, role: roleOf(index, node.certificate) }
		})
	}
	return path.map((step, index): ChainNode => {
		const sent = step.certificate ?? chain.findIndex((candidate) => fingerprint(candidate) === step.sha256)
		const observed = sent < 0 ? undefined : chain[sent]
		const isAnchor = verification?.anchored === true && index === path.length - 1
		const source = isAnchor && verification !== undefined ? { source: verification.trustSource } : {}
		if (observed !== undefined) {
			const node = wireNode(observed, sent, verification)
			return { ...node, ...source, role: isAnchor && index > 0 ? "anchor" : roleOf(index, node.certificate) }
		}
		const title = shortName(step.subject)
		return { key: step.sha256, role: "anchor", title, subject: step.subject, faults: [], ...source }
	})
}

function wireNode(
	observed: ObservedCertificate,
	sent: number,
	verification: Verification | undefined,
): ChainNode {
	const faults = verification?.reasons.filter((reason) => reason.certificate === sent) ?? []
	if (observed.kind === "unreadable") {
		const title = `Certificate ${sent + 1} could not be read`
		return {
			key: observed.sha256,
			role: "intermediate",
			title,
			subject: "",
			sent,
			unreadable: observed,
			faults,
		}
	}
	const certificate = observed.description
	const title = certificateTitle(certificate)
	const subject = certificate.subject
	return { key: certificate.sha256, role: "intermediate", title, subject, sent, certificate, faults }
}

function withLinks(
	nodes: readonly ChainNode[],
	verification: Verification | undefined,
): readonly ChainNode[] {
	return nodes.map((node, index) => {
		const next = nodes[index + 1]
		if (next === undefined) return node
		const link = linkBetween(node, next, verification)
		return { ...node, link, faults: node.faults.filter((fault) => fault.text !== link.text) }
	})
}

function linkBetween(node: ChainNode, next: ChainNode, verification: Verification | undefined): ChainLink {
	if (verification === undefined || verification.path.length === 0) {
		return { state: "unjudged", text: "Sent in this order; the link was not judged.", rejected: [] }
	}
	const fault = node.faults.find((reason) => linkRules.has(reason.rule))
	if (fault !== undefined) return { state: "broken", text: fault.text, rule: fault.rule, rejected: [] }
	const from = next.sent === undefined ? "not sent, found among the trust anchors" : "name and signature hold"
	return { state: "solid", text: `Issued by the certificate below: ${from}.`, rejected: [] }
}

/** Rules that speak of the link to the issuer rather than of the certificate itself. */
const linkRules = new Set([
	"bad-signature",
	"ca-without-basic-constraints",
	"path-length-exceeded",
	"key-usage",
])
const endRules = new Set([
	"untrusted-issuer",
	"self-signed-leaf",
	"missing-intermediate",
	"trust-bundle-missing-or-stale",
	"bad-signature",
])

/** Ends a path that reaches no trust anchor with the place where one is missing. */
function withEnd(nodes: readonly ChainNode[], verification: Verification | undefined): readonly ChainNode[] {
	const last = nodes.at(-1)
	if (verification === undefined || verification.anchored || last === undefined) return nodes
	const reason = verification.reasons.find((candidate) => endRules.has(candidate.rule))
	const missing = verification.missingIssuer
	const text = reason?.text ?? "No trust anchor was reached."
	const link: ChainLink = {
		state: missing === undefined ? "broken" : "missing",
		text,
		...(reason === undefined ? {} : { rule: reason.rule }),
		rejected: [],
	}
	const end: ChainNode = {
		key: "end",
		role: "missing",
		title: missing === undefined ? "No trust anchor" : shortName(missing.subject),
		subject: missing?.subject ?? "",
		source: verification.trustSource,
		belongs: belongsWhere(reason?.rule, missing !== undefined),
		faults: [],
	}
	const faults = last.faults.filter((fault) => fault.text !== text)
	return [...nodes.slice(0, -1), { ...last, link, faults }, end]
}

/** Where the missing piece belongs, by what kept the chain from its trust anchor. */
function belongsWhere(rule: string | undefined, isNamed: boolean): string {
	if (rule === "missing-intermediate") {
		return "It belongs behind the server's own certificate: append it to the file that the server's certificate setting names. Clients are not supposed to hold it."
	}
	if (rule === "self-signed-leaf") {
		return "Nobody vouches for this certificate. Either give the client this very certificate as its trust anchor, or have one issued by a CA that the client trusts."
	}
	if (rule === "bad-signature") {
		return "A certificate whose key made this signature belongs here. Deploy the certificate anew, together with the chain that it was issued with."
	}
	if (rule === "trust-bundle-missing-or-stale") {
		return "It belongs among the client's trust anchors: replace the file that the client's CA setting names with the current one of this CA."
	}
	if (isNamed) {
		return "If it is a root, it belongs in the file that the client's CA setting names. If it is an intermediate, append it to the file that the server's certificate setting names."
	}
	return "The root at the end of this chain belongs in the file that the client's CA setting names, where it is to be trusted."
}

function roleOf(index: number, certificate: CertificateDescription | undefined): ChainNode["role"] {
	if (index === 0) return "leaf"
	return certificate?.isSelfIssued === true ? "root" : "intermediate"
}

function fingerprint(observed: ObservedCertificate): string {
	return observed.kind === "certificate" ? observed.description.sha256 : observed.sha256
}

/** The name that people know a certificate by. */
export function certificateTitle(certificate: CertificateDescription): string {
	const { sans } = certificate
	const first = certificate.commonName ?? sans.uri[0] ?? sans.dns[0] ?? sans.ip[0]
	return first ?? (certificate.subject === "" ? `serial ${certificate.serial}` : certificate.subject)
}

/** The common name of a distinguished name, or the whole of it. */
export function shortName(subject: string): string {
	const name = /(?:^|,)\s*CN=((?:\\.|[^,\\])+)/.exec(subject)?.[1]
	return name?.replace(/\\(.)/g, "$1") ?? (subject === "" ? "unnamed" : subject)
}

/** A fingerprint as people compare it: pairs of capitals, colons between. */
export function fingerprintWords(sha256: string): string {
	return (sha256.match(/../g) ?? []).join(":").toUpperCase()
}
