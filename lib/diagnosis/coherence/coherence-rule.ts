import type { Blame, Fix, Severity } from "../finding.ts"
import type { FixContext } from "../fix-context.ts"
import type { Citation, RuleProse } from "../rule.ts"
import type { Place, Settings } from "./settings.ts"

/** What a rule may look at. */
export interface CoherenceFacts {
	readonly settings: Settings
	/** Moment that certificates are held against, milliseconds since 1970. */
	readonly now: number
}

/** One rule's word on settings. What is absent is taken from the rule. */
export interface CoherenceJudgement {
	readonly title: string
	readonly detail: string
	/** The lines that prove it, the one to change first. */
	readonly at: readonly Place[]
	readonly severity?: Severity
	readonly blame?: Blame
	readonly fixes?: readonly Fix[]
}

/** A contradiction in settings, or something that they lack: how it is seen in text, what it means, how it is mended. */
export interface CoherenceRule {
	/** Kebab-case, never reused, and no id of a rule about runs. */
	readonly id: string
	/** The fact as a sentence without values. */
	readonly title: string
	readonly severity: Severity
	readonly blame: Blame
	/** Empty: nothing to say about these settings. Never throws, never quotes a value that may be secret. */
	readonly judge: (facts: CoherenceFacts) => readonly CoherenceJudgement[]
	readonly prose: RuleProse
	readonly fixes: (context: FixContext) => readonly Fix[]
	readonly citation: readonly Citation[]
}

/** A line that proves a finding, as it may be shown: secret values are hidden. */
export interface QuotedLine {
	readonly source: number
	readonly line: number
	readonly text: string
}

/** A rule's judgement over pasted settings. */
export interface CoherenceFinding {
	readonly rule: string
	readonly severity: Severity
	readonly blame: Blame
	readonly title: string
	readonly detail: string
	readonly evidence: readonly QuotedLine[]
	readonly fixes: readonly Fix[]
}
