import type { AttemptObservation, PostureName, RunObservation } from "#probe/observation"
import type { Blame, Evidence, Finding, Fix, ServerInference, Severity } from "./finding.ts"
import type { FixContext } from "./fix-context.ts"
import type { Voice } from "./voice.ts"

/** What a rule may look at: the observations, and what was already concluded from them. */
export interface RunFacts {
	readonly run: RunObservation
	readonly server: ServerInference
	/** The lane that speaks for the settings, when it was tried. */
	readonly configured: AttemptObservation | undefined
	/** The configured lane alone when it was tried, otherwise every lane that was. */
	readonly focus: readonly AttemptObservation[]
	readonly tried: readonly AttemptObservation[]
	/** Findings of the rules before this one in the list. */
	readonly earlier: readonly Finding[]
	/** Wall clock of the run, milliseconds since 1970. */
	readonly at: number
	/** Words for the client: ourselves, or whom a capture shows. */
	readonly voice: Voice
}

/** One rule's word on a run. What is absent is taken from the rule. */
export interface Judgement {
	readonly title: string
	readonly detail: string
	readonly evidence: readonly Evidence[]
	readonly postures: readonly PostureName[]
	readonly severity?: Severity
	readonly blame?: Blame
	/** Second sentence of the verdict when this finding leads; the title otherwise. */
	readonly verdict?: string
	/** What to do, in one sentence. */
	readonly advice?: string
	/** Fixes that fit this case better than the rule's own. */
	readonly fixes?: readonly Fix[]
}

/** A line as people see it, and the stack that prints it. */
export interface SeenLine {
	readonly stack: string
	readonly line: string
}

/** The runbook's text about a rule. */
export interface RuleProse {
	readonly seen: readonly SeenLine[]
	readonly means: string
	readonly confirm: string
	readonly prevent: string
}

/** Where the rule's claim is written down. */
export interface Citation {
	readonly text: string
	readonly section?: string
}

/** One cause: how it is recognised in a run, what it means, how it is mended. */
export interface Rule {
	/** Kebab-case, never reused: links, filters and exports refer to it. */
	readonly id: string
	/** The fact as a sentence without values. */
	readonly title: string
	readonly severity: Severity
	readonly blame: Blame
	/** Empty: the rule has nothing to say about this run. Reads the observations only, never a clock. */
	readonly judge: (facts: RunFacts) => readonly Judgement[]
	readonly prose: RuleProse
	readonly fixes: (context: FixContext) => readonly Fix[]
	readonly citation: readonly Citation[]
}

/** Judgement of rules that only a text can tell: no observation of a run proves them. */
export const silent: Rule["judge"] = () => []

/** A finding with what only the diagnosis itself needs: the words for the verdict. */
export interface JudgedFinding extends Finding {
	readonly verdict?: string
	readonly advice?: string
}
