import type { RuntimeComparison, RuntimeVerdict } from "#x509/path/compare-runtimes"

/** Runtimes that say the same, with their reasons. */
export interface RuntimeRow {
	/** `OpenSSL, Node.js`. */
	readonly labels: readonly string[]
	readonly verdict: RuntimeVerdict["verdict"]
	/** Sentences; the first runtime's words stand for all of the row. */
	readonly reasons: readonly string[]
	/** The rule of each reason. */
	readonly rules: readonly string[]
	/** `error 20 at depth 0: unable to get local issuer certificate`. */
	readonly openssl?: string
}

/** What every runtime would say of a chain, as every renderer shows it. */
export interface RuntimesView {
	/** "Go would refuse what OpenSSL, Node.js, Java and gRPC core take: …" */
	readonly sentence: string
	/** For whom, when and by which trust anchors, in words. */
	readonly question: string
	/** True when no runtime differs from another, whatever RFC 5280 says. */
	readonly isAgreed: boolean
	/** What refuses first. */
	readonly rows: readonly RuntimeRow[]
}

/** Draws up what the runtimes say of one chain. Pure. */
export function runtimesView(compared: RuntimeComparison): RuntimesView {
	const { verdicts } = compared
	const rows = rowsOf(verdicts)
	const runtimes = verdicts.filter(({ profile }) => profile !== "rfc5280")
	const isAgreed = new Set(runtimes.map(({ verdict }) => verdict)).size < 2
	return { sentence: sentenceOf(verdicts), question: questionOf(compared), isAgreed, rows }
}

/** Words joined as prose does: `a, b and c`. */
function joined(words: readonly string[]): string {
	const last = words.at(-1) ?? ""
	return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`
}

function sentenceOf(verdicts: readonly RuntimeVerdict[]): string {
	const runtimes = verdicts.filter(({ profile }) => profile !== "rfc5280")
	const labels = (verdict: RuntimeVerdict["verdict"]) =>
		joined(runtimes.filter((each) => each.verdict === verdict).map(({ label }) => label))
	const refusing = runtimes.find(({ verdict }) => verdict === "rejected")
	const rfc = verdicts.find(({ profile }) => profile === "rfc5280")
	if (refusing === undefined) {
		if (rfc?.verdict !== "rejected") return "All agree: every runtime takes this chain."
		return `Every runtime takes this chain; by the letter of RFC 5280 it does not hold: ${firstReason(rfc)}`
	}
	if (runtimes.every(({ verdict }) => verdict === "rejected")) {
		const isOneReason = new Set(runtimes.map(rulesOf)).size === 1
		const same = isOneReason ? "" : ", though not all for the same reason"
		return `All agree: no runtime takes this chain${same}.`
	}
	const taking = runtimes.filter(({ verdict }) => verdict === "accepted").length
	return `${labels("rejected")} would refuse what ${labels("accepted")} ${taking === 1 ? "takes" : "take"}: ${firstReason(refusing)}`
}

function firstReason({ reasons }: RuntimeVerdict): string {
	return reasons[0]?.text ?? "it does not say why."
}

function rulesOf({ verdict, reasons }: RuntimeVerdict): string {
	return [verdict, ...reasons.map(({ rule, certificate }) => `${rule} ${certificate ?? ""}`)].join("|")
}

function rowsOf(verdicts: readonly RuntimeVerdict[]): readonly RuntimeRow[] {
	const keys = [...new Set(verdicts.map(rulesOf))]
	const rows = keys.flatMap((key): RuntimeRow[] => {
		const group = verdicts.filter((each) => rulesOf(each) === key)
		const [first] = group
		if (first === undefined) return []
		const error = group.find(({ opensslError }) => opensslError !== undefined)?.opensslError
		const openssl =
			error === undefined ? {} : { openssl: `error ${error.code} at depth ${error.depth}: ${error.text}` }
		const ruleOf = new Map(first.reasons.map(({ text, rule }) => [text, rule]))
		const said = { reasons: [...ruleOf.keys()], rules: [...ruleOf.values()] }
		return [{ labels: group.map(({ label }) => label), verdict: first.verdict, ...said, ...openssl }]
	})
	const refusesFirst = (row: RuntimeRow) => (row.verdict === "rejected" ? 0 : 1)
	return rows.toSorted((a, b) => refusesFirst(a) - refusesFirst(b))
}

const usageWords = {
	server: "as a server certificate",
	client: "as a client certificate",
	any: "for any usage",
} as const satisfies Record<RuntimeComparison["usage"], string>

function questionOf({ at, usage, name, trustSource }: RuntimeComparison): string {
	const whom = name === undefined ? "no name asked for" : `for ${name}`
	return `Judged ${usageWords[usage]}, ${whom}, at ${at.slice(0, 16).replace("T", " ")} UTC, against ${trustSource}.`
}
