import { CircleCheck, OctagonX } from "lucide-react"
import { SectionHeading } from "#components/ui/heading"
import type { Meaning } from "#components/ui/meaning"
import { Breakable } from "#components/ui/mono"
import { RuleLink } from "#components/ui/rule-link"
import { Status } from "#components/ui/status"
import type { RuntimesView } from "#report/runtimes-view"

const looks = {
	accepted: { tone: "secure", icon: CircleCheck, word: "takes it" },
	rejected: { tone: "broken", icon: OctagonX, word: "refuses it" },
} as const satisfies Record<RuntimesView["rows"][number]["verdict"], Meaning>

/** What each runtime would say of the chain: one sentence, then who takes it and who does not, with reasons. */
export function ChainRuntimes({ view, isFile }: { readonly view: RuntimesView; readonly isFile: boolean }) {
	return (
		<section aria-label="What each runtime would say" className="mt-8 break-inside-avoid">
			<SectionHeading>What each runtime would say</SectionHeading>
			<p className="max-w-prose font-medium wrap-anywhere">
				<Breakable>{view.sentence}</Breakable>
			</p>
			<ul className="mt-3 border-line border-b">
				{view.rows.map(({ labels, verdict, reasons, rules, openssl }) => (
					<li
						key={labels.join()}
						className="grid gap-x-6 gap-y-1 border-line border-t py-2 sm:grid-cols-[7rem_12rem_minmax(0,1fr)]"
					>
						<Status meaning={looks[verdict]} className="self-start" />
						<span className="font-medium">{labels.join(", ")}</span>
						<div className="min-w-0 text-ink-soft text-sm">
							{reasons.map((reason, index) => (
								<p key={reason} className="max-w-prose wrap-anywhere">
									<Breakable>{reason}</Breakable> <RuleLink rule={rules[index] ?? ""} isAside={isFile} />
								</p>
							))}
							{openssl === undefined ? null : (
								<p className="text-ink-faint">
									OpenSSL: <span className="font-mono text-xs wrap-anywhere">{openssl}</span>
								</p>
							)}
						</div>
					</li>
				))}
			</ul>
			<p className="mt-2 max-w-prose text-ink-faint text-sm wrap-anywhere">{view.question}</p>
		</section>
	)
}
