import { CopyButton } from "#components/ui/copy-button"
import { SectionHeading } from "#components/ui/heading"
import type { Decision } from "#diagnosis/explain/decide"
import type { Telling } from "#diagnosis/explain/what-would-tell"

/** The check that decides between the causes that the text leaves open. */
export function DecisionLine({ decision }: { readonly decision: Decision }) {
	return (
		<div className="mt-2 max-w-prose border-plain-line border-l-2 pl-3">
			<p>{decision.text}</p>
			<Command text={decision.command} />
		</div>
	)
}

/** Where more is to be learnt, when the text says too little. */
export function WouldTell({ tellings }: { readonly tellings: readonly Telling[] }) {
	return (
		<section aria-label="What would tell">
			<SectionHeading>What would tell</SectionHeading>
			<ul>
				{tellings.map(({ where, text, command }) => (
					<li
						key={where}
						className="grid gap-x-4 border-line border-t py-2 sm:grid-cols-[11rem_minmax(0,1fr)]"
					>
						<span className="font-medium first-letter:uppercase">{where}</span>
						<span className="min-w-0">
							{text}
							{command === undefined ? null : <Command text={command} />}
						</span>
					</li>
				))}
			</ul>
		</section>
	)
}

function Command({ text }: { readonly text: string }) {
	return (
		<span className="mt-1 flex items-start gap-1">
			<code className="min-w-0 py-1 font-mono text-xs wrap-anywhere">{text}</code>
			<CopyButton text={text} label={`Copy ${text}`} />
		</span>
	)
}
