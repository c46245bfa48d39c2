import type { Finding, Severity } from "#diagnosis/finding"
import { rulesById } from "#diagnosis/rules"
import type { Report } from "./report.ts"

const levels = {
	error: { kind: "fail", level: "error" },
	warning: { kind: "fail", level: "warning" },
	notice: { kind: "informational", level: "none" },
	ok: { kind: "pass", level: "none" },
	unknown: { kind: "open", level: "none" },
} as const satisfies Record<Severity, { readonly kind: string; readonly level: string }>

/** Renders reports as SARIF 2.1.0: one run, one result a finding, the target as logical location. */
export function renderSarif(reports: readonly Report[]): string {
	const used = [
		...new Set(reports.flatMap((report) => report.findings.map((finding) => finding.rule))),
	].toSorted()
	const document = {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: { driver: { name: "countersign", rules: used.map(ruleOf) } },
				results: reports.flatMap((report) =>
					report.findings.map((finding) => resultOf(report, finding, used)),
				),
			},
		],
	}
	return `${JSON.stringify(document, undefined, 2)}\n`
}

function ruleOf(id: string) {
	const rule = rulesById.get(id)
	return {
		id,
		...(rule === undefined
			? {}
			: {
					shortDescription: { text: rule.title },
					fullDescription: { text: rule.prose.means },
					help: { text: `${rule.prose.confirm} ${rule.prose.prevent}` },
				}),
	}
}

function resultOf(report: Report, finding: Finding, used: readonly string[]) {
	return {
		ruleId: finding.rule,
		ruleIndex: used.indexOf(finding.rule),
		...levels[finding.severity],
		message: { text: `${finding.title} ${finding.detail}` },
		locations: [{ logicalLocations: [{ fullyQualifiedName: report.target, kind: "resource" }] }],
		properties: {
			blame: finding.blame,
			postures: finding.postures,
			evidence: finding.evidence.map((piece) => piece.text),
		},
	}
}
