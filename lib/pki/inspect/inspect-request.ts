import { err, ok, type Result } from "#base/result"
import { fingerprint } from "#x509/describe"
import { readRequest } from "#x509/formats/certificate-request"
import { damaged, type FormatFailure } from "#x509/formats/format-failure"
import { lintRequest } from "#x509/lint/lint-certificates"
import type { Lint } from "#x509/lint/lint-rule"
import { extensionNames, signatureAlgorithmNames } from "#x509/oids"
import { verifySignature } from "#x509/path/verify-signature"
import type { InspectedRequest } from "./inspection.ts"

/** Describes a certificate request (PKCS #10) and checks that who asks has the key. */
export async function inspectRequest(
	der: Uint8Array,
): Promise<Result<{ readonly request: InspectedRequest; readonly lints: readonly Lint[] }, FormatFailure>> {
	const read = readRequest(der)
	if (!read.ok) return err(damaged("The certificate request", read.error.text))
	const { subject, publicKey, extensions, signatureAlgorithm } = read.value
	const signature = (await verifySignature(read.value, publicKey)).kind
	const names = extensions.subjectAltName
	return ok({
		request: {
			subject: subject.text,
			sans: { dns: names?.dns ?? [], ip: names?.ip ?? [], uri: names?.uri ?? [], email: names?.email ?? [] },
			keyType: publicKey.keyType,
			keyBits: publicKey.keyBits,
			signatureAlgorithm: signatureAlgorithmNames[signatureAlgorithm.oid] ?? signatureAlgorithm.oid,
			signature,
			asksFor: extensions.list.map(({ oid }) => extensionNames[oid] ?? oid),
			isCa: extensions.basicConstraints?.isCa === true,
			spkiSha256: await fingerprint(publicKey.spki),
		},
		lints: lintRequest(read.value, signature !== "invalid"),
	})
}
