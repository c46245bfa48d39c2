import Link from "next/link"
import { blameWords } from "#components/run/finding-card"
import { ruleAddress } from "#components/ui/address"
import { cn } from "#components/ui/class-names"
import { CopyButton } from "#components/ui/copy-button"
import { severityMeanings, toneClasses } from "#components/ui/meaning"
import { Breakable } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import type { CoherenceFinding, QuotedLine } from "#diagnosis/coherence/coherence-rule"
import type { Fix, FixAudience } from "#diagnosis/finding"

/** One finding about settings: the fact, the lines that prove it, what to change. */
export function SettingFinding({
	finding,
	onShow,
}: {
	readonly finding: CoherenceFinding
	readonly onShow: (line: number) => void
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
				<h3 className="min-w-0 max-w-4xl font-semibold text-lg wrap-anywhere">
					<Breakable>{finding.title}</Breakable>
				</h3>
				<Status meaning={meaning} form="badge" />
			</header>
			<p className="mt-1 max-w-4xl wrap-anywhere">
				<Breakable>{finding.detail}</Breakable>
			</p>
			<QuotedLines lines={finding.evidence} onShow={onShow} />
			<div className="mt-3 flex flex-col gap-2 border-line border-t pt-3">
				{finding.fixes.map((fix) => (
					<SettingFix key={`${fix.for} ${fix.text}`} fix={fix} />
				))}
			</div>
			<dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm">
				<div className="flex gap-1.5">
					<dt className="text-ink-faint">Who has to act</dt>
					<dd className="font-medium">{blameWords[finding.blame]}</dd>
				</div>
				<div className="flex gap-1.5">
					<dt className="text-ink-faint">Rule</dt>
					<dd>
						<Link href={ruleAddress(finding.rule)} className="link font-mono text-xs">
							{finding.rule}
						</Link>
					</dd>
				</div>
			</dl>
		</article>
	)
}

/** The lines that prove a finding, as they stand in the text; each leads to its place there. */
function QuotedLines({
	lines,
	onShow,
}: {
	readonly lines: readonly QuotedLine[]
	readonly onShow: (line: number) => void
}) {
	if (lines.length === 0) return null
	return (
		<ul
			aria-label="Lines that prove it"
			className="mt-2 overflow-hidden rounded-md border border-line bg-surface-sunken py-1"
		>
			{lines.map(({ line, text }) => (
				<li key={line} className="grid grid-cols-[auto_1fr] items-baseline gap-x-3 px-2">
					<button
						type="button"
						onClick={() => onShow(line)}
						aria-label={`Show line ${line} in the text`}
						className="link min-h-6 min-w-8 text-right font-mono text-xs"
					>
						{line}
					</button>
					<mark className="min-w-0 whitespace-pre-wrap bg-transparent font-mono text-ink text-xs leading-5 wrap-anywhere">
						{text.trim()}
					</mark>
				</li>
			))}
		</ul>
	)
}

const audienceWords = {
	permguard: "Permguard's client",
	grpcurl: "grpcurl",
	go: "Go",
	node: "Node",
	python: "Python",
	java: "Java",
	rust: "Rust",
	dotnet: ".NET",
	server: "Server",
	operator: "Operator",
} as const satisfies Record<FixAudience, string>

function SettingFix({ fix }: { readonly fix: Fix }) {
	return (
		<div className="min-w-0">
			<div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
				<span className="font-medium text-ink-soft text-sm">{audienceWords[fix.for]}</span>
				<p className="min-w-0 flex-1 basis-60 wrap-anywhere">{fix.text}</p>
			</div>
			{fix.command === undefined ? null : (
				<div className="mt-1.5 flex items-start gap-2 max-sm:flex-col max-sm:gap-0 rounded-md border border-line bg-surface-sunken py-1 pr-1 pl-3">
					<pre className="w-full min-w-0 flex-1 whitespace-pre-wrap py-1 font-mono text-xs leading-5 wrap-anywhere">
						{fix.command}
					</pre>
					<CopyButton text={fix.command} label="Copy" shows="label" className="self-end sm:self-start" />
				</div>
			)}
		</div>
	)
}
