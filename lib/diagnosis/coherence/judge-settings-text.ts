import type { Severity } from "../finding.ts"
import { placeholderContext } from "../fix-context.ts"
import type { CoherenceFinding, CoherenceRule, QuotedLine } from "./coherence-rule.ts"
import { coherenceRules } from "./coherence-rules.ts"
import { hideSecrets } from "./hide-secrets.ts"
import { readSettings } from "./read-settings.ts"
import type { Place, RecognisedSettings, Settings, Side, SideMode } from "./settings.ts"

/** What one role amounts to. */
export interface SideVerdict {
	readonly mode: SideMode
	readonly sentence: string
}

/** The answer to pasted settings. Plain data that holds no secret value. */
export interface SettingsVerdict {
	/** In plain words: what was found, in one sentence. */
	readonly sentence: string
	readonly kind: "broken" | "attention" | "ok" | "unknown"
	readonly recognised: readonly RecognisedSettings[]
	readonly server: SideVerdict
	readonly client: SideVerdict
	/** Every side that was understood, one sentence each. */
	readonly sides: readonly {
		readonly role: "server" | "client"
		readonly label: string
		readonly mode: SideMode
		readonly text: string
		readonly at: Place
	}[]
	/** Errors first. */
	readonly findings: readonly CoherenceFinding[]
	/** What could not be read. */
	readonly unread: readonly { readonly at: Place; readonly what: string; readonly text: string }[]
}

const findingsMax = 200
const order: readonly Severity[] = ["error", "warning", "notice", "unknown", "ok"]

/** Judges one pasted text; `now` is the moment that certificates are held against. */
export function judgeSettingsText(text: string, now: number): Promise<SettingsVerdict> {
	return judgeSettingsTexts([text], now)
}

/** Judges several files together: what one of them sets up as a server is compared with the clients of the others. */
export async function judgeSettingsTexts(texts: readonly string[], now: number): Promise<SettingsVerdict> {
	const settings = await readSettings(texts)
	const lines = texts.map((text) => text.split(/\r\n|\n|\r/))
	const findings = coherenceRules
		.flatMap((rule) => findingsOf(rule, settings, now, lines))
		.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
		.slice(0, findingsMax)
	const { recognised, unread } = settings
	return {
		...verdictOf(settings, findings),
		recognised,
		server: sideVerdict(settings.sides, "server"),
		client: sideVerdict(settings.sides, "client"),
		sides: settings.sides.map(({ role, label, mode, text, at }) => ({ role, label, mode, text, at })),
		findings,
		unread,
	}
}

function findingsOf(
	rule: CoherenceRule,
	settings: Settings,
	now: number,
	lines: readonly (readonly string[])[],
): readonly CoherenceFinding[] {
	return rule.judge({ settings, now }).map((judgement) => ({
		rule: rule.id,
		severity: judgement.severity ?? rule.severity,
		blame: judgement.blame ?? rule.blame,
		title: judgement.title,
		detail: judgement.detail,
		evidence: quoted(judgement.at, lines),
		fixes: judgement.fixes ?? rule.fixes(placeholderContext),
	}))
}

function quoted(places: readonly Place[], lines: readonly (readonly string[])[]): readonly QuotedLine[] {
	const seen = new Set<string>()
	return places
		.flatMap((place) => withName(place, lines[place.source]))
		.flatMap(({ source, line }) => {
			const text = lines[source]?.[line - 1]
			const key = `${source}:${line}`
			if (text === undefined || seen.has(key)) return []
			seen.add(key)
			return [{ source, line, text: hideSecrets(text) }]
		})
}

/** A value of Kubernetes says nothing without the name, which stands on the line before it. */
function withName({ source, line }: Place, lines: readonly string[] | undefined): readonly Place[] {
	const isValue = /^\s*value:/.test(lines?.[line - 1] ?? "") && /^\s*- name:/.test(lines?.[line - 2] ?? "")
	return isValue
		? [
				{ source, line: line - 1 },
				{ source, line },
			]
		: [{ source, line }]
}

function sideVerdict(sides: readonly Side[], role: Side["role"]): SideVerdict {
	const own = sides.filter((side) => side.role === role)
	const [first] = own
	if (first === undefined) return { mode: "unknown", sentence: `Nothing here sets up a ${role}.` }
	const modes = new Set(own.map(({ mode }) => mode))
	if (modes.size === 1) return { mode: first.mode, sentence: `${first.label}: ${first.text}` }
	const sentence = `There are ${own.length} ${role}s in ${modes.size} different modes: ${[...modes].join(", ")}.`
	return { mode: "unknown", sentence }
}

function verdictOf(
	{ recognised, unread, sides }: Settings,
	findings: readonly CoherenceFinding[],
): Pick<SettingsVerdict, "sentence" | "kind"> {
	if (recognised.length === 0) {
		const reason = unread[0] === undefined ? "" : ` Line ${unread[0].at.line}: ${unread[0].text}`
		return { kind: "unknown", sentence: `No settings were recognised in this text.${reason}` }
	}
	const errors = findings.filter(({ severity }) => severity === "error")
	const warnings = findings.filter(({ severity }) => severity === "warning")
	const [first] = errors
	if (first !== undefined) {
		const more = errors.length > 1 ? ` ${errors.length - 1} more cannot work either.` : ""
		return { kind: "broken", sentence: `These settings cannot work. ${first.title}${more}` }
	}
	const [warning] = warnings
	if (warning !== undefined) {
		const sentence = `Nothing contradicts itself, but ${warnings.length === 1 ? "one thing needs" : `${warnings.length} things need`} attention: ${warning.title}`
		return { kind: "attention", sentence }
	}
	if (unread.length > 0)
		return { kind: "attention", sentence: "What was understood fits together, but a part could not be read." }
	if (sides.length === 0)
		return {
			kind: "unknown",
			sentence:
				"Nothing here contradicts itself, but it sets up no server and no client whose mode is known.",
		}
	return { kind: "ok", sentence: "Nothing in these settings contradicts itself, as far as text can tell." }
}
