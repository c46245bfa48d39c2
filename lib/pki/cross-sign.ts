import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { err, ok, type Result } from "#base/result"
import { authorityChain } from "./authority-chain.ts"
import { authorityEnd, authorityProblems } from "./authority-limits.ts"
import { authorityKeyIdentifier } from "./extensions.ts"
import type { FieldProblem } from "./field-problem.ts"
import { sameBytes } from "./gather-pieces.ts"
import { type Authority, type Signed, signCertificate } from "./issue.ts"
import { openCertificate } from "./open-certificate.ts"

/** Which CA to vouch for, and who does. */
export interface CrossSigning {
	/** DER of the CA's own certificate: the new root in a change-over. Its key is not needed. */
	readonly certificate: Uint8Array
	/** The CA that is trusted already. */
	readonly authority: Authority
	readonly now: Date
}

const authorityKeyIdentifierOid = "2.5.29.35"

/**
 * Vouches for another CA: a certificate with that CA's name, key and key identifier, signed by `authority`. Served
 * beside the leaf during a change-over, it lets clients that trust only the old CA accept what the new one issues. It
 * ends when either of the two ends. Refused: a certificate that is no CA, the CA itself, and a path length that forbids it.
 */
export async function crossSign({
	certificate: der,
	authority,
	now,
}: CrossSigning): Promise<Result<Signed, readonly FieldProblem[]>> {
	const other = openCertificate(der)
	if (other === undefined)
		return refuse("certificate", "The certificate cannot be read. Give the other CA's as PEM or DER.")
	const basic = other.getExtension(x509.BasicConstraintsExtension)
	if (basic?.ca !== true)
		return refuse("certificate", `${other.subject} is no CA. Give the certificate of the new CA.`)
	if (
		sameBytes(
			new Uint8Array(other.publicKey.rawData),
			new Uint8Array(authority.certificate.publicKey.rawData),
		)
	)
		return refuse("certificate", "This is the same CA. Give the certificate of the other one.")
	const problems = authorityProblems({ usages: [], pathLength: 0 }, authority, now)
	if (problems.length > 0) return err(problems)
	if (other.notAfter.getTime() <= now.getTime())
		return refuse(
			"certificate",
			`${other.subject} ended at ${other.notAfter.toISOString()}. Give one that is valid.`,
		)
	const above = authorityChain(authority)
	const notAfter = new Date(Math.min(other.notAfter.getTime(), authorityEnd(authority)))
	const notBefore = new Date(Math.max(now.getTime() - 60_000, ...above.map((each) => each.notBefore)))
	const signed = await signCertificate({
		authority,
		signingKey: authority.key,
		publicKey: other.publicKey,
		subject: other.subjectName,
		notBefore,
		notAfter,
		extensions: [
			...other.extensions.filter(({ type }) => type !== authorityKeyIdentifierOid),
			await authorityKeyIdentifier(authority.certificate),
		],
	})
	return ok(signed)
}

function refuse(field: string, text: string): Result<never, readonly FieldProblem[]> {
	return err([{ field, text }])
}
