import type { Finding, Severity } from "#diagnosis/finding"
import type { Report } from "./report.ts"

const levels = {
	error: "error",
	warning: "warning",
	notice: "note",
	ok: "none",
	unknown: "none",
} as const satisfies Record<Severity, string>

/** Renders reports as one SARIF 2.1.0 log: rules once, a result for each finding, the target as its location. */
export function renderSarif(reports: readonly Report[]): string {
	const findings = reports.flatMap((report) => report.findings)
	const rules = new Map(findings.map((finding) => [finding.rule, finding]))
	const log = {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: {
					driver: {
						name: "countersign",
						rules: [...rules].map(([id, finding]) => ({ id, shortDescription: { text: finding.title } })),
					},
				},
				results: reports.flatMap((report) => report.findings.map((finding) => result(report, finding))),
			},
		],
	}
	return `${JSON.stringify(log, undefined, 2)}\n`
}

function result(report: Report, finding: Finding) {
	return {
		ruleId: finding.rule,
		level: levels[finding.severity],
		kind: finding.severity === "ok" ? "pass" : finding.severity === "unknown" ? "open" : "fail",
		message: { text: `${finding.title} ${finding.detail}` },
		locations: [{ logicalLocations: [{ fullyQualifiedName: report.target, kind: "resource" }] }],
		properties: { blame: finding.blame, evidence: finding.evidence.map((each) => each.text) },
	}
}
