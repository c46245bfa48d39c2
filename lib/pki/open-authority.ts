import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import { readCertificate } from "#x509/certificate"
import { looksSelfSigned } from "./find-issuer.ts"
import type { Authority } from "./issue.ts"

/**
 * Takes up a CA that exists already: the DER of its certificate, and its private key as PKCS #8 PEM without encryption.
 * Fails with a sentence when the certificate is no CA or the key is of a kind that cannot sign here (RSA, ECDSA and
 * Ed25519 can). Whether both belong together is for the caller to check.
 */
export async function openAuthority(
	der: Uint8Array,
	key: Secret<string>,
): Promise<Result<Authority, string>> {
	try {
		const certificate = new x509.X509Certificate(new Uint8Array(der))
		const isCa = certificate.getExtension(x509.BasicConstraintsExtension)?.ca === true
		if (!isCa) return err("The certificate is no CA: its basic constraints do not say so.")
		const [pkcs8] = x509.PemConverter.decode(key.reveal())
		if (pkcs8 === undefined) return err("The private key cannot be read.")
		const parsed = readCertificate(new Uint8Array(der))
		if (!parsed.ok) return err(`The CA cannot be read: ${parsed.error.text}.`)
		const pem = `${certificate.toString("pem")}\n`
		return ok({
			certificate,
			key: await crypto.subtle.importKey("pkcs8", pkcs8, importParameters(certificate), true, ["sign"]),
			pem,
			der: new Uint8Array(certificate.rawData),
			chainPem: looksSelfSigned(parsed.value) ? "" : pem,
		})
	} catch (cause) {
		return err(`The CA cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`)
	}
}

/** A key is imported for one hash; RSA signs with SHA-256 whatever hash signed the CA itself. */
function importParameters({ publicKey }: x509.X509Certificate) {
	const { algorithm } = publicKey
	if (algorithm.name.startsWith("RSA")) return { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }
	return algorithm
}
