import { SectionHeading } from "#components/ui/heading"
import { severityMeanings } from "#components/ui/meaning"
import { Breakable, Mono } from "#components/ui/mono"
import { RuleLink } from "#components/ui/rule-link"
import { Status } from "#components/ui/status"
import type { FoundLint } from "./inspection.tsx"

const shown = 60

/** Every rule that is broken: the fact, the certificate, how to change it and who says so. */
export function LintSection({ lints }: { readonly lints: readonly FoundLint[] }) {
	return (
		<section aria-label="Rules">
			<SectionHeading aside={<Counts lints={lints} />}>What the rules say</SectionHeading>
			{lints.length === 0 ? (
				<p className="text-ink-soft">No rule for certificates, requests and keys under gRPC is broken.</p>
			) : (
				<ul className="border-line border-b">
					{lints.slice(0, shown).map((lint, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: one answer, nothing in it moves
						<li key={index} className="border-line border-t py-2.5">
							<LintEntry lint={lint} />
						</li>
					))}
				</ul>
			)}
			{lints.length > shown ? (
				<p className="mt-2 text-ink-soft text-sm">and {lints.length - shown} more of the lighter ones.</p>
			) : null}
		</section>
	)
}

function LintEntry({ lint }: { readonly lint: FoundLint }) {
	return (
		<div className="grid gap-x-6 gap-y-1 sm:grid-cols-[7rem_minmax(0,1fr)]">
			<Status meaning={severityMeanings[lint.severity]} className="self-start" />
			<div className="min-w-0">
				<p className="text-ink-soft text-sm wrap-anywhere">
					<Mono>{lint.about}</Mono>
				</p>
				<p className="font-medium wrap-anywhere">
					<Breakable>{lint.text}</Breakable>
				</p>
				<p className="max-w-prose text-ink-soft wrap-anywhere">{lint.fix}</p>
				{lint.command === undefined ? null : (
					<pre className="mt-1 whitespace-pre-wrap font-mono text-xs wrap-anywhere">{lint.command}</pre>
				)}
				<p className="mt-0.5 text-ink-faint text-sm wrap-anywhere">
					<RuleLink rule={lint.rule} isAside /> · {lint.citation}
				</p>
			</div>
		</div>
	)
}

function Counts({ lints }: { readonly lints: readonly FoundLint[] }) {
	const severities = ["error", "warning", "notice"] as const
	return (
		<span className="flex flex-wrap gap-3">
			{severities.map((severity) => {
				const count = lints.filter((lint) => lint.severity === severity).length
				const word = `${count} ${severity}${count === 1 ? "" : "s"}`
				return count === 0 ? null : <Status key={severity} meaning={severityMeanings[severity]} word={word} />
			})}
		</span>
	)
}
