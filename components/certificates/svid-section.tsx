import { CircleCheck, CircleMinus, OctagonX } from "lucide-react"
import { SectionHeading } from "#components/ui/heading"
import type { Meaning } from "#components/ui/meaning"
import { Breakable, Mono } from "#components/ui/mono"
import { RuleLink } from "#components/ui/rule-link"
import { Status } from "#components/ui/status"
import type { ChecklistItem } from "#spiffe/svid-checklist"
import type { GivenInspection } from "./inspection.tsx"

const looks = {
	pass: { tone: "secure", icon: CircleCheck, word: "pass" },
	fail: { tone: "broken", icon: OctagonX, word: "fail" },
	"not-applicable": { tone: "unknown", icon: CircleMinus, word: "does not apply" },
} as const satisfies Record<ChecklistItem["verdict"], Meaning>

/** The X.509-SVID standard rule by rule. */
export function SvidSection({
	svid,
	isFile = false,
	title = "X.509-SVID",
}: {
	readonly svid: NonNullable<GivenInspection["svid"]>
	/** True when it was given as a file. */
	readonly isFile?: boolean
	/** Whose it is, where there are two. */
	readonly title?: string
}) {
	return (
		<section aria-label={title}>
			<SectionHeading>{title}</SectionHeading>
			<p className="wrap-anywhere">
				SPIFFE ID <Mono>{svid.id}</Mono>
			</p>
			<ul aria-label={`Rules of the X.509-SVID standard: ${title}`} className="mt-2 border-line border-b">
				{svid.checks.map((check) => (
					<li
						key={`${check.rule} ${check.text}`}
						className="grid gap-x-6 gap-y-0.5 border-line border-t py-1.5 sm:grid-cols-[9rem_minmax(0,1fr)_auto]"
					>
						<Status meaning={looks[check.verdict]} className="self-start" />
						<div className="min-w-0 wrap-anywhere">
							<p>{check.title}</p>
							{check.verdict === "pass" ? null : (
								<p className="text-ink-soft text-sm">
									<Breakable>{check.text}</Breakable>
								</p>
							)}
						</div>
						<span className="text-ink-faint text-sm sm:text-right">
							{check.section} <RuleLink rule={check.rule} isAside={isFile} />
						</span>
					</li>
				))}
			</ul>
		</section>
	)
}
