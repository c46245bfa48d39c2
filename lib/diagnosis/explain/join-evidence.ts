import type { Diagnosis, Finding, Fix } from "../finding.ts"
import { type CheckedFacts, type Standing, standingOf } from "./cause-standing.ts"
import type { ExplainedCause, Explanation } from "./explanation.ts"

/** What a check found, as far as a text is held against it. A report is one. */
export interface CheckEvidence {
	readonly target: string
	readonly verdict: Diagnosis["verdict"]
	readonly server: Diagnosis["server"]
	readonly findings: readonly Finding[]
	readonly stopped: boolean
}

/** A cause of the text after the check. */
export interface JoinedCause {
	readonly rule: string
	/** 0 to 1: text and check together. */
	readonly confidence: number
	/** `found`: the check saw it and the text did not name it. `open`: the check says nothing about it. */
	readonly standing: "confirmed" | "found" | "open" | "refuted"
	/** What the check saw of it, or why the text names it, as a sentence. */
	readonly why: string
}

/** The title of a rule, as a sentence; given, so that a page need not load every rule. */
export type TitleOf = (rule: string) => string

/** A text and a check of the endpoint it names, taken together. */
export interface JoinedEvidence {
	readonly target: string
	/**
	 * `confirmed`: the check saw what the text says. `decided`: it saw one of several causes that the text leaves open.
	 * `elsewhere`: it saw another fault. `works`: it got through. `unreached`: it could not look.
	 * `fits`: the server asks for what the text is about, and the check had nothing to show it.
	 */
	readonly kind: "confirmed" | "decided" | "elsewhere" | "fits" | "works" | "unreached"
	/** One or two sentences: what the text says, what the check says to that, and where to look. */
	readonly sentence: string
	/** Confirmed and found first, refuted last. */
	readonly causes: readonly JoinedCause[]
	readonly fixes: readonly Fix[]
}

const unreached: ReadonlySet<string> = new Set(["connection-refused", "dns-failure", "timeout-or-blackhole"])
/** Causes that only a check with the client's own certificate can decide. */
const ofClientCertificate: ReadonlySet<string> = new Set([
	"client-cert-untrusted",
	"expired-client-cert",
	"client-cert-wrong-eku",
	"revoked",
])
/** Findings that describe no fault of a connection. */
const noFault: ReadonlySet<string> = new Set(["works-as-configured"])

/**
 * Holds what a text says against what a check of its endpoint found: confirms, decides between or refutes its causes and
 * says in a sentence what both together mean. Pure. A check speaks for the place and the moment it was made in, and the
 * sentence says so where it matters.
 */
export function joinEvidence(
	explanation: Explanation,
	check: CheckEvidence,
	titleOf: TitleOf,
): JoinedEvidence {
	const faults = check.findings.filter(({ severity, rule }) => severity === "error" && !noFault.has(rule))
	const facts: CheckedFacts = {
		faults,
		findings: check.findings,
		server: check.server,
		works: check.verdict.kind === "ok" || check.verdict.kind === "attention",
		isReached: !faults.some(({ rule }) => unreached.has(rule)) && check.verdict.kind !== "unknown",
	}
	const isFound = explanation.causes.some(({ rule }) => faults.some((finding) => finding.rule === rule))
	const said = explanation.causes
		.map((cause, index) => joined(cause, standingOf(cause.rule, facts), index))
		.map((cause) => (isFound && cause.standing === "open" ? eclipsed(cause) : cause))
	const lead = faults[0]
	const found = lead === undefined || said.some(({ rule }) => rule === lead.rule) ? [] : [foundCause(lead)]
	const causes = [...said, ...found].toSorted(
		(a, b) => order[a.standing] - order[b.standing] || b.confidence - a.confidence,
	)
	const confirmed = causes.find(({ standing }) => standing === "confirmed")
	const base = { target: check.target, causes }
	if (confirmed !== undefined) {
		const isFirst = explanation.causes[0]?.rule === confirmed.rule && explanation.decision === undefined
		const finding = faults.find(({ rule }) => rule === confirmed.rule)
		return {
			...base,
			kind: isFirst ? "confirmed" : "decided",
			sentence: isFirst
				? `The text says: ${titleOf(confirmed.rule)} The check confirms it: ${confirmed.why}`
				: `${openSentence(explanation, titleOf)} The check decides: ${confirmed.why}`,
			fixes: finding?.fixes ?? ruleFixes(explanation, confirmed.rule),
		}
	}
	if (check.stopped || (!facts.isReached && !facts.works)) {
		const why = lead?.title ?? check.verdict.sentence
		return {
			...base,
			kind: "unreached",
			sentence: `The check could not look: ${why} What the text says stands as it was: ${saysShort(explanation, titleOf)}`,
			fixes: explanation.fixes,
		}
	}
	const first = explanation.causes[0]?.rule
	if (lead?.rule === "client-cert-required" && first !== undefined && ofClientCertificate.has(first)) {
		return {
			...base,
			kind: "fits",
			sentence: `${saysLong(explanation, titleOf)} The check fits that: this server requires a client certificate. It brought none itself, so check again with the certificate and key of that client.`,
			fixes: explanation.fixes,
		}
	}
	if (lead !== undefined) {
		return {
			...base,
			kind: "elsewhere",
			sentence: `${saysLong(explanation, titleOf)} The check finds something else: ${lead.title}${refutedWords(causes)}`,
			fixes: lead.fixes,
		}
	}
	return {
		...base,
		kind: "works",
		sentence: `${saysLong(explanation, titleOf)} From here the check gets through with these settings, so ${lookAt(causes, explanation)}`,
		fixes: explanation.fixes,
	}
}

/** What a server does confirms a cause only if the text really thought of it: every mTLS server requires a certificate. */
const fitsFrom = 0.3
const order = { confirmed: 0, found: 1, open: 2, refuted: 3 } as const

function joined(cause: ExplainedCause, standing: Standing, index: number): JoinedCause {
	const { rule, confidence, why } = cause
	switch (standing.kind) {
		case "confirmed":
			if (standing.by === "finding")
				return { rule, confidence: 0.97, standing: "confirmed", why: standing.text }
			if (index > 0 && confidence < fitsFrom) return { rule, confidence, standing: "open", why }
			return { rule, confidence: Math.max(0.9, confidence), standing: "confirmed", why: standing.text }
		case "refuted":
			return { rule, confidence: rounded(confidence * 0.15), standing: "refuted", why: standing.text }
		default:
			return { rule, confidence, standing: "open", why }
	}
}

/** A cause that stays possible where another one was seen. */
function eclipsed(cause: JoinedCause): JoinedCause {
	return { ...cause, confidence: rounded(cause.confidence * 0.4) }
}

function rounded(value: number): number {
	return Math.round(value * 100) / 100
}

function foundCause(finding: Finding): JoinedCause {
	return { rule: finding.rule, confidence: 0.9, standing: "found", why: finding.title }
}

function ruleFixes(explanation: Explanation, rule: string): readonly Fix[] {
	return explanation.causes[0]?.rule === rule ? explanation.fixes : []
}

function openSentence({ ambiguous, decision, causes }: Explanation, titleOf: TitleOf): string {
	if (decision !== undefined && ambiguous !== undefined) {
		return ambiguous.replace(decision.text, "").trim()
	}
	return `The text points first at: ${titleOf(causes[0]?.rule ?? "")}`
}

function saysShort({ causes, answer }: Explanation, titleOf: TitleOf): string {
	return causes[0] === undefined ? answer : titleOf(causes[0].rule)
}

function saysLong(explanation: Explanation, titleOf: TitleOf): string {
	const [first] = explanation.causes
	if (first === undefined) return "The text names no cause."
	if (!explanation.isSecurity) return "The text is about the call, not about the handshake."
	return explanation.decision === undefined
		? `The text says: ${titleOf(first.rule)}`
		: openSentence(explanation, titleOf)
}

function refutedWords(causes: readonly JoinedCause[]): string {
	const refuted = causes.find(({ standing }) => standing === "refuted")
	return refuted === undefined ? "" : ` ${refuted.why}`
}

/** Where to look when the endpoint itself is well, by the first cause that the check leaves open. Data. */
const places: Readonly<Record<string, string>> = {
	"untrusted-issuer":
		"look at the trust file of the client that printed the text: it lacks the authority that this check trusts.",
	"self-signed-leaf": "look at the trust file of the client that printed the text.",
	"missing-intermediate":
		"look at the trust file of the client that printed the text, and at which address it reached.",
	"trust-bundle-missing-or-stale":
		"look at the trust file of the client that printed the text: it is missing, empty or old.",
	"tls-interception": "look for a middlebox between the client that printed the text and the server.",
	"hostname-mismatch":
		"look at the name that the client dialled or set as server name: it is another one than here.",
	"ip-san-missing": "look at the address that the client dialled: an IP address where a name would fit.",
	"client-cert-required":
		"look at whether that client really brings its certificate: here one was accepted, or none was asked for.",
	"client-cert-untrusted": "look at which certificate that client brings, and who issued it.",
	"expired-client-cert": "look at the validity of the certificate that that client brings.",
	"client-cert-wrong-eku": "look at the usages in the certificate that that client brings.",
	"bad-pem-or-key": "look at the key and certificate files of the program that printed the text.",
	"key-cert-mismatch": "look at the key and certificate files of the program that printed the text.",
	"file-unreadable": "look at the paths and modes on the machine that printed the text.",
	"partial-config": "look at the settings of the program that printed the text.",
	"protocol-version-mismatch": "look at the TLS versions that that client allows.",
	"no-shared-cipher-or-group": "look at the cipher suites and groups that that client allows.",
	"alpn-missing-h2": "look at whether that client offers h2, and at what stands between.",
	"proxy-env-interference": "look at the proxy variables in the environment of that client.",
	"plaintext-client-to-tls-server": "look at the client that printed the text: it speaks plaintext.",
	"tls-client-to-plaintext-server": "look at the client that printed the text: it speaks TLS.",
	"wrong-spiffe-id": "look at which SPIFFE IDs the other side authorises.",
	"workload-api-unavailable": "look at the Workload API on the machine that printed the text.",
	"workload-no-identity": "look at the registration entries for the workload that printed the text.",
	"token-missing-or-invalid": "look at the token: transport security is not what refused the call.",
	"permission-denied-authz": "look at the policy: transport security is not what refused the call.",
}
const network =
	"look at the network between that client and the server, and whether it was so at another moment."
const program = "look at the program and its limits: the handshake is not the cause."

function lookAt(causes: readonly JoinedCause[], explanation: Explanation): string {
	const open = causes.find(({ standing }) => standing === "open") ?? causes[0]
	if (open === undefined) return "look at the program that printed the text."
	if (!explanation.isSecurity) return program
	return places[open.rule] ?? network
}
