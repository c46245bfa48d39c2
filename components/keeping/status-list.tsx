"use client"

import Link from "next/link"
import { useState } from "react"
import { endpointAddress } from "#components/ui/address"
import { Button } from "#components/ui/button"
import { type Meaning, meanings, severityMeanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import { absoluteWords } from "#components/ui/time"
import { ValidityBar } from "#components/ui/validity-bar"
import type { CertificateStatus, CertificateUse } from "#pki/certificate-status"
import { type ForgetAction, ForgetCertificate } from "./forget-certificate.tsx"

/** Certificates at a glance, one a line; each opens into serial, names, dates and what depends on it. */
export function StatusList({
	label,
	certificates,
	forget,
}: {
	readonly label: string
	readonly certificates: readonly CertificateStatus[]
	/** Takes a remembered certificate out. */
	readonly forget: ForgetAction
}) {
	const [shown, setShown] = useState(shownAtFirst)
	const rest = certificates.length - shown
	return (
		<>
			<ul aria-label={label} className="border-line border-b">
				{certificates.slice(0, shown).map((certificate) => (
					<li key={certificate.sha256} className="border-line border-t">
						<StatusRow certificate={certificate} forget={forget} />
					</li>
				))}
			</ul>
			{rest > 0 ? (
				<Button size="sm" className="mt-3" onClick={() => setShown(shown + shownAtFirst)}>
					Show {Math.min(shownAtFirst, rest)} more of {rest.toLocaleString("en")}
				</Button>
			) : null}
		</>
	)
}

const shownAtFirst = 100

const originWords = {
	kept: "kept CA",
	issued: "issued here",
	workload: "of the lab’s Workload API",
	remembered: "remembered",
	watched: "seen at an endpoint",
} as const satisfies Record<CertificateStatus["origin"], string>

const roleWords = {
	served: "served by",
	chain: "sent along by",
	client: "shown to",
	ca: "trusted for",
} as const satisfies Record<CertificateUse["role"], string>

function StatusRow({
	certificate,
	forget,
}: {
	readonly certificate: CertificateStatus
	readonly forget: ForgetAction
}) {
	const { subject, spiffeId, names, notBefore, notAfter, uses, why, origin } = certificate
	const title = spiffeId ?? (subject === "" ? (names[0] ?? "no name") : subject)
	return (
		<details>
			<summary className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-4 gap-y-1 py-1.5">
				<span className="min-w-0 flex-1 basis-64 wrap-anywhere">
					<Mono>{title}</Mono>{" "}
					<span className="text-ink-faint text-sm">
						{originWords[origin]}
						{origin === "issued" ? `, by ${certificate.issuer}` : ""}
					</span>
				</span>
				<Status meaning={meaningOf(certificate)} className="w-36" />
				<span className="w-24 text-ink-soft text-sm tabular">{usedWords(certificate)}</span>
				<ValidityBar notBefore={notBefore} notAfter={notAfter} className="w-44" />
			</summary>
			<div className="flex flex-col gap-2 pb-3">
				<p className="text-ink-soft">{why}</p>
				<dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[9rem_1fr]">
					{factsOf(certificate).map(([name, value]) => (
						<div key={name} className="contents">
							<dt className="text-ink-faint">{name}</dt>
							<dd className="min-w-0">
								<Mono>{value}</Mono>
							</dd>
						</div>
					))}
					<dt className="text-ink-faint">Depends on it</dt>
					<dd>
						<Uses uses={uses} issuedValid={certificate.issuedValid} />
					</dd>
				</dl>
				{certificate.isRemembered === true ? (
					<ForgetCertificate sha256={certificate.sha256} forget={forget} />
				) : null}
			</div>
		</details>
	)
}

function Uses({
	uses,
	issuedValid = 0,
}: {
	readonly uses: readonly CertificateUse[]
	readonly issuedValid?: number | undefined
}) {
	if (uses.length === 0 && issuedValid === 0)
		return <span className="text-ink-soft">No endpoint that is known here.</span>
	return (
		<ul>
			{issuedValid > 0 ? <li>{issuedValid} certificates that it issued and that have not ended</li> : null}
			{uses.map((use) => (
				<li key={`${use.role} ${use.endpointId}`}>
					{roleWords[use.role]}{" "}
					<Link href={endpointAddress(use.endpointId)} prefetch={false} className="link">
						{use.endpointName}
					</Link>
					{use.isFromLab ? <span className="text-ink-faint"> (lab)</span> : null}
				</li>
			))}
		</ul>
	)
}

function meaningOf({ needsRenewal, state, replacedBy }: CertificateStatus): Meaning {
	if (needsRenewal && state === "expired") return { ...severityMeanings.error, word: "has ended" }
	if (needsRenewal) return { ...severityMeanings.warning, word: "needs renewal" }
	if (state === "expired") return { ...meanings.unknown, word: "has ended" }
	if (state === "not-yet-valid") return { ...severityMeanings.warning, word: "not valid yet" }
	if (replacedBy !== undefined) return { ...severityMeanings.notice, word: "replaced" }
	return { ...severityMeanings.ok, word: "valid" }
}

function usedWords({ usedShare }: CertificateStatus): string {
	return `${Math.floor(usedShare * 100)} % used`
}

function factsOf(certificate: CertificateStatus): readonly (readonly [string, string])[] {
	const { subject, issuer, serial, sha256, names, trustDomain, notBefore, notAfter, renewAt, renewAtShare } =
		certificate
	return [
		["Subject", subject === "" ? "(empty)" : subject],
		["Issuer", issuer],
		...(trustDomain === undefined ? [] : [["Trust domain", trustDomain] as const]),
		...(names.length === 0 ? [] : [["Names", names.join(", ")] as const]),
		["Serial", serial],
		["SHA-256", sha256],
		["Valid", `${absoluteWords(notBefore)} – ${absoluteWords(notAfter)}`],
		["Renew from", `${absoluteWords(renewAt)} (${Math.round(renewAtShare * 100)} % of its lifetime)`],
	]
}
