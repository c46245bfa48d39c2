import type { CoherenceFinding } from "#diagnosis/coherence/coherence-rule"
import type { SettingsVerdict } from "#diagnosis/coherence/judge-settings-text"
import { wrapText } from "#report/wrap-text"

/** Renders the answer for a terminal: the sentence, what was understood, then every finding with its lines and fixes. */
export function renderSettingsVerdict(
	verdict: SettingsVerdict,
	sources: readonly string[],
	width: number,
): string {
	const place = (source: number, line: number) =>
		sources.length > 1 ? `${sources[source] ?? ""}:${line}` : `line ${line}`
	const understood = verdict.sides.map(
		(side) => `${side.role}  ${side.mode}  ${side.label} (${place(side.at.source, side.at.line)})`,
	)
	const kinds = verdict.recognised.map(
		({ kind, label, at }) => `${kind}: ${label} (${place(at.source, at.line)})`,
	)
	const unread = verdict.unread.map(
		({ what, text, at }) => `not read: ${what}, ${place(at.source, at.line)}: ${text}`,
	)
	const blocks = [
		wrapText(verdict.sentence, width),
		kinds.length === 0 ? [] : ["Recognised:", ...kinds.map((text) => `  ${text}`)],
		understood.length === 0 ? [] : ["Modes:", ...understood.map((text) => `  ${text}`)],
		unread,
		...verdict.findings.map((finding) => findingLines(finding, width, place)),
		verdict.recognised.length > 0 ? [] : wrapText(advice, width),
	]
	return `${blocks
		.filter((block) => block.length > 0)
		.map((block) => block.join("\n"))
		.join("\n\n")}\n`
}

const advice =
	"Give environment variables, a permguard, grpcurl or docker run command line, Compose, Kubernetes, cert-manager, Envoy, Istio, nginx or SPIRE configuration."

function findingLines(
	{ severity, title, rule, detail, evidence, fixes }: CoherenceFinding,
	width: number,
	place: (source: number, line: number) => string,
): readonly string[] {
	return [
		...wrapText(`${severity}: ${title}  [${rule}]`, width),
		...wrapText(detail, width - 2).map((line) => `  ${line}`),
		...evidence.map(({ source, line, text }) => `  ${place(source, line)}: ${text.trim()}`),
		...fixes.flatMap((fix) => [
			...wrapText(`fix (${fix.for}): ${fix.text}`, width - 2).map((line) => `  ${line}`),
			...(fix.command ?? "")
				.split("\n")
				.filter((line) => line !== "")
				.map((line) => `    ${line}`),
		]),
	]
}
