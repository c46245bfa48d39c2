import type { Finding } from "#diagnosis/finding"
import type { Http2Call } from "#grpc/h2/call"
import { outcomeOfCall } from "#grpc/h2/call-tally"
import type { TranscriptEntry } from "#tls/transcript"
import type { CapturedRun } from "./captured-run.ts"
import { fixAudience } from "./fix-words.ts"
import { printableCode, printableLine } from "./printable-text.ts"
import type { TerminalOptions } from "./terminal.ts"
import { type Paint, painter, type TerminalTone } from "./terminal-paint.ts"
import { blameWords, durationText, severityWords, verdictWords } from "./words.ts"
import { wrapText } from "./wrap-text.ts"

const messagesShown = 40
const callsShown = 30
const labelWidth = 12

/** Tone of a verdict, shared by table and block. */
export const verdictTones = {
	ok: "green",
	attention: "yellow",
	broken: "red",
	unknown: "dim",
} as const satisfies Record<CapturedRun["report"]["verdict"]["kind"], TerminalTone>

/** Renders one connection of a capture: ends, verdict, what was agreed, messages, calls, findings. Ends with a newline. */
export function renderCaptured(captured: CapturedRun, options: TerminalOptions): string {
	const width = Math.min(120, Math.max(40, options.width))
	const paint = painter(options.colour)
	const blocks = [
		headBlock(captured, width, paint),
		factsBlock(captured, width),
		messagesBlock(captured, width, paint),
		callsBlock(captured, width, paint),
		...captured.report.findings.flatMap((finding) => findingBlock(finding, width, paint)),
		problemsBlock(captured.problems, width, paint),
	]
	return `${blocks
		.filter((block) => block.length > 0)
		.map((block) => block.join("\n"))
		.join("\n\n")}\n`
}

function headBlock(captured: CapturedRun, width: number, paint: Paint): readonly string[] {
	const { kind, sentence, advice } = captured.report.verdict
	const { client, server, run, startedAt, durationMs } = captured
	const name = run.target === server ? "" : ` (${run.target})`
	return [
		paint(`#${captured.index} ${client} → ${server}${printableLine(name)}`, "bold"),
		...wrapText(`${verdictWords[kind].mark} ${printableLine(sentence)}`, width).map((line) =>
			paint(line, verdictTones[kind]),
		),
		...(advice === undefined ? [] : wrapText(printableLine(advice), width)),
		paint(`${startedAt}, ${durationText(durationMs)}`, "dim"),
	]
}

function factsBlock({ run, application, bytes, records }: CapturedRun, width: number): readonly string[] {
	const attempt = run.attempts[0]
	const tls = attempt?.tls
	const agreed = [tls?.version && `TLS ${tls.version}`, tls?.cipherSuite, tls?.group, tls?.signatureScheme]
	const settings = (side: "client" | "server") =>
		application?.http2?.[side].settings.map(({ name, value }) => `${name} ${value}`).join(", ")
	const goaway = (side: "client" | "server") => {
		const said = application?.http2?.[side].goaway
		return said === undefined ? undefined : `${said.codeName}${said.debug === "" ? "" : ` ${said.debug}`}`
	}
	const facts: readonly (readonly [string, string | undefined])[] = [
		["agreed", agreed.filter(Boolean).join(" · ") || undefined],
		["SNI", tls?.sni ?? undefined],
		["ALPN", tls?.alpn === undefined ? undefined : (tls.alpn ?? "none")],
		["server", attempt?.peer?.identity],
		["client", attempt?.own.spiffeId ?? attempt?.own.certificate?.subject],
		["asked for", attempt?.requested === undefined ? undefined : askedText(attempt.requested)],
		["settings ▸", settings("client") || undefined],
		["settings ◂", settings("server") || undefined],
		["GOAWAY ▸", goaway("client")],
		["GOAWAY ◂", goaway("server")],
		["bytes", `${bytes.client} ▸ ◂ ${bytes.server}`],
		[
			"records",
			records.client + records.server === 0 ? undefined : recordsText(records, attempt?.undecryptable ?? 0),
		],
	]
	return facts.flatMap(([name, value]) => {
		if (value === undefined) return []
		const [first = "", ...rest] = wrapText(printableLine(value), width - labelWidth)
		const margin = " ".repeat(labelWidth)
		return [`${name.padEnd(labelWidth)}${first}`, ...rest.map((line) => `${margin}${line}`)]
	})
}

function askedText({
	certificateAuthorities,
}: {
	readonly certificateAuthorities: readonly string[]
}): string {
	if (certificateAuthorities.length === 0) return "a client certificate of any authority"
	const more = certificateAuthorities.length > 5 ? ` and ${certificateAuthorities.length - 5} more` : ""
	return `a client certificate by ${certificateAuthorities.slice(0, 5).join("; ")}${more}`
}

function recordsText({ client, server }: CapturedRun["records"], undecryptable: number): string {
	const sealed = undecryptable === 0 ? "" : `, ${undecryptable} of them not opened`
	return `${client} ▸ ◂ ${server}${sealed}`
}

/** Runs of the same kind of record become one line. */
function messagesBlock({ run }: CapturedRun, width: number, paint: Paint): readonly string[] {
	const entries = run.attempts[0]?.transcript ?? []
	if (entries.length === 0) return []
	const rows: { readonly entry: TranscriptEntry; count: number; bytes: number }[] = []
	for (const entry of entries) {
		const last = rows.at(-1)
		const isMore = last?.entry.from === entry.from && last.entry.message === entry.message && isBulk(entry)
		if (last !== undefined && isMore) {
			last.count += 1
			last.bytes += entry.length
		} else rows.push({ entry, count: 1, bytes: entry.length })
	}
	const shown = rows.slice(0, messagesShown)
	return [
		...shown.map(({ entry, count, bytes }) => messageLine(entry, count, bytes).slice(0, width)),
		...(rows.length > shown.length
			? [paint(`… ${rows.length - shown.length} more; --json has all of them`, "dim")]
			: []),
	]
}

function isBulk({ message }: TranscriptEntry): boolean {
	return message === "ApplicationData" || message === "Encrypted"
}

function messageLine(entry: TranscriptEntry, count: number, bytes: number): string {
	const arrow = entry.from === "client" ? "▸" : "◂"
	const name = entry.fields?.kind === "alert" ? `Alert ${entry.fields.description}` : entry.message
	const times = count === 1 ? "" : ` ×${count}`
	const sealed = entry.encrypted ? " (encrypted, opened)" : ""
	const said =
		entry.message === "Encrypted" || entry.problem === undefined ? "" : `: ${printableLine(entry.problem)}`
	return `${durationText(entry.t).padStart(10)}  ${arrow} ${name}${times}, ${bytes} bytes${sealed}${said}`
}

function callsBlock({ application }: CapturedRun, width: number, paint: Paint): readonly string[] {
	const { request, answer } = application?.http1 ?? {}
	if (request !== undefined || answer !== undefined) {
		const asked = request === undefined ? "a request" : `${request.method} ${request.target}`
		const got =
			answer === undefined ? "no answer" : `HTTP/${answer.version} ${answer.status} ${answer.reason}`
		return wrapText(printableLine(`${asked} → ${got}`), width)
	}
	const http2 = application?.http2
	if (http2 === undefined || http2.callCount === 0) return []
	const shown = http2.calls.slice(0, callsShown)
	const rest = http2.callCount - shown.length
	return [
		...shown.flatMap((call) => callLines(call, width)),
		...(rest > 0 ? [paint(`… ${rest} more; --json has more of them`, "dim")] : []),
	]
}

function callLines(call: Http2Call, width: number): readonly string[] {
	const path = call.path ?? "(path not known)"
	const message = call.grpcMessage === undefined || call.grpcMessage === "" ? "" : `: ${call.grpcMessage}`
	const took = call.endMs === undefined ? "" : ` in ${durationText(call.endMs - call.startMs)}`
	const counts = `${call.request.count} message${call.request.count === 1 ? "" : "s"} ▸ ◂ ${call.response.count}`
	return wrapText(
		`${call.stream.toString().padStart(5)}  ${printableLine(path)}  ${outcomeOfCall(call)}${printableLine(message)}${took}  ${counts}`,
		width,
	)
}

function findingBlock(finding: Finding, width: number, paint: Paint): readonly (readonly string[])[] {
	const { word, mark } = severityWords[finding.severity]
	if (finding.severity === "ok") return []
	const [fix] = finding.fixes.filter(({ for: audience }) => audience === "server" || audience === "operator")
	const command = fix?.command?.split("\n").map((line) => `     ${printableCode(line)}`) ?? []
	return [
		[
			...wrapText(`${mark} ${word}: ${printableLine(finding.title)}`, width),
			...wrapText(printableLine(finding.detail), width - 3).map((line) => `   ${line}`),
			...(fix === undefined
				? []
				: [
						...wrapText(`For ${fixAudience(fix)}: ${printableLine(fix.text)}`, width - 3).map(
							(line) => `   ${line}`,
						),
						...command,
					]),
			paint(`   ${finding.rule} · to act: ${blameWords[finding.blame]}`, "dim"),
		],
	]
}

function problemsBlock(problems: readonly string[], width: number, paint: Paint): readonly string[] {
	if (problems.length === 0) return []
	const shown = problems.slice(0, 5)
	return [
		paint("Not read", "bold"),
		...shown.flatMap((problem) => wrapText(`- ${printableLine(problem)}`, width)),
		...(problems.length > shown.length ? [paint(`… ${problems.length - shown.length} more`, "dim")] : []),
	]
}
