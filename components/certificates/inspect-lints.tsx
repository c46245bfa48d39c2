import { toHex } from "#base/bytes"
import { type ParsedCertificate, readCertificate } from "#x509/certificate"
import type { LintRole } from "#x509/lint/lint-rule"
import { lintRules } from "#x509/lint/lint-rules"
import type { ChainUsage } from "#x509/path/chain-member"
import type { KnownCertificate } from "./inspect-given.tsx"
import type { FoundLint } from "./inspection.tsx"

/** Certificates that are held to the rules. */
const lintedMax = 200
const grades = { error: 0, warning: 1, notice: 2 } as const

/** Every breach of a rule, grave ones first; of the first 200 certificates. */
export async function inspectLints(
	known: readonly KnownCertificate[],
	leaf: KnownCertificate | undefined,
	usage: ChainUsage | undefined,
	at: number,
): Promise<readonly FoundLint[]> {
	const read = known.slice(0, lintedMax).flatMap((each) => {
		const parsed = readCertificate(each.der)
		return parsed.ok ? [{ each, certificate: parsed.value }] : []
	})
	const found = read.flatMap(({ each, certificate }) => {
		const issuer = read.find((other) => isIssuer(other.certificate, certificate))?.certificate
		const subject = {
			certificate,
			role: roleOf(each, each === leaf),
			isSvid: each.description?.sans.uri.some((uri) => uri.startsWith("spiffe://")) === true,
			at,
			...(each === leaf && usage !== undefined ? { usage } : {}),
			...(issuer === undefined ? {} : { issuer }),
		}
		return lintRules.flatMap((rule) =>
			rule.judge(subject).map(
				(text): FoundLint => ({
					rule: rule.id,
					severity: rule.severity,
					title: rule.title,
					text,
					about: each.found.title,
					fix: rule.fix.text,
					citation: rule.citation
						.map(({ text: source, section }) => (section === undefined ? source : `${source}, ${section}`))
						.join("; "),
					...(rule.fix.command === undefined ? {} : { command: rule.fix.command }),
				}),
			),
		)
	})
	return found.toSorted((a, b) => grades[a.severity] - grades[b.severity])
}

/** By name, and by key identifier where both carry one; a self-issued certificate has no other issuer. */
function isIssuer(issuer: ParsedCertificate, child: ParsedCertificate): boolean {
	if (issuer === child || child.subject.text === child.issuer.text) return false
	const wanted = child.extensions.authorityKeyId
	const held = issuer.extensions.subjectKeyId
	const isOtherKey = wanted !== undefined && held !== undefined && toHex(wanted) !== toHex(held)
	return issuer.subject.text === child.issuer.text && !isOtherKey
}

function roleOf({ description }: KnownCertificate, isLeaf: boolean): LintRole {
	if (isLeaf || description?.isCa !== true) return "leaf"
	return description.isSelfIssued ? "root" : "intermediate"
}
