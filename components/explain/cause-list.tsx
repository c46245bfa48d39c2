import { CircleCheck, CircleDashed, CircleMinus, type LucideIcon, Search } from "lucide-react"
import Link from "next/link"
import type { ReactNode } from "react"
import { ruleAddress } from "#components/ui/address"
import { SectionHeading } from "#components/ui/heading"
import { Status } from "#components/ui/status"
import type { ExplainedCause } from "#diagnosis/explain/explanation"
import type { JoinedCause } from "#diagnosis/explain/join-evidence"
import type { Severity } from "#diagnosis/finding"
import { confidenceWords, percent } from "./mark-spans.tsx"

/** Title and severity of every rule, by id. */
export type RuleTitles = Readonly<Record<string, { readonly title: string; readonly severity: Severity }>>

/** A rule's title as a sentence; its id where there is none. */
export function titleOf(rule: string, titles: RuleTitles): string {
	return titles[rule]?.title ?? rule
}

/** The causes behind the first one: what it brings about elsewhere in the text, then what the text cannot rule out. */
export function CauseList({
	causes,
	first,
	titles,
}: {
	readonly causes: readonly ExplainedCause[]
	readonly first: ExplainedCause | undefined
	readonly titles: RuleTitles
}) {
	const consequences = causes.filter(({ consequenceOf }) => consequenceOf !== undefined)
	const others = causes.filter(({ consequenceOf }) => consequenceOf === undefined)
	const news = (cause: ExplainedCause) =>
		[first, ...causes].find((each) => each?.why === cause.why) === cause ? cause.why : undefined
	return (
		<>
			{consequences.length === 0 ? null : (
				<section aria-label="Consequences">
					<SectionHeading>What follows from it in the same text</SectionHeading>
					<ul>
						{consequences.map((cause) => (
							<Row key={cause.rule} rule={cause.rule} titles={titles} text={news(cause)}>
								A consequence
							</Row>
						))}
					</ul>
				</section>
			)}
			{others.length === 0 ? null : (
				<section aria-label="Other causes">
					<SectionHeading>
						{others.some(({ confidence }) => confidence >= 0.6)
							? "What the text also says, or cannot rule out"
							: "What the text cannot rule out"}
					</SectionHeading>
					<ul>
						{others.map((cause) => (
							<Row key={cause.rule} rule={cause.rule} titles={titles} text={news(cause)}>
								{confidenceWords(cause.confidence)} ({percent(cause.confidence)})
							</Row>
						))}
					</ul>
				</section>
			)}
		</>
	)
}

const standings = {
	confirmed: { word: "Confirmed", tone: "broken", icon: CircleCheck },
	found: { word: "Found by the check", tone: "broken", icon: Search },
	open: { word: "Still possible", tone: "unknown", icon: CircleDashed },
	refuted: { word: "Ruled out", tone: "secure", icon: CircleMinus },
} as const satisfies Record<
	JoinedCause["standing"],
	{ readonly word: string; readonly tone: string; readonly icon: LucideIcon }
>

/** Every cause with what the check says about it. */
export function JoinedCauses({
	causes,
	titles,
}: {
	readonly causes: readonly JoinedCause[]
	readonly titles: RuleTitles
}) {
	if (causes.length === 0) return null
	return (
		<section aria-label="Text and check">
			<SectionHeading>What the check says about each cause</SectionHeading>
			<ul>
				{causes.map(({ rule, standing, why }, index) => (
					<Row
						key={rule}
						rule={rule}
						titles={titles}
						text={causes.findIndex((each) => each.why === why) === index ? why : undefined}
					>
						<Status meaning={standings[standing]} />
					</Row>
				))}
			</ul>
		</section>
	)
}

function Row({
	rule,
	titles,
	text,
	children,
}: {
	readonly rule: string
	readonly titles: RuleTitles
	readonly text: string | undefined
	readonly children: ReactNode
}) {
	return (
		<li className="grid gap-x-4 border-line border-t py-2 sm:grid-cols-[11rem_minmax(0,1fr)]">
			<span className="text-ink-soft text-sm">{children}</span>
			<span className="min-w-0 wrap-anywhere">
				<Link href={ruleAddress(rule)} className="link font-medium">
					{titleOf(rule, titles)}
				</Link>{" "}
				{text === undefined ? null : <span className="text-ink-soft">{text}</span>}
			</span>
		</li>
	)
}
