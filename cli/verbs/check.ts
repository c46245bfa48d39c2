import { writeFile } from "node:fs/promises"
import { systemClock } from "#base/clock"
import { diagnose } from "#diagnosis/diagnose"
import { openDialPolicy } from "#endpoints/dial-policy"
import type { EndpointSettings } from "#endpoints/endpoint"
import { parseEndpointInput } from "#endpoints/parse-input"
import type { ProbeEvent } from "#probe/events"
import { runCheck } from "#probe/node/run-check"
import { buildReport } from "#report/build-report"
import { renderJunit } from "#report/junit"
import { renderMarkdown } from "#report/markdown"
import type { Report } from "#report/report"
import { renderSarif } from "#report/sarif"
import { renderTerminal } from "#report/terminal"
import { type CheckOptions, checkHelp, inputFor, parseCheckOptions } from "../check-options.ts"
import { exitCodeOf, exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { issuingAuthority } from "../issuing-authority.ts"
import { answerLines } from "../json-lines.ts"
import { showProgress } from "../progress.ts"
import { findStoredEndpoint } from "../stored-endpoints.ts"
import { renderHelp, UsageError } from "../usage.ts"

/** `countersign check`: every mode side by side, the verdict first. Returns the exit code. */
export async function check(words: readonly string[], io: CliIo): Promise<number> {
	const options = parseCheckOptions(words)
	if (options.help) {
		io.out(renderHelp(checkHelp))
		return exitCodes.healthy
	}
	if (options.jsonl) return checkLines(options, io)
	if (options.targets.length === 0)
		throw new UsageError("no target was given", "write one: countersign check grpcs://localhost:9091")
	const reports: Report[] = []
	for (const target of options.targets) {
		reports.push(await reportOn(target, options, io))
	}
	await render(reports, options, io)
	return exitCodeOf(reports, options.failOn)
}

/** The report on one target under options of `check`, for verbs that need what a check found. */
export async function reportOn(target: string, options: CheckOptions, io: CliIo): Promise<Report> {
	return report(await settingsFor(target, options, io), options, io, showProgress(io, options.quiet))
}

async function settingsFor(target: string, options: CheckOptions, io: CliIo): Promise<EndpointSettings> {
	const stored = await findStoredEndpoint(target, options.data, io.env)
	if (stored !== undefined) return stored
	const parsed = parseEndpointInput(inputFor(target, options, io.env))
	if (parsed.ok) return parsed.value.settings
	const [first] = parsed.error
	const all = parsed.error.map((problem) => `${problem.field}: ${problem.text}`).join("; ")
	throw new UsageError(all, first?.hint ?? "see --help")
}

async function report(
	settings: EndpointSettings,
	options: CheckOptions,
	io: CliIo,
	onEvent: (event: ProbeEvent) => void,
): Promise<Report> {
	const authority = await issuingAuthority(options.values)
	const run = await runCheck({
		settings,
		extras: { ...options.extras, ...(authority === undefined ? {} : { authority }) },
		policy: openDialPolicy,
		clock: systemClock,
		signal: io.signal,
		onEvent,
	})
	const [problem] = run.settingProblems
	if (problem !== undefined) throw new UsageError(`${problem.field}: ${problem.text}`, problem.hint)
	return buildReport(run, diagnose(run))
}

async function render(reports: readonly Report[], options: CheckOptions, io: CliIo): Promise<void> {
	if (options.junit !== undefined) await writeFile(options.junit, renderJunit(reports))
	if (options.sarif !== undefined) await writeFile(options.sarif, renderSarif(reports))
	const [first] = reports
	if (options.format === "json") {
		io.out(`${JSON.stringify(reports.length === 1 ? first : reports, undefined, 2)}\n`)
		return
	}
	for (const each of reports) {
		io.out(
			options.format === "markdown"
				? renderMarkdown(each)
				: renderTerminal(each, { width: io.width, colour: io.colour }),
		)
	}
}

/** One request object a line: the flat endpoint input and an `id`. One report a line, `id` echoed. */
async function checkLines(options: CheckOptions, io: CliIo): Promise<number> {
	const reports: Report[] = []
	await answerLines(io, async (request) => {
		const target = typeof request.target === "string" ? request.target : ""
		const parsed = parseEndpointInput({ ...inputFor(target, options, io.env), ...request })
		if (!parsed.ok) return { error: parsed.error }
		const made = await report(parsed.value.settings, options, io, () => undefined)
		reports.push(made)
		return { ...made }
	})
	return exitCodeOf(reports, options.failOn)
}
