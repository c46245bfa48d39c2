import type { Severity } from "#diagnosis/finding"
import type { Report } from "#report/report"

/** Exit codes of the machine interface (DESIGN.md section 5). */
export const exitCodes = { healthy: 0, findings: 1, usage: 2, undetermined: 3 } as const

const order: readonly Severity[] = ["ok", "notice", "unknown", "warning", "error"]

/**
 * 1 when a report has a finding of severity `failOn` or worse, 3 when nothing could be tested, otherwise 0. With
 * several reports findings win over undetermined.
 */
export function exitCodeOf(reports: readonly Report[], failOn: "error" | "warning" | "notice"): number {
	const threshold = order.indexOf(failOn)
	const isBad = (severity: Severity) => severity !== "unknown" && order.indexOf(severity) >= threshold
	if (reports.some((report) => report.findings.some((finding) => isBad(finding.severity))))
		return exitCodes.findings
	return reports.some((report) => report.stopped || report.verdict.kind === "unknown")
		? exitCodes.undetermined
		: exitCodes.healthy
}
