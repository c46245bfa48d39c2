import { explain } from "#diagnosis/explain/explain"
import type { OperationContext } from "./context.ts"

/** Who printed a text. */
export type Emitter = "client" | "server" | "proxy" | "agent"

/** What an error text most likely means. */
export type ExplainedError = ReturnType<typeof explain>

/** Names the likely causes of an error text, most likely first. Reads nothing and reaches nothing. */
export function explainError(
	_context: Pick<OperationContext, "clock">,
	input: { readonly text: string; readonly emitter?: Emitter },
): ExplainedError {
	return explain(input.text, input.emitter)
}
