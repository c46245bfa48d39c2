import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { err, ok, type Result } from "#base/result"
import { readCertificate } from "#x509/certificate"
import { verifySignature } from "#x509/path/verify-signature"
import { acceptanceProblem } from "./authority-acceptance.ts"
import { authorityChain } from "./authority-chain.ts"
import { authorityEnd, authorityProblems } from "./authority-limits.ts"
import { authorityKeyIdentifier } from "./extensions.ts"
import type { FieldProblem } from "./field-problem.ts"
import { looksSelfSigned } from "./find-issuer.ts"
import { sameBytes } from "./gather-pieces.ts"
import { type Authority, type Signed, signCertificate } from "./issue.ts"
import { openCertificate } from "./open-certificate.ts"
import { unfitKey } from "./unfit-key.ts"

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
 * ends when either of the two ends. Refused: a certificate that is no CA, the CA itself, a path length that
 * forbids it, a key that is unfit, and a root whose own signature does not hold: nobody may have its key.
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
	const unfit = await otherProblem(der)
	if (unfit !== undefined) return refuse("certificate", unfit)
	const unaccepted = await acceptanceProblem(authority, now)
	if (unaccepted !== undefined) return err([unaccepted])
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

/** Why the other CA is not vouched for, whatever its names: its usages, its key, its own signature. */
async function otherProblem(der: Uint8Array): Promise<string | undefined> {
	const read = readCertificate(Uint8Array.from(der))
	if (!read.ok) return `The certificate cannot be read: ${read.error.text}.`
	const { extensions, publicKey } = read.value
	if (extensions.keyUsage?.includes("keyCertSign") === false)
		return "It must not sign certificates: its key usage lacks keyCertSign. Give the certificate of the new CA."
	const unfit = unfitKey(publicKey)
	if (unfit !== undefined) return `${unfit} Make the new CA with a P-256 key.`
	if (!looksSelfSigned(read.value)) return undefined
	const signature = await verifySignature(read.value, publicKey)
	return signature.kind === "valid"
		? undefined
		: "Its own signature does not hold: the file was changed, or whoever made it does not have the key. Export it again from its source."
}

function refuse(field: string, text: string): Result<never, readonly FieldProblem[]> {
	return err([{ field, text }])
}
