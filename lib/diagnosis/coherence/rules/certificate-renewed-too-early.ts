import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { lineAt, textAt } from "../yaml-path.ts"

export const certificateRenewedTooEarly: CoherenceRule = {
	id: "certificate-renewed-too-early",
	title: "A certificate is to be renewed earlier than it begins.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.resources.flatMap(({ kind, root, name, source }) => {
			if (kind !== "Certificate") return []
			const [duration = "2160h", before] = [
				textAt(root, "spec", "duration"),
				textAt(root, "spec", "renewBefore"),
			]
			const [lasts, early] = [seconds(duration), before === undefined ? undefined : seconds(before)]
			if (lasts === undefined || early === undefined || before === undefined || early < lasts) return []
			return [
				{
					title: `Certificate ${name} lasts ${duration} and is to be renewed ${before} before its end.`,
					detail: "renewBefore must be shorter than duration. cert-manager does not issue it.",
					at: [{ source, line: lineAt(root, "spec", "renewBefore") }],
				},
			]
		}),
	prose: {
		seen: [
			{
				stack: "cert-manager",
				line: "spec.renewBefore: Invalid value: certificate duration 24h0m0s must be greater than renewBefore 720h0m0s",
			},
		],
		means:
			"renewBefore counts back from the end of the certificate. As long as the certificate itself, or longer, it asks for a renewal before there is anything to renew.",
		confirm: "kubectl describe certificate NAME",
		prevent: "Leave renewBefore out: a third of the duration is the default.",
	},
	fixes: () => [operatorFix("Renew when a third of the time is left.", "duration: 72h\nrenewBefore: 24h")],
	citation: [
		{ text: "cert-manager documentation", section: "Certificate resource: duration and renewBefore" },
	],
}

/** Go's notation of durations; undefined for anything else. */
function seconds(text: string): number | undefined {
	if (!/^(?:\d+(?:\.\d+)?[hms])+$/.test(text)) return undefined
	const units = { h: 3600, m: 60, s: 1 }
	return [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)].reduce((sum, [, number, unit]) => {
		const factor = unit === "h" ? units.h : unit === "m" ? units.m : units.s
		return sum + Number(number) * factor
	}, 0)
}
