import { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension } from "@peculiar/x509"
import { type ParsedCertificate, readCertificate } from "#x509/certificate"
import { findConstrainedName } from "#x509/path/constrained-names"
import type { CertificateForm } from "./certificate-form.ts"
import type { FieldProblem } from "./field-problem.ts"
import type { Authority } from "./issue.ts"
import type { CertificateName } from "./read-name.ts"

/** Why a CA must not issue what is asked for, whatever its names: it is none, it has ended, or its path length forbids it. */
export function authorityProblems(
	form: CertificateForm,
	authority: Authority,
	now: Date,
): readonly FieldProblem[] {
	const { certificate } = authority
	const basic = certificate.getExtension(BasicConstraintsExtension)
	const usage = certificate.getExtension(KeyUsagesExtension)
	const say = (field: string, text: string) => [{ field, text }]
	if (basic?.ca !== true)
		return say(
			"authority",
			"This certificate is no CA: its basic constraints do not say so. Give the CA's own certificate.",
		)
	if (usage !== null && (usage.usages & KeyUsageFlags.keyCertSign) === 0)
		return say(
			"authority",
			"This CA must not sign certificates: its key usage lacks keyCertSign. Give another CA.",
		)
	if (certificate.notAfter.getTime() <= now.getTime())
		return say(
			"authority",
			`The CA ended at ${certificate.notAfter.toISOString()}. Renew it first, or give another.`,
		)
	if (certificate.notBefore.getTime() > now.getTime())
		return say(
			"authority",
			`The CA begins at ${certificate.notBefore.toISOString()} only. Check this machine's clock.`,
		)
	if (form.profile !== "intermediate" || basic.pathLength === undefined) return []
	if (basic.pathLength === 0)
		return say(
			"authority",
			"No CA may follow below this one: its path length is 0. Issue from the CA above it.",
		)
	const wanted = form.pathLength ?? 0
	if (wanted < basic.pathLength) return []
	return say(
		"pathLength",
		`The CA above allows ${basic.pathLength} below it, this one included. Write at most ${basic.pathLength - 1}.`,
	)
}

/** Why the name constraints of the CA forbid a name, as a sentence; undefined when they allow it. */
export function nameProblem(name: CertificateName, authority: Authority): string | undefined {
	const read = readCertificate(authority.der)
	const limits = read.ok ? read.value.extensions.nameConstraints : undefined
	if (!read.ok || limits === undefined) return undefined
	const broken = findConstrainedName(bearerOf(name, read.value), limits)
	if (broken === undefined) return undefined
	return `The CA's name constraint ${broken}. Choose a name that it permits, or another CA.`
}

/** A certificate with this one name and no subject; all else is of no account to name constraints. */
function bearerOf(name: CertificateName, like: ParsedCertificate): ParsedCertificate {
	const none = { dns: [], ip: [], uri: [], email: [], directory: [], others: 0 }
	return {
		...like,
		subject: { rdns: [], text: "", keys: [] },
		extensions: { list: [], subjectAltName: { ...none, [name.kind]: [name.value] } },
	}
}
