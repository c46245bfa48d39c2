import { SectionHeading } from "#components/ui/heading"
import { answerMeanings, featureMeanings, type Meaning, weakMeaning } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import type { ScanLine, ScanSection } from "#report/scan-view"
import { type AnswerRow, AnswerRows } from "./answer-rows.tsx"

/** Everything that the scan saw: answers one a line, lists numbered in the order in which the server chose. */
export function ScanSections({ sections }: { readonly sections: readonly ScanSection[] }) {
	return sections.map((section) => (
		<section key={section.title} className="mb-7 min-w-0 break-inside-avoid">
			<SectionHeading level={3}>{section.title}</SectionHeading>
			{section.form === "rows" ? (
				<AnswerRows rows={section.lines.map(answerRow)} />
			) : (
				<div className="grid gap-x-8 border-line border-t sm:grid-cols-2">
					{section.lines.map((line) => (
						<OrderedNames key={line.name} line={line} />
					))}
				</div>
			)}
		</section>
	))
}

function OrderedNames({ line }: { readonly line: ScanLine }) {
	return (
		<div className="min-w-0 py-1.5 text-sm">
			<h4 className="flex flex-wrap items-baseline gap-x-3">
				{line.name}
				<span className="text-ink-faint text-xs">{line.note}</span>
			</h4>
			<ol className="mt-0.5">
				{line.values.map((name, index) => (
					<li key={name} className="grid grid-cols-[1.75rem_minmax(0,1fr)] items-baseline">
						<span aria-hidden="true" className="text-ink-faint text-xs tabular">
							{index + 1}
						</span>
						<Mono>{name}</Mono>
					</li>
				))}
			</ol>
		</div>
	)
}

function answerRow(line: ScanLine): AnswerRow {
	return { name: line.name, meaning: meaningOf(line), values: line.values, note: line.note }
}

function meaningOf({ answer = "unknown", word, isWeak }: ScanLine): Meaning {
	if (isWeak === true) return weakMeaning
	return word === answerMeanings[answer].word ? answerMeanings[answer] : featureMeanings[answer]
}
