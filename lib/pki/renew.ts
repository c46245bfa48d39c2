import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import { readCertificate } from "#x509/certificate"
import { acceptanceProblem } from "./authority-acceptance.ts"
import { authorityAdvice } from "./authority-advice.ts"
import { authorityChain } from "./authority-chain.ts"
import { authorityProblems, lifetimeProblem } from "./authority-limits.ts"
import { certificateNameProblem } from "./authority-names.ts"
import { authorityKeyIdentifier } from "./extensions.ts"
import type { FieldProblem } from "./field-problem.ts"
import { findIssuer } from "./find-issuer.ts"
import { type Authority, type Signed, signCertificate } from "./issue.ts"
import { keyAlgorithmProblem } from "./key-availability.ts"
import { type KeyAlgorithm, makeKeyPair } from "./key-pair.ts"
import { openCertificate } from "./open-certificate.ts"
import { unfitKey } from "./unfit-key.ts"

/** What to renew, and how. */
export interface Renewal {
	/** DER of the certificate as it is now. */
	readonly certificate: Uint8Array
	readonly authority: Authority
	readonly now: Date
	/** Keep the public key; absent: a new key of the same kind. */
	readonly keepsKey?: boolean
	/** Milliseconds; absent: as long as before. */
	readonly lifetimeMs?: number
}

/** The renewed certificate, with its key where a new one was made. */
export interface Renewed extends Signed {
	readonly privateKeyPkcs8?: Secret<Uint8Array>
	readonly advice: readonly string[]
}

const keyIdentifiers: readonly string[] = ["2.5.29.14", "2.5.29.35"]
/** What a log said of the certificate as it was (RFC 6962 section 3.3): it does not hold for another. */
const transparency: readonly string[] = ["1.3.6.1.4.1.11129.2.4.2", "1.3.6.1.4.1.11129.2.4.3"]
/** Where the former CA's revocation lists, certificate and policies are: of no use below another (RFC 5280 section 4.2). */
const ofFormerIssuer: readonly string[] = [
	...["2.5.29.31", "2.5.29.46", "1.3.6.1.5.5.7.1.1"],
	...["2.5.29.18", "2.5.29.32"],
]
const defaultSkewMs = 60_000

/**
 * Issues a leaf again: the same subject, names, usages and other extensions but those that speak of its former issue,
 * the same length of life beginning now, with
 * a new key or the one it has. Refused: what cannot be read, a CA (cross-sign or make it anew), and a life beyond that
 * of the authority. Another authority than before is allowed and said.
 */
export async function renewCertificate(renewal: Renewal): Promise<Result<Renewed, readonly FieldProblem[]>> {
	const { authority, now, keepsKey = false } = renewal
	const old = openCertificate(renewal.certificate)
	if (old === undefined)
		return refuse("certificate", "The certificate cannot be read. Give the leaf as PEM or DER.")
	if (old.getExtension(x509.BasicConstraintsExtension)?.ca === true)
		return refuse(
			"certificate",
			"This is a CA. Cross-sign it, or make it anew: what it issued depends on its key.",
		)
	const length = renewal.lifetimeMs ?? old.notAfter.getTime() - old.notBefore.getTime() - defaultSkewMs
	const notAfter = new Date(now.getTime() + Math.max(defaultSkewMs, length))
	const problems = renewalProblems(renewal.certificate, authority, now, keepsKey)
	if (problems.length > 0) return err(problems)
	const beyond = lifetimeProblem(notAfter, authority) ?? (await acceptanceProblem(authority, now))
	if (beyond !== undefined) return err([beyond])
	const algorithm = keyAlgorithmOf(old.publicKey)
	if (!keepsKey && algorithm === undefined)
		return refuse(
			"key",
			"A new key of this kind cannot be made here. Keep the key, or issue a new certificate.",
		)
	const unavailable = keepsKey || algorithm === undefined ? undefined : await keyAlgorithmProblem(algorithm)
	if (unavailable !== undefined) return refuse("key", unavailable)
	const pair = keepsKey || algorithm === undefined ? undefined : await makeKeyPair(algorithm)
	const publicKey = pair?.publicKey ?? old.publicKey
	const isOther = isOfAnother(renewal.certificate, authority)
	const dropped = [...keyIdentifiers, ...transparency, ...(isOther ? ofFormerIssuer : [])]
	const begin = now.getTime() - defaultSkewMs
	const signed = await signCertificate({
		authority,
		signingKey: authority.key,
		publicKey,
		subject: old.subjectName,
		notBefore: new Date(Math.max(begin, ...authorityChain(authority).map((each) => each.notBefore))),
		notAfter,
		extensions: [
			...old.extensions.filter(({ type }) => !dropped.includes(type)),
			await x509.SubjectKeyIdentifierExtension.create(publicKey),
			await authorityKeyIdentifier(authority.certificate),
		],
	})
	const pkcs8 = pair === undefined ? undefined : await crypto.subtle.exportKey("pkcs8", pair.privateKey)
	return ok({
		...signed,
		...(pkcs8 === undefined ? {} : { privateKeyPkcs8: new Secret(new Uint8Array(pkcs8)) }),
		advice: [
			...(isOther
				? [
						`${old.issuer} issued it before; whoever verifies it has to trust ${authority.certificate.subject} now.`,
					]
				: []),
			...authorityAdvice(authority, now),
		],
	})
}

/** True unless this CA, with this key, issued the certificate. */
function isOfAnother(der: Uint8Array, authority: Authority): boolean {
	const [own, old] = [readCertificate(authority.der), readCertificate(Uint8Array.from(der))]
	return own.ok && old.ok && findIssuer(old.value, [own.value]) === undefined
}

/** What speaks against the certificate as it is: the CA's limits, and a key that is too weak to be kept. */
function renewalProblems(
	der: Uint8Array,
	authority: Authority,
	now: Date,
	keepsKey: boolean,
): readonly FieldProblem[] {
	const read = readCertificate(Uint8Array.from(der))
	if (!read.ok) return [{ field: "certificate", text: `The certificate cannot be read: ${read.error.text}.` }]
	const { extensions, publicKey } = read.value
	const usages = extensions.extendedKeyUsage ?? []
	const name = certificateNameProblem(read.value, authority)
	const weakness = keepsKey ? unfitKey(publicKey) : undefined
	return [
		...authorityProblems({ usages }, authority, now),
		...(name === undefined ? [] : [{ field: "certificate", text: name }]),
		...(weakness === undefined ? [] : [{ field: "key", text: `${weakness} Renew it with a new key.` }]),
	]
}

/** The kind of key to make in place of this one; undefined for kinds that we do not make. */
function keyAlgorithmOf({ algorithm }: x509.PublicKey): KeyAlgorithm | undefined {
	if (algorithm.name === "Ed25519") return "ed25519"
	const curve = "namedCurve" in algorithm ? algorithm.namedCurve : undefined
	if (curve === "P-256") return "p256"
	if (curve === "P-384") return "p384"
	const bits = "modulusLength" in algorithm ? Number(algorithm.modulusLength) : 0
	if (!algorithm.name.startsWith("RSA")) return undefined
	return bits > 3072 ? "rsa4096" : bits > 2048 ? "rsa3072" : "rsa2048"
}

function refuse(field: string, text: string): Result<never, readonly FieldProblem[]> {
	return err([{ field, text }])
}
