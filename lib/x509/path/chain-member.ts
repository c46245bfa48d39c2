import type { ParsedCertificate } from "../certificate.ts"

/** A certificate at its place in a path. */
export interface ChainMember {
	readonly certificate: ParsedCertificate
	/** Index in the chain as sent; absent when it comes from the trust anchors only. */
	readonly index?: number
	readonly isAnchor: boolean
}

/** What a chain is checked for. `any` asks for no extended key usage. */
export type ChainUsage = "server" | "client" | "any"

/** How a sentence calls the certificate at a position of a path: with its subject, cut at 120 characters. */
export function wordFor(member: ChainMember, position: number): string {
	const role = position === 0 ? "certificate" : member.isAnchor ? "trust anchor" : "issuer certificate"
	return `${role} ${subjectWord(member.certificate)}`
}

/** The subject, or the first subject alternative name of a certificate without one; at most 120 characters. */
export function subjectWord(certificate: ParsedCertificate): string {
	const names = certificate.extensions.subjectAltName
	const alternative = names?.uri[0] ?? names?.dns[0] ?? names?.ip[0] ?? "without a subject"
	const word = certificate.subject.text === "" ? alternative : certificate.subject.text
	return word.length > 120 ? `${word.slice(0, 119)}…` : word
}
