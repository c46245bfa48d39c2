import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import type { CertificateForm } from "#pki/certificate-form"
import type { FieldProblem } from "#pki/field-problem"
import { keyFile } from "#pki/formats/key-file"
import type { OutputFile } from "#pki/formats/output-file"
import { keyPassphraseMin } from "#pki/key-passphrase"
import { createRequest } from "#pki/request"
import { askedNames } from "#pki/request-wishes"
import { readRequest } from "#x509/formats/certificate-request"

/* Requests made in the page: their keys are in the closures that are returned, and in nothing that is sent. */

/** A certificate request that was made in the page. */
export interface AskedRequest {
	readonly pem: string
	readonly subject: string
	readonly names: readonly string[]
	readonly keyType: string
	/** The request and its key, encrypted when there is a passphrase. */
	readonly files: (passphrase: string) => Promise<Result<readonly OutputFile[], FieldProblem>>
}

/** Makes a key and a request for it. */
export async function askFor(form: CertificateForm): Promise<Result<AskedRequest, readonly FieldProblem[]>> {
	const made = await createRequest(form)
	if (!made.ok) return made
	const { der, pem, privateKeyPkcs8 } = made.value
	const read = readRequest(der)
	if (!read.ok) return err([{ field: "request", text: read.error.text }])
	const { subject, publicKey } = read.value
	return ok({
		...{ pem, subject: subject.text, names: askedNames(read.value), keyType: publicKey.keyType },
		files: async (passphrase) => {
			if (passphrase !== "" && passphrase.length < keyPassphraseMin)
				return err({
					field: "passphrase",
					text: `The key is encrypted with a passphrase of ${keyPassphraseMin} characters or more. Give one, or leave it out.`,
				})
			const secret = passphrase === "" ? undefined : new Secret(passphrase)
			return ok([
				{ name: "request.csr", bytes: new TextEncoder().encode(pem), secret: false },
				await keyFile("request-key.pem", privateKeyPkcs8, secret),
			])
		},
	})
}
