"use client"

import { ok } from "#base/result"
import type { RememberAction } from "#components/keeping/keeping-types"
import { RememberCertificates } from "#components/keeping/remember-certificates"
import { chainOf, type ShownCertificate } from "./workshop-materials.tsx"

/** Puts certificates that were made here into the certificate status; their keys stay in the page. */
export function RememberShown({
	shown,
	remember,
}: {
	readonly shown: readonly ShownCertificate[]
	readonly remember: RememberAction
}) {
	return (
		<RememberCertificates
			remember={remember}
			certificates={async () => ok(shown.flatMap(({ description }) => chainOf(description.pem)))}
		/>
	)
}
