import { Fragment, type ReactNode } from "react"
import { meanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { RuleLink } from "#components/ui/rule-link"
import { Status } from "#components/ui/status"
import { ValidityBar } from "#components/ui/validity-bar"
import type { ShownCertificate } from "./workshop-materials.tsx"

const namesShown = 8

/** A certificate that was made: what it is for, its names, its end, its fingerprint, and what our rules say of it. */
export function CertificateCard({
	title,
	shown,
	caughtBy,
	children,
}: {
	readonly title: string
	readonly shown: ShownCertificate
	/** When it is wrong on purpose: the rules that name the fault where it is used. */
	readonly caughtBy?: readonly string[] | undefined
	readonly children?: ReactNode
}) {
	const { description, lints } = shown
	const { sans } = description
	const names = [...sans.dns, ...sans.ip, ...sans.uri, ...sans.email]
	return (
		<article className="flex min-w-0 flex-col gap-2 rounded-md border border-line bg-surface-raised p-4">
			<h3 className="font-semibold">{title}</h3>
			<p className="wrap-anywhere">
				<Mono>{description.subject === "" ? "empty subject" : description.subject}</Mono>
			</p>
			{names.length === 0 ? null : (
				<p className="text-ink-soft text-sm wrap-anywhere">
					{names.slice(0, namesShown).join(", ")}
					{names.length > namesShown ? ` and ${names.length - namesShown} more` : ""}
				</p>
			)}
			<ValidityBar notBefore={description.notBefore} notAfter={description.notAfter} width="wide" />
			<p className="text-ink-faint text-xs wrap-anywhere">
				{description.keyType} · SHA-256 <Mono>{description.sha256}</Mono>
			</p>
			{lints.length === 0 && caughtBy === undefined ? (
				<Status meaning={{ ...meanings.secure, word: "keeps every rule" }} />
			) : (
				lints.map(({ rule, text }) => (
					<p key={`${rule} ${text}`} className="text-sm wrap-anywhere">
						<RuleLink rule={rule} isAside /> {text}
					</p>
				))
			)}
			{caughtBy === undefined ? null : (
				<p className="text-sm wrap-anywhere">
					{lints.length === 0 ? "By itself it breaks no rule. " : ""}Where it is used, a check says{" "}
					{caughtBy.map((rule, at) => (
						<Fragment key={rule}>
							{at === 0 ? null : " or "}
							<RuleLink rule={rule} isAside />
						</Fragment>
					))}
					.
				</p>
			)}
			{children}
		</article>
	)
}
