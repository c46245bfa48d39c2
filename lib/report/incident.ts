import { escapeMarkdown } from "./escape-markdown.ts"
import { factsList, findingBlocks, lanesTable } from "./markdown.ts"
import { printableCode } from "./printable-text.ts"
import type { Report } from "./report.ts"
import { scanSummary } from "./scan-view.ts"
import { durationText, verdictWords } from "./words.ts"

/** An earlier run, as far as an incident tells of it. */
export interface EarlierRun {
	/** ISO 8601. */
	readonly startedAt: string
	readonly verdict: Report["verdict"]["kind"]
	readonly sentence: string
	/** Absent where the run was not read whole. */
	readonly beyond?: Pick<Report, "scan" | "enforcement" | "settings">
}

/** What the team wrote about a rule or about the endpoint. */
export interface IncidentNote {
	/** `the endpoint`, or a rule's id. */
	readonly about: string
	/** Markdown as the team typed it. */
	readonly text: string
	/** ISO 8601. */
	readonly at: string
	readonly actor: string
}

/** Everything that one incident's document is made of. */
export interface Incident {
	readonly report: Report
	readonly runId: string
	/** Absent for a target that is not stored. */
	readonly endpoint?: string
	/** Runs of the 24 hours before this one, newest first. */
	readonly earlier: readonly EarlierRun[]
	/** Earlier runs that there were and that are not in `earlier`. */
	readonly earlierLeftOut: number
	readonly notes: readonly IncidentNote[]
	/** When the document is made, ISO 8601. */
	readonly madeAt: string
}

/**
 * One incident as Markdown (CommonMark with tables): what was seen, when, evidence, cause, fix, what was tried, what the
 * team knows. What came from a peer is escaped; the team's notes keep their markup, quoted. Holds no secret, because
 * a report holds none.
 */
export function renderIncident(incident: Incident): string {
	const { report, endpoint } = incident
	const blocks = [
		`# Incident: ${escapeMarkdown(endpoint ?? report.target)}`,
		`**${verdictWords[report.verdict.kind].word}.** ${escapeMarkdown(report.verdict.sentence)}`,
		report.verdict.advice === undefined ? undefined : escapeMarkdown(report.verdict.advice),
		whenList(incident),
		"## What was seen",
		lanesTable(report),
		factsList(report),
		...triedNow(report),
		"## Cause, evidence and fix",
		...(report.findings.length === 0 ? ["No rule had anything to say about this run."] : []),
		...report.findings.flatMap(findingBlocks),
		"## What was tried before",
		...triedBefore(incident),
		"## What the team knows",
		...(incident.notes.length === 0 ? ["The team wrote no note about this endpoint or these rules."] : []),
		...incident.notes.flatMap(noteBlocks),
	]
	return `${blocks.filter((block) => block !== undefined).join("\n\n")}\n`
}

/** A file name for the document: letters, digits, dots and hyphens alone. */
export function incidentFileName({ report, endpoint }: Pick<Incident, "report" | "endpoint">): string {
	const name = (endpoint ?? report.target)
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "")
	const at = report.startedAt.slice(0, 16).replace(/[^0-9]/g, "")
	return `incident-${name.slice(0, 60) || "target"}-${at}.md`
}

function whenList({ report, runId, madeAt }: Incident): string {
	return [
		`- Target: ${escapeMarkdown(report.target)}`,
		`- Seen: ${escapeMarkdown(report.startedAt)}, in ${durationText(report.durationMs)}${report.stopped ? ", stopped before it was finished" : ""}`,
		`- Run: ${escapeMarkdown(runId)}`,
		`- Written down: ${escapeMarkdown(madeAt)}`,
	].join("\n")
}

function triedNow(report: Report): readonly string[] {
	const lines = beyondLines(report)
	return lines.length === 0 ? [] : [lines.map((line) => `- ${escapeMarkdown(line)}`).join("\n")]
}

function triedBefore({ report, earlier, earlierLeftOut }: Incident): readonly string[] {
	if (earlier.length === 0) return ["Nothing was tried in the 24 hours before."]
	const now = [report.settings.mode, ...settingWords(report.settings)].join(", ")
	const lines = earlier.map(({ startedAt, verdict, sentence, beyond }) => {
		const mark = verdictWords[verdict].word
		const head = `- ${escapeMarkdown(startedAt)}: **${mark}.** ${escapeMarkdown(sentence)}`
		if (beyond === undefined) return head
		const settings = [beyond.settings.mode, ...settingWords(beyond.settings)].join(", ")
		const more = [...(settings === now ? [] : [`With other settings: ${settings}.`]), ...beyondLines(beyond)]
		return [head, ...more.map((line) => `  - ${escapeMarkdown(line)}`)].join("\n")
	})
	const rest = earlierLeftOut === 0 ? [] : [`And ${earlierLeftOut} more, older ones.`]
	return [`This run was made with these settings: ${escapeMarkdown(now)}.`, lines.join("\n"), ...rest]
}

function settingWords(settings: Report["settings"]): readonly string[] {
	return [
		settings.hasCa ? "a CA of its own" : "the system's roots",
		settings.hasClientCertificate ? "a client certificate" : "no client certificate",
		...(settings.hasToken ? ["a token"] : []),
		...(settings.skipVerify ? ["not verified"] : []),
		...(settings.serverName === undefined ? [] : [`server name ${settings.serverName}`]),
	]
}

/** What a scan and the enforcement table came to, one sentence each. */
function beyondLines({ scan, enforcement }: Pick<Report, "scan" | "enforcement">): readonly string[] {
	const gaps = (enforcement ?? []).filter((row) => row.judgement === "gap")
	const tried = (enforcement ?? []).filter((row) => row.judgement !== "not-applicable")
	return [
		...(scan === undefined ? [] : [`Scan: ${scanSummary(scan)}`]),
		...(enforcement === undefined
			? []
			: [
					gaps.length === 0
						? `Refusals: ${tried.length} tried, none let in that had to be refused.`
						: `Refusals: ${tried.length} tried, let in although it had to be refused: ${gaps.map((row) => row.brings).join("; ")}.`,
				]),
	]
}

function noteBlocks({ about, text, at, actor }: IncidentNote): readonly string[] {
	const quoted = text.split(/\r\n|\r|\n/).map((line) => `> ${printableCode(line)}`.trimEnd())
	return [
		`### On ${escapeMarkdown(about)}`,
		quoted.join("\n"),
		`Written ${escapeMarkdown(at)} by ${escapeMarkdown(actor)}.`,
	]
}
