import { readBytes } from "#base/bytes"
import type { ParsedCertificate } from "#x509/certificate"
import { DerReader } from "#x509/der"
import {
	type DistinguishedName,
	isSameName,
	nameAttribute,
	readName as readDistinguishedName,
} from "#x509/name"
import { findConstrainedName } from "#x509/path/constrained-names"
import { authorityChain } from "./authority-chain.ts"
import { type Authority, nameOf, type Subject } from "./issue.ts"
import type { NameLimit } from "./name-limits.ts"
import { type CertificateName, readName } from "./read-name.ts"

const commonNameOid = "2.5.4.3"

/** Why the name constraints of the CA, or of one above it, forbid a name, as a sentence; undefined when they allow it. */
export function nameProblem(name: CertificateName, authority: Authority): string | undefined {
	return constraintProblem({ [name.kind]: [name.value] }, noSubject, authority)
}

/**
 * Why the name constraints forbid a subject: as a directory name, or because its CN reads as a host name where there is
 * no DNS name, which OpenSSL holds to the constraints too.
 */
export function subjectProblem(
	subject: Subject,
	names: readonly CertificateName[],
	authority: Authority,
): string | undefined {
	const read = readSubject(subject)
	if (read === undefined) return "The subject cannot be encoded. Use plain letters."
	const common = readName(nameAttribute(read, commonNameOid) ?? "")
	const isHost = common.ok && common.value.kind === "dns" && common.value.value.includes(".")
	const hasDns = names.some(({ kind }) => kind === "dns")
	const dns = isHost && !hasDns ? { dns: [common.value.value] } : {}
	return constraintProblem(dns, read, authority)
}

/** Why a CA must not be called like this below another one, as a sentence: who looks for its issuer finds itself. */
export function sameNameProblem(subject: Subject, authority: Authority): string | undefined {
	const read = readSubject(subject)
	const above = authorityChain(authority).find((each) => read !== undefined && isSameName(each.subject, read))
	if (above === undefined) return undefined
	return `A CA above it is called ${above.subject.text} too, and programs would take one for the other. Choose another name.`
}

/** Why a CA must not pass on a permitted name, as a sentence: it may not vouch for it itself. */
export function limitProblem({ kind, base }: NameLimit, authority: Authority): string | undefined {
	const [value = ""] = kind === "ip" ? base.split("/") : [base]
	const name = kind === "uri" ? `https://${value}/` : kind === "email" ? `any@${value}` : value
	return nameProblem({ kind, value: kind === "email" && value.includes("@") ? value : name }, authority)
}

const noSubject: DistinguishedName = { rdns: [], text: "", keys: [] }

type Names = Partial<Record<CertificateName["kind"], readonly string[]>>

function constraintProblem(
	names: Names,
	subject: DistinguishedName,
	authority: Authority,
): string | undefined {
	const [like] = authorityChain(authority)
	return like === undefined ? undefined : certificateNameProblem(bearerOf(names, subject, like), authority)
}

/** Why the name constraints forbid a certificate that is there already, whoever issued it. */
export function certificateNameProblem(
	certificate: ParsedCertificate,
	authority: Authority,
): string | undefined {
	for (const { extensions } of authorityChain(authority)) {
		const limits = extensions.nameConstraints
		const broken = limits === undefined ? undefined : findConstrainedName(certificate, limits)
		if (broken !== undefined)
			return `The CA's name constraint ${broken}. Choose a name that it permits, or another CA.`
	}
	return undefined
}

/** A certificate with these names; all else is of no account to name constraints. */
function bearerOf(names: Names, subject: DistinguishedName, like: ParsedCertificate): ParsedCertificate {
	const none = { dns: [], ip: [], uri: [], email: [], directory: [], others: 0 }
	return { ...like, subject, extensions: { list: [], subjectAltName: { ...none, ...names } } }
}

function readSubject(subject: Subject): DistinguishedName | undefined {
	const der = new Uint8Array(nameOf(subject).toArrayBuffer())
	const read = readBytes(der, "subject", () => readDistinguishedName(new DerReader(der, ""), "subject"))
	return read.ok ? read.value : undefined
}
