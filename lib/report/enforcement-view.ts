import type { EnforcementVerdict } from "#diagnosis/finding"
import type { EnforcementPosture } from "#probe/enforcement-observation"

/** A short name for every posture: what a person would call it. */
export const enforcementTitles = {
	"no-certificate": "No certificate",
	"self-signed": "Self-signed certificate",
	"foreign-ca": "Certificate of an unknown CA",
	"same-name-ca": "CA of the same name",
	expired: "Expired certificate",
	"not-yet-valid": "Certificate not valid yet",
	"wrong-eku": "Certificate for another purpose",
	"wrong-spiffe-id": "Another SPIFFE ID",
	"foreign-trust-domain": "Another trust domain",
	plaintext: "Plaintext",
	"tls-1.0": "TLS 1.0",
	"tls-1.1": "TLS 1.1",
	"no-alpn": "No ALPN",
	"no-token": "No token",
	"malformed-token": "Made-up token",
	"token-over-plaintext": "Token over plaintext",
	"no-token-stream": "No token, streaming",
	"malformed-token-stream": "Made-up token, streaming",
	"health-without-token": "Health check without a token",
} as const satisfies Record<EnforcementPosture, string>

/** What came of a posture, in words. */
export const actualWords = {
	"let-in": "let in",
	"transport-only": "refused later",
	refused: "refused",
	unknown: "not known",
	skipped: "not tried",
} as const satisfies Record<EnforcementVerdict["actual"], string>

/** What was expected of a posture, in words. */
export const expectedWords = {
	refused: "refused",
	either: "either is fine",
} as const satisfies Record<EnforcementVerdict["expected"], string>

/** How a row is judged: `open` is a row that may end either way. */
export type EnforcementMark = "gap" | "unknown" | "held" | "open" | "skipped"

/** Judgement as a word and as a mark; colour is never needed to tell them apart. */
export const enforcementMarks = {
	gap: { word: "gap", mark: "✗" },
	unknown: { word: "unknown", mark: "?" },
	held: { word: "as it should", mark: "✓" },
	open: { word: "not judged", mark: "·" },
	skipped: { word: "not tried", mark: "–" },
} as const satisfies Record<EnforcementMark, { readonly word: string; readonly mark: string }>

const order: readonly EnforcementMark[] = ["gap", "unknown", "held", "open", "skipped"]

/** The enforcement table as every renderer shows it. */
export interface EnforcementView {
	/** "12 of 14 were refused. 2 got in that must be refused." */
	readonly summary: string
	/** Gaps first, then what could not be told; inside each the order of the table. */
	readonly rows: readonly EnforcementVerdict[]
}

/** Draws the table up. Pure. */
export function enforcementView(verdicts: readonly EnforcementVerdict[]): EnforcementView {
	const rows = verdicts.toSorted(
		(a, b) => order.indexOf(enforcementMark(a)) - order.indexOf(enforcementMark(b)),
	)
	return { summary: summaryOf(verdicts), rows }
}

/** The mark of one row. */
export function enforcementMark({ actual, judgement }: EnforcementVerdict): EnforcementMark {
	if (actual === "skipped") return "skipped"
	if (judgement === "as-expected") return "held"
	return judgement === "not-applicable" ? "open" : judgement
}

function summaryOf(verdicts: readonly EnforcementVerdict[]): string {
	const count = (mark: EnforcementMark) => verdicts.filter((row) => enforcementMark(row) === mark).length
	const gaps = count("gap")
	const unknown = count("unknown")
	const held = count("held")
	const demanded = gaps + unknown + held
	if (demanded === 0) return "Nothing was tried that this endpoint must refuse."
	const doubted = verdicts.filter(({ mayMeanIssuer }) => mayMeanIssuer === true).length
	return [
		gaps === 0 && unknown === 0
			? demanded === 1
				? "The one posture that must be refused was refused."
				: `All ${demanded} that must be refused were refused.`
			: `${held} of ${demanded} ${held === 1 ? "was" : "were"} refused.`,
		gaps === 0 ? "" : `${gaps} got in that must be refused.`,
		unknown === 0 ? "" : `${unknown} ${unknown === 1 ? "is" : "are"} unknown.`,
		doubted === 0
			? ""
			: `${doubted} may have been refused for ${doubted === 1 ? "its" : "their"} issuer alone.`,
	]
		.filter((part) => part !== "")
		.join(" ")
}
