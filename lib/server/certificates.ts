import "server-only"
import { cache } from "react"
import type { Result } from "#base/result"
import { type KeptAuthority, listAuthorities } from "#operations/list-authorities"
import { type CertificateOverview, listCertificates } from "#operations/list-certificates"
import type { StoreFailure } from "#store/store-failure"
import { getApp, NotReady } from "./app.ts"
import { workloadCertificates } from "./workload.ts"

/** Every certificate that is kept, issued, remembered or watched, at a glance. Throws `NotReady` when the data cannot be read. */
export const getCertificateOverview = cache(async (): Promise<CertificateOverview> => {
	const overview = await findCertificates()
	if (!overview.ok) throw new NotReady(overview.error)
	return overview.value
})

/** The CAs that are kept in the workspace, without their keys. Throws `NotReady` as all queries do. */
export const listKeptAuthorities = cache(async (): Promise<readonly KeptAuthority[]> => {
	const { context } = await getApp()
	const kept = await listAuthorities(context)
	if (!kept.ok) throw new NotReady(kept.error)
	return kept.value
})

/** What `getCertificateOverview` gives, or why it cannot be told. */
export async function findCertificates(): Promise<Result<CertificateOverview, StoreFailure>> {
	const { context } = await getApp()
	return listCertificates(context, await workloadCertificates())
}
