import "server-only"
import { cache } from "react"
import { type KeptAuthority, listAuthorities } from "#operations/list-authorities"
import { type CertificateOverview, listCertificates } from "#operations/list-certificates"
import { getApp, NotReady } from "./app.ts"

/** Every certificate that is kept, issued, remembered or watched, at a glance. Throws `NotReady` when the data cannot be read. */
export const getCertificateOverview = cache(async (): Promise<CertificateOverview> => {
	const { context } = await getApp()
	const overview = await listCertificates(context)
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
