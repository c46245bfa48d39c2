"use client"

import { useState } from "react"
import { ChainCertificate } from "#components/run/chain-certificate"
import { Button } from "#components/ui/button"
import { SectionHeading } from "#components/ui/heading"
import { Mono } from "#components/ui/mono"
import { ValidityBar } from "#components/ui/validity-bar"
import type { FoundCertificate } from "./inspection.tsx"

const shownAtFirst = 50

/** Certificates that make no chain, one a line; each opens into its facts. Long bundles are drawn in pieces. */
export function CertificateTable({ certificates }: { readonly certificates: readonly FoundCertificate[] }) {
	const [shown, setShown] = useState(shownAtFirst)
	const rest = certificates.length - shown
	return (
		<section aria-label="Certificates">
			<SectionHeading>Certificates ({certificates.length.toLocaleString("en")})</SectionHeading>
			<ul className="border-line border-b">
				{certificates.slice(0, shown).map((found) => (
					<li key={found.sha256} className="border-line border-t">
						<CertificateRow found={found} isOpen={certificates.length === 1} />
					</li>
				))}
			</ul>
			{rest > 0 ? (
				<Button size="sm" className="mt-3" onClick={() => setShown(shown + 200)}>
					Show {Math.min(200, rest)} more of {rest.toLocaleString("en")}
				</Button>
			) : null}
		</section>
	)
}

function CertificateRow({ found, isOpen }: { readonly found: FoundCertificate; readonly isOpen: boolean }) {
	const { observed, title, sha256 } = found
	const certificate = observed.kind === "certificate" ? observed.description : undefined
	const unreadable = observed.kind === "unreadable" ? observed : undefined
	const role = certificate?.isCa === true ? (certificate.isSelfIssued ? "root" : "intermediate") : "leaf"
	return (
		<details open={isOpen}>
			<summary className="flex min-h-9 cursor-pointer flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1.5">
				<span className="min-w-0 wrap-anywhere">
					<Mono>{title}</Mono> <span className="text-ink-faint text-sm">{certificate?.keyType}</span>
				</span>
				{certificate === undefined ? (
					<span className="text-broken text-sm">not readable</span>
				) : (
					<ValidityBar notBefore={certificate.notBefore} notAfter={certificate.notAfter} />
				)}
			</summary>
			<div className="pb-3">
				<ChainCertificate
					node={{
						key: sha256,
						role,
						title,
						subject: certificate?.subject ?? "",
						faults: [],
						...(certificate === undefined ? {} : { certificate }),
						...(unreadable === undefined ? {} : { unreadable }),
					}}
					isMarked={false}
					isFile
				/>
			</div>
		</details>
	)
}
