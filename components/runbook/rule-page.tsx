import { ArrowLeft } from "lucide-react"
import Link from "next/link"
import type { ReactNode } from "react"
import { Fixes } from "#components/run/fixes"
import { address } from "#components/ui/address"
import { CopyButton } from "#components/ui/copy-button"
import { SectionHeading } from "#components/ui/heading"
import { severityMeanings } from "#components/ui/meaning"
import { Status } from "#components/ui/status"
import type { Blame } from "#diagnosis/finding"
import type { RunbookPage } from "#diagnosis/runbook"

const actors = {
	client: "the client’s owner",
	server: "the server’s owner",
	network: "whoever runs the network",
	proxy: "whoever runs the proxy",
	"identity-provider": "whoever issues the certificates",
	countersign: "Countersign",
	unknown: "not known",
} as const satisfies Record<Blame, string>

/**
 * One cause from what people see to how it is prevented. `affected` lists the endpoints that have it now, `note` is
 * what the team knows about it.
 */
export function RulePage({
	rule,
	affected,
	note,
}: {
	readonly rule: RunbookPage
	readonly affected: ReactNode
	readonly note: ReactNode
}) {
	const { seen, means, confirm, prevent } = rule.prose
	const { fixes } = rule
	return (
		<article className="mx-auto max-w-4xl">
			<Link
				href={address("/runbook")}
				className="inline-flex min-h-6 items-center gap-1 text-ink-soft text-sm hover:text-ink"
			>
				<ArrowLeft aria-hidden className="size-3.5" />
				Runbook
			</Link>
			<header className="mt-2 mb-8">
				<p className="flex flex-wrap items-center gap-x-3 gap-y-1">
					<Status meaning={severityMeanings[rule.severity]} form="badge" />
					<code className="text-ink-soft text-sm">{rule.id}</code>
					<CopyButton text={rule.id} label="Copy the rule’s id" />
				</p>
				<h1 className="mt-1.5 text-balance font-semibold text-2xl tracking-tight">{rule.title}</h1>
				<p className="mt-1 text-ink-soft">Has to act: {actors[rule.blame]}.</p>
			</header>
			<div className="flex flex-col gap-8">
				{seen.length === 0 ? null : (
					<section aria-labelledby="seen">
						<SectionHeading id="seen">What people see</SectionHeading>
						<dl>
							{seen.map(({ stack, line }) => (
								<div
									key={`${stack} ${line}`}
									className="grid gap-x-4 border-line border-t py-1.5 sm:grid-cols-[8rem_1fr]"
								>
									<dt className="text-ink-soft text-sm">{stack}</dt>
									<dd className="font-mono text-xs leading-5 [font-variant-ligatures:none] wrap-anywhere">
										{line}
									</dd>
								</div>
							))}
						</dl>
					</section>
				)}
				<Prose id="means" title="What it means" text={means} />
				<Prose id="confirm" title="How to confirm it" text={confirm} />
				{fixes.length === 0 ? null : (
					<section aria-labelledby="fix">
						<SectionHeading id="fix">What to change</SectionHeading>
						<Fixes fixes={fixes} about={rule.title} />
					</section>
				)}
				<Prose id="prevent" title="How to prevent it" text={prevent} />
				{note}
				{affected}
				{rule.citation.length === 0 ? null : (
					<section aria-labelledby="sources">
						<SectionHeading id="sources">Where it is written</SectionHeading>
						<ul className="text-ink-soft">
							{rule.citation.map(({ text, section }) => (
								<li key={`${text} ${section ?? ""}`}>
									{text}
									{section === undefined ? null : `, section ${section}`}
								</li>
							))}
						</ul>
					</section>
				)}
			</div>
		</article>
	)
}

function Prose({ id, title, text }: { readonly id: string; readonly title: string; readonly text: string }) {
	if (text === "") return null
	return (
		<section aria-labelledby={id}>
			<SectionHeading id={id}>{title}</SectionHeading>
			<p className="max-w-prose">{text}</p>
		</section>
	)
}
