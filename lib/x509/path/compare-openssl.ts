import { readCertificate } from "../certificate.ts"
import { type DistinguishedName, isSameName } from "../name.ts"
import type { Verification, VerificationReason } from "../verification.ts"
import type { ChainUsage } from "./chain-member.ts"
import { nodeErrorNames } from "./openssl-error.ts"
import { type ProfileQuestion, type ProfileVerification, verifyProfile } from "./verify-profile.ts"

/** Our verdict on a peer, OpenSSL's word on the same bytes, and what both were given. */
export interface DifferenceQuestion {
	readonly found: Pick<Verification, "verdict" | "reasons" | "path" | "trustSource">
	/** As Node reports it; absent: OpenSSL was not asked. */
	readonly openssl?: string
	/** DER as sent, leaf first. */
	readonly chain: readonly Uint8Array[]
	/** DER of the anchors that OpenSSL was given; they may be more than ours. */
	readonly roots: readonly Uint8Array[]
	/** Milliseconds since 1970-01-01 UTC. */
	readonly at: number
	/** What our verdict holds the peer to. */
	readonly usage: ChainUsage
	/** What OpenSSL holds it to. */
	readonly opensslUsage: "server" | "client"
}

/**
 * Why our verdict differs from OpenSSL's word on the same chain, as a sentence; undefined when they agree or OpenSSL
 * said nothing. A cause is named only when it is proved: OpenSSL's rules, run on the same bytes, come to OpenSSL's word,
 * and to ours when the one rule is changed. Otherwise the sentence says that the cause is not known. Bounded as
 * `verifyProfile` is, at most ten times. Never throws.
 */
export async function explainOpensslDifference(question: DifferenceQuestion): Promise<string | undefined> {
	const { found, openssl } = question
	if (openssl === undefined || (openssl === "ok") === (found.verdict === "accepted")) return undefined
	if (openssl === "ok") {
		const why = [...new Set(await whyMilder(question))]
		return `OpenSSL accepts this chain and we do not: ${why.join("; ")}.`
	}
	const why = /ALTNAME|HOSTNAME/.test(openssl)
		? "by our rules the expected name or SPIFFE ID is in it"
		: await whyStricter(question)
	return `OpenSSL refuses this chain (${openssl}) and we accept it: ${why}.`
}

/** Rules that OpenSSL cannot have looked at here: it is given no name, and it knows neither SPIFFE nor our limits. */
const beyondOpenssl: Readonly<Record<string, string>> = {
	"hostname-mismatch": "the name is checked after OpenSSL, not by it",
	"cn-only-no-san": "the name is checked after OpenSSL, not by it",
	"uri-san-only": "the name is checked after OpenSSL, not by it",
	"ip-san-missing": "the name is checked after OpenSSL, not by it",
	"wrong-spiffe-id": "OpenSSL knows no SPIFFE ID",
	"svid-rule": "OpenSSL knows no rules for SVIDs",
	"path-search-limit": "our search ends at a limit of its own",
	"chain-too-long": "our search ends at a limit of its own",
	"name-constraint-limit": "our comparison of names ends at a limit of its own",
}

/** What is behind a rule that we have and OpenSSL's do not break on the same chain. */
const milderRules: Readonly<Record<string, string>> = {
	"name-constraint-violation":
		"OpenSSL lets a wildcard name pass that could cover a name the constraints exclude",
	"ca-without-basic-constraints":
		"OpenSSL takes a trust anchor without basicConstraints for a CA when its key usage has keyCertSign",
}

async function whyMilder(question: DifferenceQuestion): Promise<readonly string[]> {
	const { found } = question
	const others = found.reasons.filter(({ rule }) => beyondOpenssl[rule] === undefined)
	const known = found.reasons.flatMap(({ rule }) => beyondOpenssl[rule] ?? [])
	if (others.length === 0) return known
	const levels = [
		await askOpenssl(question, { securityLevel: 0 }),
		await askOpenssl(question, { securityLevel: 1 }),
	]
	return [...known, ...others.map((reason) => whyMild(reason, levels))]
}

/** `levels`: by OpenSSL's rules at security level 0 and 1. */
function whyMild(reason: VerificationReason, levels: readonly ProfileVerification[]): string {
	const { rule, certificate } = reason
	if (rule === "unreadable-certificate" && certificate === undefined)
		return "we saw no certificate of the peer in the bytes of the handshake"
	if (rule === "unreadable-certificate")
		return `OpenSSL could read certificate ${(certificate ?? 0) + 1} of the chain, which we could not`
	const anchored = levels.find(({ verdict }) => verdict === "accepted")
	if (anchored !== undefined && isAboutAnchors(rule)) return otherAnchor(anchored)
	const highest = levels.findLastIndex((judged) => judged.anchored && !breaks(judged, reason))
	if (highest >= 0 && rule === "weak-signature-or-key")
		return `at security level ${highest} OpenSSL takes what we refuse (${clause(reason)})`
	if (highest >= 0) return milderRules[rule] ?? `its rules do not ask for this (${clause(reason)})`
	return `the cause is not known; by its own rules, as we know them, OpenSSL refuses it too (${clause(reason)})`
}

function isAboutAnchors(rule: string): boolean {
	return /^(untrusted-issuer|self-signed-leaf|missing-intermediate|trust-bundle-missing-or-stale)$/.test(rule)
}

/** OpenSSL was given anchors that do not count for us: those of other SPIFFE trust domains. */
function otherAnchor({ path }: ProfileVerification): string {
	const anchor = path.at(-1)?.subject ?? ""
	const name = anchor === "" ? "one of them" : anchor
	return `OpenSSL was given every trust anchor of the settings and takes ${name}, which is no anchor for this peer by SPIFFE's rules`
}

async function whyStricter(question: DifferenceQuestion): Promise<string> {
	const { found, openssl = "" } = question
	for (const securityLevel of [1, 2, 3]) {
		const judged = await askOpenssl(question, { securityLevel })
		if (!nodeErrorNames(judged).includes(openssl)) continue
		return (await findRule(question, securityLevel)) ?? byReasons(judged, openssl, securityLevel)
	}
	const first = await findFirstTaken(question)
	if (first !== undefined) return first
	const own = found.trustSource.startsWith("system")
		? "; for the system's own roots OpenSSL takes a list of its own"
		: ""
	return `the cause is not known; by OpenSSL's rules, as we know them, it holds${own}`
}

/** The one rule without which OpenSSL's rules come to our verdict. */
async function findRule(question: DifferenceQuestion, securityLevel: number): Promise<string | undefined> {
	const { path, trustSource } = question.found
	const partial = await askOpenssl(question, { securityLevel, allowsPartialChain: true })
	if (partial.verdict === "accepted") {
		const anchor = partial.path.at(-1)?.subject ?? path.at(-1)?.subject ?? "its last certificate"
		return `it ends in ${anchor}, which ${trustSource} holds and which another CA issued; OpenSSL by default ends a chain only at a self-signed anchor (partial chain)`
	}
	const judged = await askOpenssl(question, { securityLevel })
	if (question.usage !== "any") return undefined
	const anyUsage = await askOpenssl(question, { securityLevel, usage: "any" })
	if (anyUsage.verdict !== "accepted") return undefined
	return `OpenSSL holds the peer to ${question.opensslUsage}Auth, which SPIFFE does not ask for (${judged.reasons.map(clause).join("; ")})`
}

/** What OpenSSL's rules find in a chain that keeps ours. */
function byReasons({ reasons }: ProfileVerification, openssl: string, level: number): string {
	const at = level > 1 ? ` at security level ${level}` : ""
	const why = reasons.map(clause).join("; ")
	return `OpenSSL's rules${at} refuse what ours allow (${why === "" ? openssl : why})`
}

/**
 * OpenSSL follows the first certificate whose name fits and does not go back; we try the others too. Proved by leaving
 * out those that our path took where another has the same name: then OpenSSL's rules come to OpenSSL's word.
 */
async function findFirstTaken(question: DifferenceQuestion): Promise<string | undefined> {
	const { found, chain, openssl = "" } = question
	const taken = new Set(found.path.flatMap(({ certificate }) => certificate ?? []))
	const subjects = chain.slice(0, chainMax).map((der) => {
		const read = readCertificate(der)
		return read.ok ? read.value.subject : undefined
	})
	const rivals = subjects.flatMap((subject, index) => {
		const isRival = subject !== undefined && !taken.has(index)
		return isRival && [...taken].some((other) => isNamed(subjects[other], subject)) ? [subject] : []
	})
	const [first] = rivals
	if (first === undefined) return undefined
	const left = chain.filter((_, index) => {
		const isReplaced = taken.has(index) && rivals.some((rival) => isNamed(subjects[index], rival))
		return index === 0 || !isReplaced
	})
	const judged = await askOpenssl({ ...question, chain: left }, {})
	if (!nodeErrorNames(judged).includes(openssl)) return undefined
	return `two certificates named ${first.text} were sent; OpenSSL follows the one that leads to no trust anchor and does not go back, and we try the other too`
}

/** Certificates that are looked at for namesakes. */
const chainMax = 200

function isNamed(name: DistinguishedName | undefined, other: DistinguishedName): boolean {
	return name !== undefined && isSameName(name, other)
}

function breaks({ reasons }: ProfileVerification, { rule, certificate }: VerificationReason): boolean {
	return reasons.some((reason) => reason.rule === rule && reason.certificate === certificate)
}

/** A sentence inside another. */
function clause({ text }: VerificationReason): string {
	return text.replace(/\.$/, "").replace(/^The /, "the ")
}

function askOpenssl(
	{ chain, roots, at, opensslUsage: usage }: DifferenceQuestion,
	more: Partial<ProfileQuestion>,
): Promise<ProfileVerification> {
	const [leaf = new Uint8Array(), ...intermediates] = chain
	return verifyProfile({ profile: "openssl", leaf, intermediates, roots, at, usage, ...more })
}
