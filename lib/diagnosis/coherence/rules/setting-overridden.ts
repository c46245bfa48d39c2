import { serverFix } from "../../client-fixes.ts"
import type { CoherenceJudgement, CoherenceRule } from "../coherence-rule.ts"
import { clientFlags, endpointFlags, serverFlags, variableOf } from "../permguard-settings.ts"
import type { Program } from "../settings.ts"

export const settingOverridden: CoherenceRule = {
	id: "setting-overridden",
	title: "One setting is made twice, and only one counts.",
	severity: "warning",
	blame: "server",
	judge: ({ settings }) => settings.programs.flatMap((program) => [...flagsOver(program), ...twice(program)]),
	prose: {
		seen: [{ stack: "Permguard", line: "--server-tls-mode=tls beside PERMGUARD_SERVER_TLS_MODE=mtls" }],
		means:
			"A flag wins over the variable of the same setting, and of two equal names the last one counts. Whoever changes the other one sees no effect.",
		confirm: "Print the process's command line and environment: both are in /proc/PID.",
		prevent: "Make every setting in one way.",
	},
	fixes: () => [serverFix("Take one of the two away.")],
	citation: [
		{ text: "Permguard source, pkg/cli/options/viper.go" },
		{ text: "spf13/viper, README", section: "Why Viper: precedence" },
	],
}

function flagsOver(program: Program): readonly CoherenceJudgement[] {
	return [...serverFlags, ...clientFlags, ...endpointFlags].flatMap((flag) => {
		const given = program.flags.get(flag)?.at(-1)
		const set = program.env.get(variableOf(flag))?.at(-1)
		if (given === undefined || set === undefined || given.value === set.value) return []
		return [
			{
				title: `${given.name} wins over ${set.name}, and they differ.`,
				detail: `For ${program.label} the flag counts, and the variable has no effect.`,
				at: [given.at, set.at],
			},
		]
	})
}

function twice({ env, label }: Program): readonly CoherenceJudgement[] {
	return [...env.values()].flatMap((all) => {
		const [first, last] = [all[0], all.at(-1)]
		const isAbout = /TLS|SSL|SPIFFE|CERT|PERMGUARD|ENDPOINT/.test(first?.name ?? "")
		if (first === undefined || last === undefined || first.value === last.value || !isAbout) return []
		return [
			{
				title: `${first.name} is set ${all.length} times, and the last one counts.`,
				detail: `For ${label} the earlier value has no effect.`,
				at: [last.at, first.at],
			},
		]
	})
}
