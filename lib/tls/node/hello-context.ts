import type { ChoiceList } from "../hello/choice-list.ts"
import type { OwnShare } from "../hello/handshake-secret.ts"
import type { HelloAnswer } from "../hello/hello-answer.ts"
import type { ScanAnswer, ScanFact } from "../scan.ts"
import { describeBroken, type HelloLine, isBroken, type NotAsked } from "./hello-line.ts"

/** What the parts of one scan share. */
export interface HelloContext {
	readonly line: HelloLine
	/** SNI of every hello that does not ask about SNI. */
	readonly sni: string | null
	readonly shareOf: (group: number) => OwnShare | undefined
	/** Notes that this server says no by ending the connection: what it knows it goes on answering. */
	readonly endsInsteadOfAlert: () => void
	/** Notes what could not be asked or read; a sentence. Repetitions are dropped. */
	readonly problem: (text: string) => void
}

/** Alerts that say no to what was offered, rather than to who asks or to the name that was sent. */
const refusals = new Set([
	"handshake_failure",
	"illegal_parameter",
	"protocol_version",
	"insufficient_security",
	"inappropriate_fallback",
	"missing_extension",
	"unsupported_extension",
])

/** An answer that is no ServerHello, as a fact about what was offered. */
export function factOf(answer: HelloAnswer | NotAsked): ScanFact {
	return { answer: meaningOf(answer), how: sentence(describeBroken(answer)) }
}

function meaningOf(answer: HelloAnswer | NotAsked): ScanAnswer {
	if (answer.kind === "hello" || answer.kind === "retry") return "accepted"
	if (answer.kind !== "alert") return "unknown"
	return refusals.has(answer.alert.description) ? "refused" : "unknown"
}

/**
 * As `factOf`, but the alert internal_error is asked about once more: once it may be an accident, twice it is this
 * server's way to say no, as OpenSSL does to versions whose signatures its security level forbids.
 */
export async function firmFact(
	answer: HelloAnswer | NotAsked,
	again: () => Promise<HelloAnswer | NotAsked>,
): Promise<ScanFact> {
	if (!isAccident(answer) || !isAccident(await again())) return factOf(answer)
	return { answer: "refused", how: "Alert internal_error, twice." }
}

function isAccident(answer: HelloAnswer | NotAsked): boolean {
	return answer.kind === "alert" && answer.alert.description === "internal_error"
}

/** A clause as a sentence. */
export function sentence(clause: string): string {
	return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`
}

/**
 * Ends a list at an answer without a choice. An alert is a no. Where the connection broke instead, `control` is asked
 * again: while that is still answered the broken connection is this server's way to say no; otherwise the list may be
 * short.
 */
export async function endList(
	context: HelloContext,
	list: ChoiceList,
	answer: HelloAnswer | NotAsked,
	control: () => Promise<HelloAnswer | NotAsked>,
): Promise<void> {
	if (answer.kind === "alert") return
	if ((answer.kind === "closed" || answer.kind === "reset") && !isBroken(await control())) {
		context.endsInsteadOfAlert()
		return
	}
	list.breakOff(sentence(describeBroken(answer)))
}
