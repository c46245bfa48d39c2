import { EmptyState } from "#components/ui/empty-state"
import { SectionHeading } from "#components/ui/heading"
import { severityMeanings } from "#components/ui/meaning"
import { Breakable } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import { VerdictSentence } from "#components/ui/verdict-sentence"
import type { SettingsVerdict } from "#diagnosis/coherence/judge-settings-text"
import { SettingFinding } from "./setting-finding.tsx"
import { sideModeWords } from "./side-mode-words.tsx"

/** The answer: one sentence, the mode of each side, then every finding with its lines and fixes. */
export function SettingsAnswer({
	verdict,
	onShow,
}: {
	readonly verdict: SettingsVerdict
	/** Shows a line of the text. */
	readonly onShow: (line: number) => void
}) {
	const { recognised, findings, unread } = verdict
	return (
		<div className="flex flex-col gap-8 border-line border-t pt-5">
			<VerdictSentence kind={verdict.kind} sentence={verdict.sentence} />
			{recognised.length === 0 ? <WhatToPaste /> : <Sides verdict={verdict} onShow={onShow} />}
			{findings.length === 0 ? null : (
				<section aria-label="Findings">
					<SectionHeading aside={<Counts findings={findings} />}>What to change</SectionHeading>
					<div className="flex flex-col gap-4">
						{findings.map((finding, index) => (
							<SettingFinding
								// biome-ignore lint/suspicious/noArrayIndexKey: one rule may judge two sides by the same line
								key={`${finding.rule} ${index}`}
								finding={finding}
								onShow={onShow}
							/>
						))}
					</div>
				</section>
			)}
			{unread.length === 0 ? null : (
				<section aria-label="Not read">
					<SectionHeading>What could not be read</SectionHeading>
					<ul className="flex flex-col gap-1">
						{unread.map(({ at, what, text }) => (
							<li key={`${at.line} ${text}`} className="wrap-anywhere">
								<LineLink line={at.line} onShow={onShow} />{" "}
								<span className="text-ink-soft">
									{what}: {text}
								</span>
							</li>
						))}
					</ul>
				</section>
			)}
		</div>
	)
}

function Sides({
	verdict: { sides, recognised },
	onShow,
}: {
	readonly verdict: SettingsVerdict
	readonly onShow: (line: number) => void
}) {
	return (
		<section aria-label="What was understood">
			<SectionHeading>What they amount to</SectionHeading>
			{sides.length === 0 ? (
				<p className="text-ink-soft">
					No side whose mode is known here: what stands alone was checked alone.
				</p>
			) : null}
			<ul>
				{sides.map(({ role, mode, label, text, at }, index) => (
					<li
						// biome-ignore lint/suspicious/noArrayIndexKey: one judged text, nothing in it moves
						key={index}
						className="grid gap-x-4 gap-y-0.5 border-line border-t py-2 sm:grid-cols-[4.5rem_7rem_1fr_auto]"
					>
						<span className="text-ink-faint text-sm">{role}</span>
						<span className="font-medium">{sideModeWords[mode]}</span>
						<span className="min-w-0 wrap-anywhere">
							<Breakable>{label}</Breakable>
							<span className="block text-ink-soft">{text}</span>
						</span>
						<LineLink line={at.line} onShow={onShow} />
					</li>
				))}
			</ul>
			<p className="mt-2 text-ink-soft text-sm">
				Recognised:{" "}
				{recognised.map(({ kind, label, at }, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: as above
					<span key={index}>
						{index > 0 ? ", " : ""}
						{kind === "Kubernetes" || kind === "cert-manager" || kind === "Istio"
							? label
							: `${kind} (${label})`}{" "}
						at <LineLink line={at.line} onShow={onShow} />
					</span>
				))}
			</p>
		</section>
	)
}

function Counts({ findings }: { readonly findings: SettingsVerdict["findings"] }) {
	const severities = ["error", "warning", "notice"] as const
	return (
		<span className="flex flex-wrap gap-3">
			{severities.map((severity) => {
				const count = findings.filter((finding) => finding.severity === severity).length
				const word = `${count} ${severity}${count === 1 ? "" : "s"}`
				return count === 0 ? null : <Status key={severity} meaning={severityMeanings[severity]} word={word} />
			})}
		</span>
	)
}

function LineLink({ line, onShow }: { readonly line: number; readonly onShow: (line: number) => void }) {
	return (
		<button type="button" onClick={() => onShow(line)} className="link min-h-6 justify-self-start text-sm">
			line {line}
		</button>
	)
}

function WhatToPaste() {
	return (
		<EmptyState title="What can be read here">
			Environment variables (.env, export, Dockerfile), command lines of permguard, grpcurl, grpc_health_probe
			and docker run, Docker Compose, Kubernetes manifests (workloads, Secrets, ConfigMaps, Services),
			cert-manager, Envoy, Istio, nginx and SPIRE. Paste a whole file, with its indentation, rather than a
			part of one.
		</EmptyState>
	)
}
