import {
	CircleCheck,
	CircleDashed,
	CircleDot,
	CircleHelp,
	CircleMinus,
	Info,
	LockOpen,
	type LucideIcon,
	OctagonX,
	ShieldBan,
	ShieldCheck,
	TriangleAlert,
} from "lucide-react"
import type {
	ChoiceVerdict,
	ProfileVerdict,
	ProtocolVerdict,
	RuntimeForecast,
	Severity,
} from "#diagnosis/finding"
import type { EndpointMode } from "#endpoints/endpoint"
import type { OutcomeKind, PostureName } from "#probe/observation"
import type { EnforcementMark } from "#report/enforcement-view"
import type { ScanAnswer } from "#tls/scan"

/** The five meanings. Each has its own hue; colour is never used for anything else, and never speaks alone. */
export type Tone = "secure" | "plain" | "refused" | "broken" | "unknown"

/** The classes of a tone: text on any surface, text on its own wash, hairline, and a fill for bars and dots. */
export interface ToneClasses {
	readonly text: string
	readonly wash: string
	readonly line: string
	readonly fill: string
	/** `fill` for shapes inside an svg. */
	readonly svgFill: string
	/** `stroke` for lines inside an svg. */
	readonly svgStroke: string
}

/** Tone → classes. Written out, so that the style sheet contains them. */
export const toneClasses = {
	secure: {
		text: "text-secure",
		wash: "bg-secure-wash",
		line: "border-secure-line",
		fill: "bg-secure",
		svgFill: "fill-secure",
		svgStroke: "stroke-secure",
	},
	plain: {
		text: "text-plain",
		wash: "bg-plain-wash",
		line: "border-plain-line",
		fill: "bg-plain",
		svgFill: "fill-plain",
		svgStroke: "stroke-plain",
	},
	refused: {
		text: "text-refused",
		wash: "bg-refused-wash",
		line: "border-refused-line",
		fill: "bg-refused",
		svgFill: "fill-refused",
		svgStroke: "stroke-refused",
	},
	broken: {
		text: "text-broken",
		wash: "bg-broken-wash",
		line: "border-broken-line",
		fill: "bg-broken",
		svgFill: "fill-broken",
		svgStroke: "stroke-broken",
	},
	unknown: {
		text: "text-unknown",
		wash: "bg-unknown-wash",
		line: "border-unknown-line",
		fill: "bg-unknown",
		svgFill: "fill-unknown",
		svgStroke: "stroke-unknown",
	},
} as const satisfies Record<Tone, ToneClasses>

/** What something means: a tone, an icon and the word that says it without colour. */
export interface Meaning {
	readonly tone: Tone
	readonly icon: LucideIcon
	readonly word: string
}

/** The five meanings by themselves. */
export const meanings = {
	secure: { tone: "secure", icon: ShieldCheck, word: "verified" },
	plain: { tone: "plain", icon: LockOpen, word: "unencrypted" },
	refused: { tone: "refused", icon: ShieldBan, word: "refused" },
	broken: { tone: "broken", icon: OctagonX, word: "broken" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "unknown" },
} as const satisfies Record<Tone, Meaning>

/** Severity of a finding. A warning borrows the amber of `plain`: both protect less than it seems. */
export const severityMeanings = {
	error: { tone: "broken", icon: OctagonX, word: "error" },
	warning: { tone: "plain", icon: TriangleAlert, word: "warning" },
	notice: { tone: "unknown", icon: Info, word: "notice" },
	ok: { tone: "secure", icon: CircleCheck, word: "ok" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "unknown" },
} as const satisfies Record<Severity, Meaning>

/** Kind of a verdict; `unchecked` is an endpoint without a run. */
export type VerdictKind = "ok" | "attention" | "broken" | "unknown" | "unchecked"

/** Verdict of a run. */
export const verdictMeanings = {
	ok: { tone: "secure", icon: CircleCheck, word: "as configured" },
	attention: { tone: "plain", icon: TriangleAlert, word: "needs attention" },
	broken: { tone: "broken", icon: OctagonX, word: "does not work" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "unknown" },
	unchecked: { tone: "unknown", icon: CircleDashed, word: "not checked" },
} as const satisfies Record<VerdictKind, Meaning>

const outcomeMeanings = {
	accepted: { tone: "secure", icon: CircleCheck, word: "accepted" },
	refused: { tone: "refused", icon: ShieldBan, word: "refused" },
	failed: { tone: "broken", icon: OctagonX, word: "failed" },
	skipped: { tone: "unknown", icon: CircleMinus, word: "not tried" },
} as const satisfies Record<OutcomeKind, Meaning>

/** Outcome of an attempt. What was accepted without TLS is unencrypted, and without verification unverified. */
export function outcomeMeaning(kind: OutcomeKind, posture: PostureName): Meaning {
	if (kind !== "accepted") return outcomeMeanings[kind]
	if (posture === "plaintext") return { tone: "plain", icon: LockOpen, word: "accepted, unencrypted" }
	if (posture === "tls-unverified") return { tone: "plain", icon: LockOpen, word: "accepted, not verified" }
	return outcomeMeanings.accepted
}

/** Posture → the words for it. "Plaintext", "TLS, not verified", "TLS" and "mutual TLS" are four different things. */
export const postureWords = {
	plaintext: "Plaintext",
	tls: "TLS",
	"tls-unverified": "TLS, not verified",
	mtls: "Mutual TLS",
	external: "External",
	spiffe: "SPIFFE",
} as const satisfies Record<PostureName, string>

/** Configured mode → the words for it. */
export const modeWords = {
	auto: "Auto",
	none: "Plaintext",
	tls: "TLS",
	mtls: "Mutual TLS",
	external: "External",
	spiffe: "SPIFFE",
} as const satisfies Record<EndpointMode, string>

/** Answer to a question of a scan. */
export const answerMeanings = {
	accepted: { tone: "secure", icon: CircleCheck, word: "accepted" },
	refused: { tone: "refused", icon: ShieldBan, word: "refused" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "unknown" },
} as const satisfies Record<ScanAnswer, Meaning>

/** Whether a server does something; not doing it refuses nobody. */
export const featureMeanings = {
	accepted: { tone: "secure", icon: CircleCheck, word: "yes" },
	refused: { tone: "unknown", icon: CircleMinus, word: "no" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "unknown" },
} as const satisfies Record<ScanAnswer, Meaning>

/** What was taken although it protects less than it seems. */
export const weakMeaning: Meaning = { tone: "plain", icon: TriangleAlert, word: "accepted" }

/** A scan against a profile. */
export const profileMeanings = {
	meets: { tone: "secure", icon: CircleCheck, word: "meets it" },
	differs: { tone: "plain", icon: TriangleAlert, word: "differs" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "unknown" },
} as const satisfies Record<ProfileVerdict["verdict"], Meaning>

/** One row of the enforcement table. */
export const enforcementMeanings = {
	gap: { tone: "broken", icon: OctagonX, word: "gap" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "unknown" },
	held: { tone: "secure", icon: ShieldCheck, word: "as it should" },
	open: { tone: "unknown", icon: CircleDot, word: "not judged" },
	skipped: { tone: "unknown", icon: CircleMinus, word: "not tried" },
} as const satisfies Record<EnforcementMark, Meaning>

/** What another runtime would come to. */
export const forecastMeanings = {
	connects: { tone: "secure", icon: CircleCheck, word: "connects" },
	fails: { tone: "broken", icon: OctagonX, word: "fails" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "unknown" },
} as const satisfies Record<RuntimeForecast["verdict"], Meaning>

/** Whether our certificate fits what the server asks for, and each check of that. */
export const choiceMeanings = {
	fits: { tone: "secure", icon: CircleCheck, word: "fits" },
	mismatch: { tone: "broken", icon: OctagonX, word: "does not fit" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "unknown" },
} as const satisfies Record<ChoiceVerdict["checks"][number]["verdict"], Meaning>

/** Whether a port speaks a protocol; not speaking one is no fault. */
export const protocolMeanings = {
	yes: { tone: "secure", icon: CircleCheck, word: "yes" },
	no: { tone: "unknown", icon: CircleMinus, word: "no" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "unknown" },
} as const satisfies Record<ProtocolVerdict["verdict"], Meaning>
