"use client"

import { KeepFiles } from "#components/keeping/keep-files"
import type { KeptCa } from "#components/keeping/keeping-types"
import { KeptAuthorities } from "#components/keeping/kept-authorities"
import { RememberFiles } from "#components/keeping/remember-files"
import { StatusList } from "#components/keeping/status-list"
import type { CertificateStatus } from "#pki/certificate-status"
import { deleteAuthority, issueFromAuthority, keepAuthority } from "../../../actions/authorities.ts"
import { forgetCertificate, rememberCertificates } from "../../../actions/remembered.ts"

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

/** Certificates at a glance, with the action that forgets one. */
export function StatusListSection(props: {
	readonly label: string
	readonly certificates: readonly CertificateStatus[]
}) {
	return (
		<StatusList
			{...props}
			forget={async (sha256) => {
				const outcome = await forgetCertificate({ sha256 })
				return outcome.kind === "forgotten" ? undefined : outcome.text
			}}
		/>
	)
}

/** The form that remembers certificates from files, with the action behind it. */
export function RememberFilesSection() {
	return <RememberFiles remember={rememberCertificates} />
}
