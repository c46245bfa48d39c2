import type { Secret } from "#base/secret"
import { encryptedKeyPem, plainKeyPem } from "#pki/formats/encode-key"
import type { OutputFile } from "#pki/formats/output-file"
import { textFile } from "./written.ts"

/** The file of a private key: PKCS #8, encrypted when there is a passphrase. */
export async function keyFile(
	name: string,
	pkcs8: Secret<Uint8Array>,
	passphrase: Secret<string> | undefined,
): Promise<OutputFile> {
	const pem =
		passphrase === undefined ? plainKeyPem(pkcs8).reveal() : await encryptedKeyPem(pkcs8, passphrase)
	return textFile(name, pem, true)
}
