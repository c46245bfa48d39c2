"use client"

import type { ReactNode } from "react"
import { VerdictSentence } from "#components/ui/verdict-sentence"
import { CertificateTable } from "./certificate-table.tsx"
import { ChainSection } from "./chain-section.tsx"
import type { GivenInspection, InspectQuestion } from "./inspection.tsx"
import { KeySection } from "./key-section.tsx"
import { LintSection } from "./lint-section.tsx"
import { RequestSection } from "./request-section.tsx"
import { SvidSection } from "./svid-section.tsx"

/** The answer: one sentence, what was given, and then every part that there is something to say of. */
export function InspectionAnswer({
	inspection,
	problem,
	isBusy,
	question,
	onQuestion,
	onRoots,
	bar,
}: {
	readonly inspection: GivenInspection | undefined
	readonly problem: string | undefined
	readonly isBusy: boolean
	readonly question: InspectQuestion
	readonly onQuestion: (question: InspectQuestion) => void
	readonly onRoots: (files: readonly File[]) => void
	readonly bar: ReactNode
}) {
	return (
		<div className="flex flex-col gap-6" aria-busy={isBusy}>
			<div aria-live="polite">
				{problem === undefined ? null : <p className="text-broken">{problem}</p>}
				{inspection === undefined ? (
					<p className="text-ink-soft">{problem === undefined ? "Reading." : ""}</p>
				) : (
					<VerdictSentence kind={inspection.kind} sentence={inspection.sentence} />
				)}
			</div>
			{bar}
			{inspection === undefined ? null : (
				<>
					{inspection.svid === undefined ? null : <SvidSection svid={inspection.svid} isFile />}
					{inspection.keys.length === 0 ? null : (
						<KeySection keys={inspection.keys} certificates={inspection.certificates} />
					)}
					{inspection.chain === undefined ? null : (
						<ChainSection
							chain={inspection.chain}
							certificates={inspection.certificates}
							leaves={inspection.leaves}
							revocations={inspection.revocations}
							question={question}
							onQuestion={onQuestion}
							onRoots={onRoots}
						/>
					)}
					{inspection.chain === undefined && inspection.certificates.length > 0 ? (
						<CertificateTable certificates={inspection.certificates} />
					) : null}
					{inspection.requests.length + inspection.revocations.length === 0 ? null : (
						<RequestSection requests={inspection.requests} revocations={inspection.revocations} />
					)}
					{isLintable(inspection) ? <LintSection lints={inspection.lints} /> : null}
				</>
			)}
		</div>
	)
}

function isLintable({ certificates, requests, keys, lints }: GivenInspection): boolean {
	const isOpen = keys.some(({ type }) => type !== undefined)
	return certificates.length + requests.length + lints.length > 0 || isOpen
}
