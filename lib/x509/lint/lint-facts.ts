import type { ParsedCertificate } from "../certificate.ts"
import { nameAttribute } from "../name.ts"
import type { LintSubject } from "./lint-rule.ts"

/** How to look at a certificate with openssl; the way to confirm most lints. */
export const lookWithOpenssl = "Look at it: openssl x509 -in certificate.pem -noout -text"

/** True when an extension is there and critical, false when it is there, undefined when it is absent. */
export function criticality(certificate: ParsedCertificate, oid: string): boolean | undefined {
	return certificate.extensions.list.find((extension) => extension.oid === oid)?.critical
}

/** The common name, unless there is none. */
export function commonNameOf(certificate: ParsedCertificate): string | undefined {
	return nameAttribute(certificate.subject, "2.5.4.3")
}

/** Every name in the subjectAltName, of whatever kind. */
export function sanCount({ extensions: { subjectAltName: names } }: ParsedCertificate): number {
	if (names === undefined) return 0
	const { dns, ip, uri, email, directory, others } = names
	return dns.length + ip.length + uri.length + email.length + directory.length + others
}

/** A value from a certificate in quotes, cut, with what cannot be printed escaped. */
export function quoted(value: string): string {
	return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
}

/** True for the certificates that stand for a server or a client. */
export function isLeaf({ role }: LintSubject): boolean {
	return role === "leaf"
}

/** True for the certificates that sign others. */
export function isAuthority({ role }: LintSubject): boolean {
	return role !== "leaf"
}

/** Whole days between two moments. */
export function daysBetween(from: number, to: number): number {
	return Math.floor((to - from) / 86_400_000)
}

/** The day of a moment: `2026-01-31`. */
export function dayOf(moment: number): string {
	return new Date(moment).toISOString().slice(0, 10)
}
