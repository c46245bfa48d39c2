import type { ProtocolAnswer } from "../../protocol-observation.ts"
import type { QuestionBook } from "../questions.ts"
import type { Dialler, Security } from "./dial.ts"

/** What every question of one check is asked with. */
export interface Asking {
	readonly dialler: Dialler
	readonly book: QuestionBook
	/** Absent: in the clear. */
	readonly security?: Security
	readonly signal: AbortSignal
	/** Milliseconds for one connection and for one answer. */
	readonly limitMs: number
}

/** The answer to a question that could not even be sent. */
export function unasked(
	question: ProtocolAnswer["question"],
	over: ProtocolAnswer["over"],
	secure: boolean,
	why: { readonly kind: Exclude<ProtocolAnswer["kind"], "answered">; readonly how: string },
): ProtocolAnswer {
	return { question, over, secure, kind: why.kind, how: why.how }
}
