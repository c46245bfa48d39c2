import { setTimeout as delay } from "node:timers/promises"
import { isSameIdentity, type RotatedCertificate } from "#diagnosis/rotation-history"
import type { WatchEvent, WatchOutcome } from "#diagnosis/rotation-watch"
import type { EndpointSettings } from "#endpoints/endpoint"
import { readTextFile } from "#endpoints/node/read-text-file"
import type { AttemptObservation } from "#probe/observation"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { parsePemCertificates } from "#x509/pem-certificates"
import type { OperationContext } from "../context.ts"

/** What to watch, and for how long. */
export interface WatchRotationInput {
	readonly settings: EndpointSettings
	/** The file that the server should serve. */
	readonly path: string
	/** How long to wait for the file to change, milliseconds. */
	readonly forMs: number
	/** How long the server may take to serve what the file holds, milliseconds. */
	readonly withinMs: number
	/** Pause between two looks, milliseconds; at least 50. */
	readonly everyMs: number
	readonly signal: AbortSignal
	readonly onEvent: (event: WatchEvent) => void
}

interface Look {
	readonly leaf: CertificateDescription
	readonly modifiedAt: string
}

/** Longest pause between two checks of a server that does not serve the new file yet, unless more was asked for. */
const checkEveryMsMax = 10_000

/** Shortest pause between two looks. */
const everyMsMin = 50

/**
 * Looks at a certificate file every few seconds. When it changes, or holds another certificate than the server serves to
 * begin with, the endpoint is checked until it serves the new one or its time is over. Ends after `forMs` and `withinMs`
 * together, plus one check; never rejects.
 */
export async function watchRotation(
	context: Pick<OperationContext, "runCheck" | "policy" | "clock">,
	input: WatchRotationInput,
): Promise<WatchOutcome> {
	const { clock, policy } = context
	const look = () => lookAt(input.path, policy.fileRoots)
	const first = await look()
	if ("text" in first) return { kind: "unusable", ...first }
	const began = clock.now()
	const shown = await servedNow(context, input)
	if (shown.leaf !== undefined && !isSameIdentity(first.leaf, shown.leaf))
		return anotherIdentity(input.path, first, shown.leaf)
	input.onEvent({
		...{ kind: "watching", at: isoOf(clock.now()), file: rotated(first.leaf) },
		...(shown.leaf === undefined ? {} : { served: rotated(shown.leaf) }),
	})
	if (shown.leaf !== undefined && shown.leaf.sha256 !== first.leaf.sha256)
		return waitForServer(context, input, first)
	let current = first
	while (!input.signal.aborted) {
		if (clock.now() - began >= input.forMs)
			return {
				...{ kind: "unchanged", watchedMs: clock.now() - began, file: rotated(first.leaf) },
				isServed: shown.leaf !== undefined,
			}
		await pause(input, input.forMs - (clock.now() - began))
		input.onEvent({ kind: "looked", at: isoOf(clock.now()) })
		const next = await look()
		// A file is missing for a moment while it is replaced; the next look finds it, or the time runs out.
		if ("text" in next) continue
		if (next.leaf.sha256 !== current.leaf.sha256) {
			current = next
			const { modifiedAt } = next
			input.onEvent({ kind: "file-changed", at: isoOf(clock.now()), file: rotated(next.leaf), modifiedAt })
			return waitForServer(context, input, next)
		}
	}
	return { kind: "stopped" }
}

/** Follows the file while it waits: when it changes again, the newest certificate is the one to be served. */
async function waitForServer(
	context: Pick<OperationContext, "runCheck" | "policy" | "clock">,
	input: WatchRotationInput,
	changed: Look,
): Promise<WatchOutcome> {
	const { clock, policy } = context
	const began = clock.now()
	let wanted = changed
	let everyMs = input.everyMs
	while (!input.signal.aborted) {
		const shown = await servedNow(context, input)
		if (input.signal.aborted) break
		const now = clock.now()
		const changedAt = wanted.modifiedAt
		if (shown.leaf?.sha256 === wanted.leaf.sha256)
			return {
				...{ kind: "rotated", file: rotated(wanted.leaf), changedAt, servedAt: isoOf(now) },
				gapMs: Math.max(0, now - Date.parse(changedAt)),
			}
		if (now - began >= input.withinMs)
			return {
				...{
					kind: "never-served",
					file: rotated(wanted.leaf),
					changedAt,
					waitedMs: now - began,
					text: shown.text,
				},
				...(shown.leaf === undefined ? {} : { served: rotated(shown.leaf) }),
			}
		input.onEvent({ kind: "not-yet-served", at: isoOf(now), text: shown.text })
		await pause({ ...input, everyMs }, input.withinMs - (now - began))
		// A check is several connections: a server that takes its time is asked less and less often.
		everyMs = Math.min(Math.max(everyMs, checkEveryMsMax), everyMs * 1.5)
		const next = await lookAt(input.path, policy.fileRoots)
		if (!("text" in next)) wanted = next
	}
	return { kind: "stopped" }
}

/** One check, and the leaf that it was served; `text` is what the attempt came to. */
async function servedNow(
	{ runCheck, policy, clock }: Pick<OperationContext, "runCheck" | "policy" | "clock">,
	{ settings, signal }: WatchRotationInput,
): Promise<{ readonly leaf?: CertificateDescription; readonly text: string }> {
	const run = await runCheck({ settings, policy, clock, signal, onEvent: () => undefined })
	const lanes = run.attempts.toSorted((a, b) => Number(b.configured) - Number(a.configured))
	for (const { chain, outcome } of lanes) {
		const leaf = firstOf(chain)
		if (leaf !== undefined) return { leaf, text: outcome.text }
	}
	const [problem] = run.settingProblems
	return { text: problem?.text ?? lanes[0]?.outcome.text ?? "Nothing was tried." }
}

function firstOf(chain: AttemptObservation["chain"]): CertificateDescription | undefined {
	const link = chain?.[0]
	return link?.kind === "certificate" ? link.description : undefined
}

async function lookAt(
	path: string,
	roots: readonly string[] | undefined,
): Promise<Look | { readonly text: string; readonly hint: string }> {
	const read = await readTextFile(path, roots)
	if (!read.ok) return read.error
	const ders = parsePemCertificates(read.value.text)
	if (!ders.ok) return { text: `${path}: ${ders.error.text}`, hint: ders.error.hint }
	const described = await describeCertificate(ders.value[0] ?? new Uint8Array())
	if (described.kind === "certificate")
		return { leaf: described.description, modifiedAt: read.value.modifiedAt }
	return { text: `${path} holds a certificate that cannot be read.`, hint: described.problem }
}

function anotherIdentity(path: string, file: Look, served: CertificateDescription): WatchOutcome {
	const name = ({ subject, sans }: CertificateDescription) =>
		subject || sans.uri[0] || sans.dns[0] || "no name"
	return {
		kind: "unusable",
		text: `${path} holds a certificate of ${name(file.leaf)}, and the server serves one of ${name(served)}: the file is not the server’s.`,
		hint: "Name the file that the server should serve with --file.",
	}
}

/** Ends with the time that is left, however long a pause was asked for. */
async function pause(
	{ everyMs, signal }: Pick<WatchRotationInput, "everyMs" | "signal">,
	leftMs: number,
): Promise<void> {
	const pauseMs = Math.min(Math.max(everyMsMin, everyMs), Math.max(1, leftMs))
	// Stopping ends the pause early; whoever called asks the signal next.
	await delay(pauseMs, undefined, { signal }).catch(() => undefined)
}

function rotated({ sha256, serial, notBefore, notAfter }: CertificateDescription): RotatedCertificate {
	return { sha256, serial, notBefore, notAfter }
}

function isoOf(ms: number): string {
	return new Date(ms).toISOString()
}
