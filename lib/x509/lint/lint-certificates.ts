import type { ReadFailure } from "#base/bytes"
import { type ParsedCertificate, readCertificate } from "../certificate.ts"
import type { ParsedRequest } from "../formats/certificate-request.ts"
import { isSameName } from "../name.ts"
import { signatureAlgorithmNames } from "../oids.ts"
import type { PublicKeyFacts } from "../public-key.ts"
import { chainRules } from "./chain-rules.ts"
import { type KeyLint, keyProblems } from "./judge-public-key.ts"
import type { Lint, LintProse, LintRole, LintSubject } from "./lint-rule.ts"
import { lintRules } from "./lint-rules.ts"
import {
	duplicateExtension,
	requestRules,
	requestSignatureInvalid,
	unreadableCertificate,
} from "./request-rules.ts"
import { keyParametersExplicit, keyUnusual, rsaExponentBad, weakKey } from "./rules/weak-key.ts"
import { weakSignature } from "./rules/weak-signature.ts"

/** What certificates are held against. */
export interface LintOptions {
	/** Milliseconds since 1970-01-01 UTC. */
	readonly at: number
	/** What the leaf is to be used for; absent: not said. */
	readonly usage?: "server" | "client" | "any"
	/** Others that are known and may have issued these or been issued by them; they are not linted themselves. */
	readonly around?: readonly ParsedCertificate[]
}

/** Certificates beyond this are not linted. */
const certificatesMax = 200
/** Breaches of one rule that are told of one certificate. */
const textsMax = 20

/**
 * Every breach of every lint in certificates (DER), by position; the grave ones of each certificate first. What cannot
 * be read is a lint too. At most 200 certificates and 20 sentences a rule. Never throws.
 */
export function lintCertificates(certificates: readonly Uint8Array[], options: LintOptions): readonly Lint[] {
	const read = certificates.slice(0, certificatesMax).map((der) => readCertificate(der))
	const parsed = read.flatMap((each) => (each.ok ? [each.value] : []))
	const known = [...parsed, ...(options.around ?? [])]
	const single = read.flatMap((each, index) =>
		each.ok ? lintOne(subjectOf(each.value, known, options), index) : [lintUnreadable(each.error, index)],
	)
	const positions = read.flatMap((each, index) => (each.ok ? [index] : []))
	const whole = chainRules.flatMap(({ id, severity, judge }) =>
		judge(parsed).map(({ at, text }) => ({ rule: id, severity, certificate: positions[at] ?? at, text })),
	)
	return [...single, ...whole].toSorted((a, b) => (a.certificate ?? 0) - (b.certificate ?? 0))
}

/** Lints of a request; `isSigned` false: its signature does not hold. */
export function lintRequest(request: ParsedRequest, isSigned: boolean): readonly Lint[] {
	const { oid } = request.signatureAlgorithm
	const weak = /md2|md4|md5|sha1/i.test(signatureAlgorithmNames[oid] ?? oid)
	return [
		...(isSigned ? [] : [say(requestSignatureInvalid, "Its signature does not verify with its own key.")]),
		...(weak ? [say(weakSignature, `It is signed with ${signatureAlgorithmNames[oid] ?? oid}.`)] : []),
		...requestRules.flatMap((rule) => rule.judge(request).map((text) => say(rule, text))),
		...lintPublicKey(request.publicKey),
	]
}

/** Lints of a public key, or of the public half of a private one. */
export function lintPublicKey(key: PublicKeyFacts): readonly Lint[] {
	return keyRules.flatMap(([rule, lint]) => keyProblems(key, lint).map((text) => say(rule, text)))
}

const keyRules: readonly (readonly [LintProse, KeyLint])[] = [
	[weakKey, "weak-key"],
	[keyParametersExplicit, "key-parameters-explicit"],
	[rsaExponentBad, "rsa-exponent-bad"],
	[keyUnusual, "key-unusual"],
]

function say({ id, severity }: LintProse, text: string): Lint {
	return { rule: id, severity, text }
}

function lintOne(subject: LintSubject, certificate: number): Lint[] {
	return lintRules.flatMap(({ id, severity, judge }) =>
		judge(subject)
			.slice(0, textsMax)
			.map((text) => ({ rule: id, severity: raised(id, severity, subject), certificate, text })),
	)
}

/** The SPIFFE standard demands what RFC 5280 recommends. */
function raised(id: string, severity: Lint["severity"], { isSvid }: LintSubject): Lint["severity"] {
	return isSvid && id === "key-usage-not-critical" ? "error" : severity
}

function lintUnreadable(failure: ReadFailure, certificate: number): Lint {
	const rule = failure.text.includes("appears twice") ? duplicateExtension : unreadableCertificate
	return { ...say(rule, `${failure.text}.`), certificate }
}

function subjectOf(
	certificate: ParsedCertificate,
	all: readonly ParsedCertificate[],
	{ at, usage }: LintOptions,
): LintSubject {
	const issuer = all.find(
		(other) =>
			other !== certificate && isSameName(other.subject, certificate.issuer) && isAuthority(other, all),
	)
	const uris = certificate.extensions.subjectAltName?.uri ?? []
	return {
		certificate,
		role: roleOf(certificate, all),
		isSvid: uris.some((uri) => uri.startsWith("spiffe://")),
		at,
		...(usage === undefined ? {} : { usage }),
		...(issuer === undefined ? {} : { issuer }),
	}
}

/** A CA is who has the flag, may sign, or issued another certificate that came along. */
function isAuthority(certificate: ParsedCertificate, all: readonly ParsedCertificate[]): boolean {
	const { basicConstraints, keyUsage, subjectAltName } = certificate.extensions
	if (basicConstraints?.isCa === true) {
		return subjectAltName === undefined || !namesWorkload(subjectAltName) || issued(certificate, all)
	}
	return (
		issued(certificate, all) || (basicConstraints === undefined && keyUsage?.includes("keyCertSign") === true)
	)
}

/** A server's name, or a SPIFFE ID with a path: those of signing certificates have none (X509-SVID section 4). */
function namesWorkload({ dns, ip, uri }: NonNullable<ParsedCertificate["extensions"]["subjectAltName"]>) {
	return dns.length + ip.length > 0 || uri.some((each) => /^spiffe:\/\/[^/]+\/./.test(each))
}

function issued(certificate: ParsedCertificate, all: readonly ParsedCertificate[]): boolean {
	return all.some((other) => other !== certificate && isSameName(other.issuer, certificate.subject))
}

function roleOf(certificate: ParsedCertificate, all: readonly ParsedCertificate[]): LintRole {
	if (!isAuthority(certificate, all)) return "leaf"
	return isSameName(certificate.subject, certificate.issuer) ? "root" : "intermediate"
}
