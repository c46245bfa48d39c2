import type { ApplicationFacts } from "#grpc/application-conversation"
import type { AttemptObservation } from "#probe/observation"
import type { TranscriptEntry } from "#tls/transcript"
import type { ObservedCertificate } from "#x509/description"
import type { CapturedRun } from "./captured-run.ts"

/** Messages of the record layer and what could not be read: all others are handshake messages. */
const otherThanHandshake: readonly string[] = [
	"Alert",
	"ChangeCipherSpec",
	"ApplicationData",
	"Encrypted",
	"NotTls",
]

/**
 * One connection as `countersign decode --json` prints it: the stable keys of the machine interface (`client`,
 * `server`, `records`, `messages`, `alerts`, `undecryptable`), and more. Keys are added, never renamed.
 */
export function decodeDocument(captured: CapturedRun) {
	const { run, report, application } = captured
	const attempt = run.attempts[0]
	const entries = attempt?.transcript ?? []
	return {
		index: captured.index,
		client: captured.client,
		server: captured.server,
		target: run.target,
		protocol: captured.protocol,
		startedAt: captured.startedAt,
		durationMs: captured.durationMs,
		isWhole: captured.isWhole,
		bytes: captured.bytes,
		verdict: report.verdict,
		records: captured.records,
		messages: entries
			.filter((entry) => !otherThanHandshake.includes(entry.message))
			.map((entry) => ({
				...message(entry),
				...certificatesOf(entry, attempt?.chain, captured.clientChain),
			})),
		otherRecords: entries.filter((entry) => otherThanHandshake.includes(entry.message)).map(record),
		alerts: (attempt?.alerts ?? []).map(({ from, level, description, code, encrypted, t }) => ({
			from,
			level,
			description,
			code,
			encrypted,
			t,
		})),
		undecryptable: attempt?.undecryptable ?? 0,
		...optional("negotiated", attempt?.tls),
		...optional("requested", attempt?.requested),
		...optional("chain", attempt?.chain?.map(certificate)),
		...optional("clientChain", captured.clientChain?.map(certificate)),
		...(attempt === undefined ? {} : factsOf(attempt)),
		serverInference: report.server,
		...(application === undefined ? {} : applicationOf(application)),
		findings: report.findings,
		problems: captured.problems,
	}
}

/** Settings and farewells as `http2`, the calls beside it. */
function applicationOf({ client, server, bytes, http1, http2 }: ApplicationFacts) {
	const base = { application: { client, server, bytes }, ...optional("http1", http1) }
	if (http2 === undefined) return base
	const { calls, callCount, summary, problems, ...connection } = http2
	return { ...base, http2: { ...connection, problems }, calls, callCount, callSummary: summary }
}

function message(entry: TranscriptEntry) {
	const { t, from, record, message: type, typeCode, length, encrypted, fields, bytes, problem } = entry
	return {
		from,
		record,
		type,
		typeCode,
		t,
		length,
		encrypted,
		...optional("fields", fields),
		...optional("bytes", bytes),
		...optional("problem", problem),
	}
}

/** The DER of a chain in hex, beside the message that carried it. */
function certificatesOf(
	{ from, fields }: TranscriptEntry,
	serverChain: readonly ObservedCertificate[] | undefined,
	clientChain: readonly ObservedCertificate[] | undefined,
) {
	if (fields?.kind !== "certificate") return {}
	return { certificates: ((from === "server" ? serverChain : clientChain) ?? []).map(derHex) }
}

/** At most the first 16 KiB of one that cannot be read. */
function derHex(observed: ObservedCertificate): string {
	if (observed.kind === "unreadable") return observed.hex
	const base64 = observed.description.pem.replace(/-----[^-]+-----|\s/g, "")
	return [...atob(base64)].map((each) => each.charCodeAt(0).toString(16).padStart(2, "0")).join("")
}

function record({ t, from, record, message: type, typeCode, length, encrypted }: TranscriptEntry) {
	return { from, record, type, typeCode, t, length, encrypted }
}

/** The description with the certificate itself; of one that cannot be read its first bytes. */
function certificate(observed: ObservedCertificate) {
	return observed.kind === "certificate" ? observed.description : observed
}

function factsOf({ outcome, phases, ending, verification, peer, own, captured }: AttemptObservation) {
	return {
		outcome,
		phases,
		...optional("ending", ending),
		...optional("verification", verification),
		...optional("peer", peer),
		...optional("own", own.certificate === undefined ? undefined : own),
		...optional("secrecy", captured?.secrecy),
	}
}

/** A property that is left out where there is no value. */
function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
	if (value === undefined) return {}
	return { [key]: value } as { [K in Key]?: Value }
}
