import { readTextFile } from "#endpoints/node/read-text-file"
import type { Authority } from "#pki/issue"
import { openAuthority } from "#pki/open-authority"
import { keyMatchesCertificate } from "#x509/node/key-match"
import { readPrivateKey } from "#x509/node/private-key"
import { parsePemCertificates } from "#x509/pem-certificates"
import { UsageError } from "./usage.ts"

/**
 * The CA of `--enforce-ca` and `--enforce-ca-key`, from which throw-away certificates are issued. Undefined when neither
 * is given; throws `UsageError` when both cannot be used together.
 */
export async function issuingAuthority(values: ReadonlyMap<string, string>): Promise<Authority | undefined> {
	const certificatePath = values.get("enforce-ca")
	const keyPath = values.get("enforce-ca-key")
	if (certificatePath === undefined && keyPath === undefined) return undefined
	if (certificatePath === undefined || keyPath === undefined)
		throw new UsageError("--enforce-ca and --enforce-ca-key belong together", "give both, or neither")
	const certificates = parsePemCertificates(await textOf(certificatePath))
	if (!certificates.ok)
		throw new UsageError(`enforce-ca: ${certificates.error.text}`, certificates.error.hint)
	const key = readPrivateKey(await textOf(keyPath))
	if (!key.ok) throw new UsageError(`enforce-ca-key: ${key.error.text}`, key.error.hint)
	const der = certificates.value.find((each) => keyMatchesCertificate(key.value.key, each))
	if (der === undefined)
		throw new UsageError(
			"enforce-ca-key: the key belongs to no certificate of --enforce-ca",
			"name the key of the CA",
		)
	const authority = await openAuthority(der, key.value.pem)
	if (!authority.ok)
		throw new UsageError(`enforce-ca: ${authority.error}`, "name the CA that signs client certificates")
	return authority.value
}

async function textOf(path: string): Promise<string> {
	const file = await readTextFile(path)
	if (!file.ok) throw new UsageError(file.error.text, file.error.hint)
	return file.value.text
}
