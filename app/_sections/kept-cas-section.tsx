import type { ReactNode } from "react"
import { KeptCas } from "#components/run/kept-cas"
import { listAuthorities } from "#operations/list-authorities"
import { getApp } from "#server/app"
import { lendAuthority } from "../actions/authorities.ts"

/** Gives the proofs of refusal of a page the CAs that the workspace keeps; a page is shown without them all the same. */
export async function KeptCasSection({ children }: { readonly children: ReactNode }) {
	const { context } = await getApp()
	const kept = await listAuthorities(context)
	if (!kept.ok) return children
	const choices = kept.value.map(({ certificate: { sha256, subject }, isEncrypted }) => ({
		sha256,
		subject,
		isEncrypted,
	}))
	return (
		<KeptCas kept={choices} lend={lendAuthority}>
			{children}
		</KeptCas>
	)
}
