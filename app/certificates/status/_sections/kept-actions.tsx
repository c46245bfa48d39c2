"use client"

import { KeepFiles } from "#components/keeping/keep-files"
import type { KeptCa } from "#components/keeping/keeping-types"
import { KeptAuthorities } from "#components/keeping/kept-authorities"
import { deleteAuthority, issueFromAuthority, keepAuthority } from "../../../actions/authorities.ts"

/** The kept CAs with the actions behind them. */
export function KeptAuthoritiesSection({ authorities }: { readonly authorities: readonly KeptCa[] }) {
	return (
		<KeptAuthorities
			authorities={authorities}
			issue={(question) => issueFromAuthority(question)}
			remove={async (sha256) => {
				const outcome = await deleteAuthority({ sha256 })
				return outcome.kind === "deleted" ? undefined : outcome.text
			}}
		/>
	)
}

/** The form that keeps a CA from files, with the action behind it. */
export function KeepFilesSection() {
	return <KeepFiles keep={({ files, ...rest }) => keepAuthority({ files: [...files], ...rest })} />
}
