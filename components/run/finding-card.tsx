import Link from "next/link"
import { RuleNote } from "#components/notes/rule-notes"
import { ruleAddress } from "#components/ui/address"
import { cn } from "#components/ui/class-names"
import { postureWords, severityMeanings, toneClasses } from "#components/ui/meaning"
import { Status } from "#components/ui/status"
import type { Blame, Evidence, Finding } from "#diagnosis/finding"
import { Fixes } from "./fixes.tsx"

/** Who has to act, in words. */
export const blameWords = {
	client: "the client's owner",
	server: "the server's owner",
	network: "whoever runs the network between them",
	proxy: "whoever runs the proxy",
	"identity-provider": "whoever issues the certificates",
	countersign: "Countersign",
	unknown: "not known yet",
} as const satisfies Record<Blame, string>

/** One finding: the fact, who has to act, what proves it, what to change. `onShow` opens the place that proves it. */
export function FindingCard({
	finding,
	onShow,
}: {
	readonly finding: Finding
	readonly onShow: (evidence: Evidence) => void
}) {
	const meaning = severityMeanings[finding.severity]
	return (
		<article
			className={cn(
				"break-inside-avoid border-l-2 bg-surface-raised py-3 pr-4 pl-4",
				toneClasses[meaning.tone].line,
			)}
		>
			<header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
				<h2 className="max-w-4xl font-semibold text-lg wrap-anywhere">{finding.title}</h2>
				<Status meaning={meaning} form="badge" />
			</header>
			<p className="mt-1 max-w-4xl wrap-anywhere">{finding.detail}</p>
			<dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm">
				{finding.severity === "ok" ? null : (
					<div className="flex gap-1.5">
						<dt className="text-ink-faint">Who has to act</dt>
						<dd className="font-medium">{blameWords[finding.blame]}</dd>
					</div>
				)}
				{finding.postures.length === 0 ? null : (
					<div className="flex gap-1.5">
						<dt className="text-ink-faint">Seen in</dt>
						<dd>{finding.postures.map((posture) => postureWords[posture]).join(", ")}</dd>
					</div>
				)}
				<div className="flex gap-1.5">
					<dt className="text-ink-faint">Rule</dt>
					<dd>
						<Link href={ruleAddress(finding.rule)} className="link font-mono text-xs">
							{finding.rule}
						</Link>
					</dd>
				</div>
			</dl>
			<EvidenceList evidence={finding.evidence} onShow={onShow} />
			{finding.fixes.length === 0 ? null : (
				<div className="mt-3 border-line border-t pt-3">
					<Fixes fixes={finding.fixes} about={finding.title} />
				</div>
			)}
			<RuleNote rule={finding.rule} />
		</article>
	)
}

function EvidenceList({
	evidence,
	onShow,
}: {
	readonly evidence: readonly Evidence[]
	readonly onShow: (evidence: Evidence) => void
}) {
	if (evidence.length === 0) return null
	return (
		<div className="mt-2">
			<h3 className="text-ink-faint text-sm">Evidence</h3>
			<ul className="mt-0.5 flex flex-col gap-0.5">
				{evidence.map((piece) => (
					<li key={`${piece.posture ?? ""} ${piece.entry ?? ""} ${piece.text}`} className="text-sm">
						{leadsSomewhere(piece) ? (
							<button
								type="button"
								onClick={() => onShow(piece)}
								className="link rounded-sm py-0.5 text-left wrap-anywhere"
							>
								{piece.text}
								<span className="ml-1.5 text-ink-faint">({placeWords(piece)})</span>
							</button>
						) : (
							<span className="wrap-anywhere">{piece.text}</span>
						)}
					</li>
				))}
			</ul>
		</div>
	)
}

function leadsSomewhere(evidence: Evidence): boolean {
	return evidence.posture !== undefined
}

function placeWords(evidence: Evidence): string {
	const lane = evidence.posture === undefined ? "" : postureWords[evidence.posture]
	if (evidence.certificate !== undefined)
		return `${lane}, certificate ${evidence.certificate + 1} of the chain`
	if (evidence.entry !== undefined) return `${lane}, message ${evidence.entry + 1}`
	return `${lane} lane`
}
