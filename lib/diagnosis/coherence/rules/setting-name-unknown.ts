import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { clientFlags, endpointFlags, serverFlags, variableOf } from "../permguard-settings.ts"
import type { Setting } from "../settings.ts"

const flags: readonly string[] = [...serverFlags, ...clientFlags, ...endpointFlags]
const variables = flags.map(variableOf)

export const settingNameUnknown: CoherenceRule = {
	id: "setting-name-unknown",
	title: "A setting's name is not one that Permguard reads.",
	severity: "warning",
	blame: "server",
	judge: ({ settings }) =>
		settings.programs.flatMap(({ env, flags: given }) => {
			const odd = [
				...[...env.values()].flatMap((all) =>
					nameless(
						all.at(-1),
						variables,
						/^PERMGUARD_.*(?:TLS|SPIFFE|CERT|_MODE)|^PERMGUARD_(?:ZAP|PAP|PDP)_/,
					),
				),
				...[...given.values()].flatMap((all) =>
					nameless(all.at(-1), flags, /^-*(?:server-tls|server-spiffe|tls|spiffe)-/),
				),
			]
			return odd.map(({ setting, near }) => ({
				title: `Permguard reads no setting called ${setting.name}.`,
				detail:
					near === undefined
						? "Unknown variables are ignored without a word; unknown flags end the program."
						: `It reads ${near}. An unknown variable is ignored without a word; an unknown flag ends the program.`,
				at: [setting.at],
				...(near === undefined ? {} : { fixes: [serverFix("Write the name that is read.", near)] }),
			}))
		}),
	prose: {
		seen: [{ stack: "Permguard", line: "Error: unknown flag: --server-tls-cert" }],
		means:
			"A misspelt variable is never complained about: the setting keeps its default, which for the mode is plaintext.",
		confirm: "Compare the name with the list in the guide, letter by letter.",
		prevent: "Check settings with countersign config before they are deployed.",
	},
	fixes: () => [serverFix("Use the names of the guide.", variables.slice(0, serverFlags.length).join("\n"))],
	citation: [{ text: "Permguard transport security guide", section: "Quick Reference" }],
}

function nameless(setting: Setting | undefined, known: readonly string[], isOurs: RegExp) {
	if (setting === undefined || !isOurs.test(setting.name)) return []
	const name = setting.name.replace(/^-+/, "")
	// Tools beside Permguard have flags that begin alike.
	const isOther = /^tls(?:-no-verify|-ca-cert|-client-cert|-client-key|-server-name)?$/.test(name)
	if (known.includes(name) || isOther) return []
	return [{ setting, near: fuller(name, known) ?? nearest(name, known) }]
}

/** The shortest known name that has every word of this one: `tls-mode` is `server-tls-mode` with a word left out. */
function fuller(name: string, known: readonly string[]): string | undefined {
	const words = name.split(/[-_]/)
	const all = known.filter((each) => {
		const own = each.split(/[-_]/)
		return words.every((word) => own.includes(word))
	})
	return all.toSorted((a, b) => a.length - b.length)[0]
}

/** The known name that differs by the fewest letters, at most by a third of them. */
function nearest(name: string, known: readonly string[]): string | undefined {
	const ranked = known.map((each) => ({ each, far: distance(name, each) })).toSorted((a, b) => a.far - b.far)
	const [best] = ranked
	return best !== undefined && best.far <= Math.min(6, name.length / 3) ? best.each : undefined
}

/** Levenshtein distance of two short names; 99 for long ones. */
function distance(a: string, b: string): number {
	if (a.length > 80 || b.length > 80) return 99
	let row = Array.from({ length: b.length + 1 }, (_, index) => index)
	for (const [i, letter] of [...a].entries()) {
		const next = [i + 1]
		for (let j = 0; j < b.length; j += 1) {
			const change = (row[j] ?? 0) + (letter === b[j] ? 0 : 1)
			next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
		}
		row = next
	}
	return row.at(-1) ?? 99
}
