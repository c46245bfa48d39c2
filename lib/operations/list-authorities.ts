import type { Result } from "#base/result"
import { attemptStore, type StoreFailure } from "#store/store-failure"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { parsePemCertificates } from "#x509/pem-certificates"
import type { OperationContext } from "./context.ts"
import { listAuthorityFolders } from "./node/authority-files.ts"

/** A CA that is kept in the workspace, without its key. */
export interface KeptAuthority {
	readonly certificate: CertificateDescription
	/** False: whoever can read the data folder can use the key. */
	readonly isEncrypted: boolean
	/** ISO 8601. */
	readonly keptAt: string
}

/** Every kept CA, by subject. One whose certificate cannot be read any more is left out. */
export function listAuthorities(
	context: OperationContext,
): Promise<Result<readonly KeptAuthority[], StoreFailure>> {
	return attemptStore(context.dataFolder, async () => {
		const kept: KeptAuthority[] = []
		for (const { certificatePem, isEncrypted, keptAt } of await listAuthorityFolders(context.dataFolder)) {
			const ders = parsePemCertificates(certificatePem)
			const described = await describeCertificate((ders.ok ? ders.value[0] : undefined) ?? new Uint8Array())
			if (described.kind === "certificate")
				kept.push({ certificate: described.description, isEncrypted, keptAt: new Date(keptAt).toISOString() })
		}
		return kept.toSorted((a, b) => a.certificate.subject.localeCompare(b.certificate.subject))
	})
}
