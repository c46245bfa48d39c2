import { millisecondWords } from "#components/ui/duration"
import { Mono } from "#components/ui/mono"
import type { EnforcementAttempt } from "#probe/enforcement-observation"
import { phaseWords } from "./lane-row.tsx"
import type { RefusalRow } from "./refusal-rows.tsx"

type Attempt = NonNullable<EnforcementAttempt["attempt"]>

const messagesMax = 40

/** What one posture showed on the wire, and why it is judged so. */
export function RefusalFacts({ row }: { readonly row: RefusalRow }) {
	const { attempt, text } = row
	return (
		<div className="px-3 pt-1 pb-4 pl-8 text-sm lg:pl-[11.5rem]">
			{text === undefined ? null : <p className="max-w-prose text-pretty">{text}</p>}
			{attempt === undefined ? null : (
				<div className="mt-2 grid gap-x-10 gap-y-3 md:grid-cols-2">
					<dl className="flex min-w-0 flex-col gap-1">
						{attemptFacts(attempt).map(({ name, value }) => (
							<div key={name} className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-2">
								<dt className="text-ink-faint">{name}</dt>
								<dd className="min-w-0">
									<Mono>{value}</Mono>
								</dd>
							</div>
						))}
					</dl>
					<Messages attempt={attempt} />
				</div>
			)}
		</div>
	)
}

function Messages({ attempt }: { readonly attempt: Attempt }) {
	const hidden = attempt.transcript.length - messagesMax
	if (attempt.transcript.length === 0) return null
	return (
		<div className="min-w-0">
			<p className="text-ink-faint">Messages</p>
			<ol>
				{attempt.transcript.slice(0, messagesMax).map((entry, index) => (
					<li
						// biome-ignore lint/suspicious/noArrayIndexKey: the messages of an ended attempt never move
						key={index}
						className="grid grid-cols-[4rem_4rem_minmax(0,1fr)] gap-2"
					>
						<span className="text-right text-ink-faint text-xs leading-5 tabular">
							{millisecondWords(entry.t)}
						</span>
						<span className="text-ink-soft">{entry.from}</span>
						<Mono>{entry.message}</Mono>
					</li>
				))}
			</ol>
			{hidden > 0 ? <p className="text-ink-faint">and {hidden} more</p> : null}
		</div>
	)
}

interface AttemptFact {
	readonly name: string
	readonly value: string
}

/** The facts of an attempt that decide its row, in the order in which they came about. */
export function attemptFacts(attempt: Attempt): readonly AttemptFact[] {
	const { tls, rpc, ending, requested, sent } = attempt
	const facts: readonly (readonly [string, string | undefined])[] = [
		["Dialled", attempt.peerAddress],
		["Phases", joined(attempt.phases.map(({ name, ms }) => `${phaseWords[name]} ${millisecondWords(ms)}`))],
		[
			"Settled",
			tls === undefined ? undefined : joined([tls.version && `TLS ${tls.version}`, tls.cipherSuite]),
		],
		["ALPN", tls?.alpn === null ? "none selected by the server" : tls?.alpn],
		["Asked for", requested === undefined ? undefined : "a client certificate"],
		[
			"We sent",
			sent === undefined ? undefined : sent.certificate === null ? "an empty Certificate" : sentText(attempt),
		],
		[
			"Alerts",
			joined(
				attempt.alerts.map((alert) => `${alert.from}: ${alert.level} ${alert.description} (${alert.code})`),
			),
		],
		["Call", rpc?.method],
		["Status", joined([rpc?.status, rpc?.statusText])],
		["HTTP status", rpc?.httpStatus === undefined ? undefined : String(rpc.httpStatus)],
		["End", ending === undefined ? undefined : endWords[ending.kind]],
		["Client said", attempt.clientError],
	]
	return facts.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [{ name, value }]))
}

const endWords = {
	fin: "closed by the server",
	reset: "reset by the server",
	client: "closed by us",
	open: "still open when we looked",
} as const satisfies Record<NonNullable<Attempt["ending"]>["kind"], string>

function sentText({ own }: Attempt): string {
	return own.certificate === undefined
		? "our certificate"
		: `${own.certificate.subject || own.spiffeId || "our certificate"}`
}

function joined(parts: readonly (string | undefined)[]): string {
	return parts.filter((part) => part !== undefined && part !== "").join(" · ")
}
