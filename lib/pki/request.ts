import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import type { CertificateForm } from "./certificate-form.ts"
import { askedExtensions } from "./extensions.ts"
import type { FieldProblem } from "./field-problem.ts"
import { nameOf } from "./issue.ts"
import { keyAlgorithmProblem } from "./key-availability.ts"
import { makeKeyPair, signingParameters } from "./key-pair.ts"
import { readForm } from "./read-form.ts"

/** A certificate request and the key that it was made with. */
export interface MadeRequest {
	readonly der: Uint8Array
	readonly pem: string
	readonly privateKeyPkcs8: Secret<Uint8Array>
}

/**
 * Makes a certificate request (PKCS #10, RFC 2986) that asks for names, key usage and extended key usage, signed with a
 * new key, or with `keyPair`, which must be extractable. Lifetime and fault of the form are the issuer's business and
 * are not asked for. Fails field by field.
 */
export async function createRequest(
	form: CertificateForm,
	keyPair?: CryptoKeyPair,
): Promise<Result<MadeRequest, readonly FieldProblem[]>> {
	const { subject, extensions, problems } = readForm(form)
	const keyProblem = keyPair === undefined ? await keyAlgorithmProblem(form.keyAlgorithm) : undefined
	const found = [
		...problems,
		...(keyProblem === undefined ? [] : [{ field: "keyAlgorithm", text: keyProblem }]),
	]
	if (found.length > 0) return err(found)
	const keys = keyPair ?? (await makeKeyPair(form.keyAlgorithm))
	const request = await x509.Pkcs10CertificateRequestGenerator.create({
		name: nameOf(subject),
		keys,
		signingAlgorithm: signingParameters(keys.privateKey),
		extensions: askedExtensions({ ...extensions, hasSubject: subject.length > 0 }, keys.publicKey),
	})
	const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey))
	return ok({
		der: new Uint8Array(request.rawData),
		pem: `${request.toString("pem")}\n`,
		privateKeyPkcs8: new Secret(pkcs8),
	})
}
