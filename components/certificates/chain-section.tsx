"use client"

import { FolderOpen } from "lucide-react"
import { useRef } from "react"
import { Chain } from "#components/run/chain"
import { Button } from "#components/ui/button"
import { Field } from "#components/ui/field"
import { SectionHeading } from "#components/ui/heading"
import { Input } from "#components/ui/input"
import { Select } from "#components/ui/select"
import { givenChainView } from "./given-chain-view.tsx"
import type { FoundCertificate, GivenInspection, InspectQuestion } from "./inspection.tsx"

const usages = [
	{ value: "server", label: "Server" },
	{ value: "client", label: "Client" },
	{ value: "any", label: "Any usage" },
] as const

/** The chain as links, with what is asked of it: for which name, what for, when, and whom to trust. */
export function ChainSection({
	chain,
	certificates,
	leaves,
	revocations,
	question,
	onQuestion,
	onRoots,
}: {
	readonly chain: NonNullable<GivenInspection["chain"]>
	readonly certificates: readonly FoundCertificate[]
	readonly leaves: GivenInspection["leaves"]
	readonly revocations: GivenInspection["revocations"]
	readonly question: InspectQuestion
	readonly onQuestion: (question: InspectQuestion) => void
	readonly onRoots: (files: readonly File[]) => void
}) {
	const input = useRef<HTMLInputElement>(null)
	return (
		<section aria-label="Chain">
			<SectionHeading>Chain</SectionHeading>
			<div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-3">
				{leaves.length < 2 ? null : (
					<div className="flex flex-col gap-1">
						<span className="font-medium text-sm">Certificate</span>
						<Select
							label="Certificate"
							value={chain.leaf.sha256}
							onChange={(leaf) => onQuestion({ ...question, leaf })}
							options={leaves.slice(0, 100).map(({ sha256, title }) => ({ value: sha256, label: title }))}
							className="max-w-60"
						/>
					</div>
				)}
				<div className="flex flex-col gap-1">
					<span className="font-medium text-sm">Used as</span>
					<Select
						label="Used as"
						value={chain.usage}
						onChange={(usage) => onQuestion({ ...question, usage })}
						options={usages}
					/>
				</div>
				<div className="w-60 max-sm:w-full">
					<Field id="wanted-name" label="Name that the client dials" optional>
						{(props) => (
							<Input
								{...props}
								mono
								placeholder="api.example.com"
								value={question.name}
								maxLength={300}
								onChange={(event) => onQuestion({ ...question, name: event.target.value })}
							/>
						)}
					</Field>
				</div>
				<div className="w-56 max-sm:w-full">
					<Field id="moment" label="Moment, UTC" optional>
						{(props) => (
							<Input
								{...props}
								type="datetime-local"
								onChange={(event) => onQuestion(withMoment(question, event.target.value))}
							/>
						)}
					</Field>
				</div>
				<input
					ref={input}
					type="file"
					multiple
					aria-label="Files with roots to trust"
					className="sr-only"
					tabIndex={-1}
					onChange={(event) => {
						onRoots([...(event.target.files ?? [])])
						event.target.value = ""
					}}
				/>
				<Button onClick={() => input.current?.click()}>
					<FolderOpen aria-hidden />
					Roots to trust
				</Button>
			</div>
			<Chain
				view={givenChainView(chain, certificates)}
				emptyReason="No certificate that a chain could begin with was given."
				marked={undefined}
				isFile
			/>
			{revocations.length === 0 ? null : (
				<p className="mt-4 max-w-prose text-ink-soft text-sm">
					{chain.hasAnchors
						? "A certificate that a given revocation list revokes is marked in the chain. That no list covers a certificate counts only for the runtimes that ask for one."
						: "The revocation lists that were given do not count yet: give the roots to trust, and they are checked."}
				</p>
			)}
			{chain.hasAnchors ? null : (
				<p className="mt-4 max-w-prose text-ink-soft text-sm">
					What each runtime would say depends on whom it trusts. Give the roots, which is the file that the
					client's CA setting names, and the answers stand here.
				</p>
			)}
		</section>
	)
}

/** The moment of a field that knows no time zone, read as UTC; an empty one means now. */
function withMoment(question: InspectQuestion, text: string): InspectQuestion {
	const { at: _, ...rest } = question
	const at = Date.parse(`${text}Z`)
	return Number.isNaN(at) ? rest : { ...rest, at }
}
