import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import { type ParsedCertificate, readCertificate } from "#x509/certificate"
import type { OpenedKey } from "#x509/formats/private-key-info"
import type { FieldProblem } from "./field-problem.ts"
import { findIssuer, looksSelfSigned } from "./find-issuer.ts"
import { gatherPieces, type Pieces, sameBytes } from "./gather-pieces.ts"
import type { Authority } from "./issue.ts"
import { openAuthority } from "./open-authority.ts"

/** The files of a CA, in any format that we read, together or apart. */
export interface AuthorityFiles {
	readonly files: readonly Uint8Array[]
	/** Of an encrypted key or a keystore. */
	readonly passphrase?: Secret<string>
}

/** Longest chain that is followed upwards from a CA. */
const chainMax = 10

/**
 * Takes up a CA from its files: PEM, DER, PKCS #8 (encrypted too), PKCS #12, JKS. Told apart, with what to do: a wrong
 * or missing passphrase, a damaged file, no key, the key of another certificate, and a certificate that is no CA. The
 * intermediates between it and its root are taken along when they are among the files.
 */
export async function importAuthority({
	files,
	passphrase,
}: AuthorityFiles): Promise<Result<Authority, readonly FieldProblem[]>> {
	const pieces = await gatherPieces(files, passphrase)
	if (!pieces.ok) return pieces
	const parsed = pieces.value.certificates.map(readCertificate)
	const unreadable = parsed.find((each) => !each.ok)
	if (unreadable?.ok === false)
		return say(
			"files",
			`A certificate cannot be read: ${unreadable.error.text}. Export it again from its source.`,
		)
	const certificates = parsed.flatMap((each) => (each.ok ? [each.value] : []))
	const pair = pairOf(certificates, pieces.value)
	if (!pair.ok) return err([pair.error])
	const [certificate, key] = pair.value
	if (certificate.extensions.basicConstraints?.isCa !== true)
		return say(
			"files",
			`${named(certificate)} is no CA: its basic constraints do not say so, so nobody would accept what it issues. Give the CA's own certificate and key.`,
		)
	const pem = new Secret(x509.PemConverter.encode(Uint8Array.from(key.pkcs8.reveal()), "PRIVATE KEY"))
	const opened = await openAuthority(certificate.der, pem)
	if (!opened.ok) return say("files", cannotSign(certificate))
	return ok({ ...opened.value, ...chainAbove(certificate, certificates) })
}

/** The one certificate and its key: a CA first where several have theirs. */
function pairOf(
	certificates: readonly ParsedCertificate[],
	{ keys }: Pieces,
): Result<readonly [ParsedCertificate, OpenedKey], FieldProblem> {
	const [first] = certificates
	if (first === undefined)
		return err({
			field: "files",
			text: "There is no certificate in it. Give the CA's certificate and its private key.",
		})
	if (keys.length === 0)
		return err({
			field: "files",
			text: `The private key of ${named(first)} is missing. Give it too: often ca-key.pem or ca.key.`,
		})
	const pairs = certificates.flatMap((certificate) => {
		const key = keys.find(({ spki }) => spki !== undefined && sameBytes(spki, certificate.publicKey.spki))
		return key === undefined ? [] : [[certificate, key] as const]
	})
	const pair =
		pairs.find(([certificate]) => certificate.extensions.basicConstraints?.isCa === true) ?? pairs[0]
	if (pair !== undefined) return ok(pair)
	const text = keys.some(({ spki }) => spki === undefined)
		? `The key is of a kind that cannot sign here (${keys[0]?.keyType ?? "unknown"}). Give an RSA, EC or Ed25519 key.`
		: `The private key belongs to another certificate than ${named(first)}. Give the key that was made with it.`
	return err({ field: "files", text })
}

/** Certificate, key and their match are sound at this point: what is left is a kind of key that WebCrypto lacks. */
function cannotSign({ publicKey }: ParsedCertificate): string {
	const kinds = "RSA, P-256, P-384, P-521 or Ed25519"
	return publicKey.keyType === "Ed25519"
		? "This browser cannot sign with Ed25519. Use Firefox 129, Chrome 137 or Safari 17 and later, or a CA with a P-256 key."
		: `A key of kind ${publicKey.keyType} cannot sign here. Give a CA whose key is ${kinds}.`
}

function named({ subject }: ParsedCertificate): string {
	return subject.text === "" ? "the certificate" : subject.text
}

/** The CA itself and what lies between it and its root, and that root where it is among the files. */
function chainAbove(
	lowest: ParsedCertificate,
	all: readonly ParsedCertificate[],
): Pick<Authority, "chainPem" | "rootPem"> {
	const chain: ParsedCertificate[] = []
	let current: ParsedCertificate | undefined = lowest
	while (current !== undefined && !looksSelfSigned(current) && chain.length < chainMax) {
		chain.push(current)
		const others = all.filter((each) => !chain.includes(each))
		current = findIssuer(current, others)
	}
	const chainPem = chain.map(pemOf).join("")
	const hasRoot = current !== undefined && current !== lowest && looksSelfSigned(current)
	return hasRoot && current !== undefined ? { chainPem, rootPem: pemOf(current) } : { chainPem }
}

function pemOf({ der }: ParsedCertificate): string {
	return `${x509.PemConverter.encode(Uint8Array.from(der), "CERTIFICATE")}\n`
}

function say(field: string, text: string): Result<never, readonly FieldProblem[]> {
	return err([{ field, text }])
}
