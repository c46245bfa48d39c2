import type { Secret } from "#base/secret"
import { encryptedKeyPem, plainKeyPem } from "./encode-key.ts"
import type { OutputFile } from "./output-file.ts"

/** The file of a private key: PKCS #8 as PEM, encrypted when there is a passphrase. */
export async function keyFile(
	name: string,
	pkcs8: Secret<Uint8Array>,
	passphrase: Secret<string> | undefined,
): Promise<OutputFile> {
	const pem =
		passphrase === undefined ? plainKeyPem(pkcs8).reveal() : await encryptedKeyPem(pkcs8, passphrase)
	return { name, bytes: new TextEncoder().encode(pem), secret: true }
}
