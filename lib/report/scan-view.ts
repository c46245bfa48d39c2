import type { ScanAnswer, ScanFact, ScanList, ScanObservation, ScanVersion } from "#tls/scan"
import type { Report } from "./report.ts"

/** One line of what a scan saw. */
export interface ScanLine {
	readonly name: string
	/** Absent for lists. */
	readonly answer?: ScanAnswer
	/** The answer as a word: versions are accepted or refused, features are there or not. */
	readonly word?: string
	/** True where being accepted protects less than it seems: a version that RFC 8996 forbids. */
	readonly isWeak?: boolean
	/** What a machine said: names in the order in which the server chose them. */
	readonly values: readonly string[]
	/** How it was answered, or whose order decides. */
	readonly note: string
}

/** Lines that belong together. */
export interface ScanSection {
	readonly title: string
	/** `rows`: one answer a line. `lists`: names in an order. */
	readonly form: "rows" | "lists"
	readonly lines: readonly ScanLine[]
}

type Scan = NonNullable<Report["scan"]>

const versions: readonly ScanVersion[] = ["1.3", "1.2", "1.1", "1.0"]

/** Everything that the scan saw, newest version first, sections without lines left out. Pure. */
export function scanSections(scan: ScanObservation): readonly ScanSection[] {
	const sections: readonly ScanSection[] = [
		{ title: "Versions", form: "rows", lines: versions.map((version) => versionLine(version, scan)) },
		{ title: "Cipher suites", form: "lists", lines: listLines(scan.cipherSuites) },
		{ title: "Groups", form: "lists", lines: listLines(scan.groups) },
		{ title: "Signature schemes", form: "lists", lines: listLines(scan.signatureSchemes) },
		{ title: "ALPN offered", form: "rows", lines: scan.alpn.map(alpnLine) },
		{ title: "Server name (SNI)", form: "rows", lines: sniLines(scan) },
		{ title: "Handshake features", form: "rows", lines: featureLines(scan) },
	]
	return sections.filter(({ lines }) => lines.length > 0)
}

function versionLine(version: ScanVersion, { versions: facts }: ScanObservation): ScanLine {
	const { answer, how } = facts[version]
	const isWeak = answer === "accepted" && (version === "1.0" || version === "1.1")
	return {
		name: `TLS ${version}`,
		answer,
		word: answer,
		values: [],
		note: how,
		...(isWeak ? { isWeak } : {}),
	}
}

function listLines(lists: Readonly<Partial<Record<ScanVersion, ScanList>>>): readonly ScanLine[] {
	return versions.flatMap((version) => {
		const list = lists[version]
		return list === undefined ? [] : [{ name: `TLS ${version}`, values: list.names, note: listNote(list) }]
	})
}

const orderWords = {
	server: "The server's order decides.",
	client: "The client's order decides.",
	unknown: "",
} as const satisfies Record<ScanList["preference"], string>

function listNote({ names, preference, incomplete }: ScanList): string {
	const order =
		names.length === 0
			? "None was found."
			: preference === "unknown" && names.length > 1
				? "Whose order decides is not known."
				: orderWords[preference]
	return [order, incomplete === undefined ? "" : `Perhaps not all: ${incomplete}`]
		.filter((part) => part !== "")
		.join(" ")
}

const alpnNames = {
	h2: "h2",
	"http/1.1": "http/1.1",
	none: "No ALPN",
	unknown: "An unknown protocol",
} as const satisfies Record<ScanObservation["alpn"][number]["offer"], string>

function alpnLine({ offer, answer, selected, how }: ScanObservation["alpn"][number]): ScanLine {
	return {
		name: alpnNames[offer],
		answer,
		word: answer,
		values: selected === undefined || selected === null || selected === offer ? [] : [`selected ${selected}`],
		note: how,
	}
}

function sniLines({ sni, sniAnswers }: ScanObservation): readonly ScanLine[] {
	const usual = sniAnswers.find(({ sent }) => sent === "present")?.leaf
	const names = { present: sni ?? "The name", absent: "No name", wrong: "A name that is not its own" }
	return sniAnswers.map(({ sent, answer, leaf, how }) => {
		const isOther = leaf !== undefined && usual !== undefined && leaf !== usual
		return {
			name: names[sent],
			answer,
			word: answer,
			values: isOther ? [`SHA-256 ${leaf}`] : [],
			note: isOther ? `${how} It shows another certificate.` : how,
		}
	})
}

const featureWords = {
	accepted: "yes",
	refused: "no",
	unknown: "unknown",
} as const satisfies Record<ScanAnswer, string>

function featureLines(scan: ScanObservation): readonly ScanLine[] {
	const facts: readonly (readonly [string, ScanFact | undefined])[] = [
		["Resumption under TLS 1.3", scan.resumption["1.3"]],
		["Resumption under TLS 1.2", scan.resumption["1.2"]],
		["OCSP staple", scan.ocspStapling],
		["Extended master secret", scan.extendedMasterSecret],
		["Secure renegotiation", scan.secureRenegotiation],
		["Large ClientHello", scan.largeClientHello],
	]
	return facts.flatMap(([name, fact]) =>
		fact === undefined
			? []
			: [{ name, answer: fact.answer, word: featureWords[fact.answer], values: [], note: fact.how }],
	)
}

/** What the server takes, in one sentence: "It takes TLS 1.2 and 1.3, 7 cipher suites, 4 groups and 6 signature schemes." */
export function scanSummary(scan: Scan): string {
	const taken = versions.filter((version) => scan.versions[version].answer === "accepted").toReversed()
	if (taken.length === 0) return "It takes no version of TLS that was asked for."
	const counts = [
		counted(scan.cipherSuites, "cipher suite"),
		counted(scan.groups, "group"),
		counted(scan.signatureSchemes, "signature scheme"),
	].filter((text) => text !== "")
	return `It takes ${inWords([`TLS ${inWords(taken)}`, ...counts])}.`
}

/** How the scan stands to Mozilla's profiles, one line each: name, verdict, reasons. */
export function profileWords({ profile, verdict }: Scan["profiles"][number]): string {
	const name = profile === "modern" ? "Mozilla modern" : "Mozilla intermediate"
	return `${name}: ${profileVerdicts[verdict]}`
}

const profileVerdicts = {
	meets: "meets it",
	differs: "differs",
	unknown: "not known",
} as const satisfies Record<Scan["profiles"][number]["verdict"], string>

function counted(lists: Readonly<Partial<Record<ScanVersion, ScanList>>>, noun: string): string {
	const names = new Set(versions.flatMap((version) => lists[version]?.names ?? []))
	if (names.size === 0) return ""
	return `${names.size} ${noun}${names.size === 1 ? "" : "s"}`
}

function inWords(parts: readonly string[]): string {
	if (parts.length < 2) return parts.join("")
	return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`
}
