import { err, ok, type Result } from "#base/result"
import { logWork } from "#store/logged-work"
import type { StoreFailure } from "#store/store-failure"
import { attemptStore } from "#store/store-failure"
import { describeCertificate } from "#x509/describe"
import { parsePemCertificates } from "#x509/pem-certificates"
import type { OperationContext } from "./context.ts"
import { deleteAuthorityFiles, readAuthorityFiles } from "./node/authority-files.ts"

/**
 * Takes a kept CA from the disk, its key first. What it issued stays valid until it ends. `gone`: it was not kept.
 */
export async function deleteAuthority(
	context: OperationContext,
	{ sha256 }: { readonly sha256: string },
): Promise<Result<void, StoreFailure | { readonly kind: "gone" }>> {
	const { dataFolder, store, actor, clock } = context
	const found = await attemptStore(dataFolder, () => readAuthorityFiles(dataFolder, sha256))
	if (!found.ok) return found
	if (found.value === undefined) return err({ kind: "gone" })
	const subject = await subjectOf(found.value.certificatePem)
	const detail = subject === undefined ? {} : { subject }
	const entry = { at: clock.now(), actor, action: "authority-deleted", subject: sha256, detail } as const
	const done = await logWork(store, entry, async () => {
		await deleteAuthorityFiles(dataFolder, sha256)
	})
	return done.ok ? ok(undefined) : done
}

async function subjectOf(pem: string): Promise<string | undefined> {
	const ders = parsePemCertificates(pem)
	const described = await describeCertificate((ders.ok ? ders.value[0] : undefined) ?? new Uint8Array())
	return described.kind === "certificate" ? described.description.subject : undefined
}
