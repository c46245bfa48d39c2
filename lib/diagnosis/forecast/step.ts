import type { Cause } from "./cause.ts"
import type { ForecastFacts } from "./facts.ts"
import type { Runtime, Topic } from "./runtime.ts"

/** What a step of the way comes to: on to the next, there already, or the end. */
export type StepResult =
	| { readonly kind: "passes"; readonly topic: Topic; readonly why?: string }
	/** A gRPC status came back: nothing stands in the way after this. */
	| { readonly kind: "arrives"; readonly topic: Topic; readonly why: string }
	| { readonly kind: "fails"; readonly topic: Topic; readonly why: string; readonly cause?: Cause }
	| {
			readonly kind: "unknown"
			readonly topic: Topic
			readonly why: string
			/** True when the next steps are worth a look all the same: where one fails, it fails either way. */
			readonly isOpen?: boolean
	  }

/** One step on the way of a client, in the order in which it goes it. */
export type Step = (facts: ForecastFacts, runtime: Runtime) => StepResult
