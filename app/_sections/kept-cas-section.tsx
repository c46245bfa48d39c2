import type { ReactNode } from "react"
import { KeptCas } from "#components/run/kept-cas"
import { listKeptAuthorities } from "#server/certificates"
import { lendAuthority } from "../actions/authorities.ts"

/** Gives the proofs of refusal of a page the CAs that the workspace keeps. */
export async function KeptCasSection({ children }: { readonly children: ReactNode }) {
	const kept = await listKeptAuthorities()
	const choices = kept.map(({ certificate: { sha256, subject }, isEncrypted }) => ({
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
