import { allLints } from "#x509/lint/all-lints"
import { lintCertificates } from "#x509/lint/lint-certificates"
import { authorityChain } from "./authority-chain.ts"
import type { Authority } from "./issue.ts"

/** Sentences about a CA's own faults that one issue is worth. */
const sentencesMax = 3

/**
 * What of a CA, or of those above it, makes some clients refuse whatever it issues, however sound that is: CAs that were
 * made elsewhere lack a key usage or a key identifier more often than not. Sentences, at most three; none for a CA of ours.
 */
export function authorityAdvice(authority: Authority, now: Date): readonly string[] {
	const chain = authorityChain(authority)
	const ders = chain.map(({ der }) => der)
	const found = lintCertificates(ders, { at: now.getTime() }).filter(
		({ rule, severity }) => severity !== "notice" || rule === "key-identifier",
	)
	return found.slice(0, sentencesMax).map(({ rule, text, certificate = 0 }) => {
		const subject = chain[certificate]?.subject.text ?? ""
		const means = allLints.find(({ id }) => id === rule)?.means ?? ""
		return `The CA${subject === "" ? "" : ` ${subject}`} has a fault of its own. ${text} ${means}`.trim()
	})
}
