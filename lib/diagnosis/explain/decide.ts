import { rulesById } from "../rules.ts"
import { shareLine } from "./consequences.ts"
import type { ExplainedCause } from "./explanation.ts"
import { fileCheck, liesInFiles } from "./file-check.ts"

/** What a check would show, by the kind of cause, and what it needs for that. Data. */
const topics = {
	roots: {
		shows: "the chain that the server sends and whether your CA file holds its issuer",
		flags: "--ca ca.pem",
	},
	names: { shows: "the names in the server's certificate", flags: "" },
	time: { shows: "from when until when the certificates are valid", flags: "" },
	client: {
		shows: "whether the server asks for a client certificate and what it answers to yours",
		flags: "--cert client.pem --key client-key.pem",
	},
	protocol: { shows: "what the port answers to plaintext and to TLS", flags: "" },
	network: { shows: "how far a connection gets: name, TCP, TLS, HTTP/2", flags: "" },
	algorithms: { shows: "which versions, cipher suites and groups the server takes", flags: "--scan" },
	identity: {
		shows: "which SPIFFE IDs both sides prove",
		flags: "--spiffe-socket unix:///run/spire/agent/api.sock",
	},
	call: {
		shows: "whether the handshake works at all, for when it does the cause lies in the program",
		flags: "",
	},
} as const

const topicOf: Readonly<Record<string, keyof typeof topics>> = {
	"untrusted-issuer": "roots",
	"self-signed-leaf": "roots",
	"missing-intermediate": "roots",
	"trust-bundle-missing-or-stale": "roots",
	"tls-interception": "roots",
	"ca-without-basic-constraints": "roots",
	"name-constraint-violation": "roots",
	revoked: "roots",
	"hostname-mismatch": "names",
	"ip-san-missing": "names",
	"cn-only-no-san": "names",
	"uri-san-only": "names",
	"sni-missing-or-wrong": "names",
	"server-cert-wrong-eku": "names",
	"expired-server-cert": "time",
	"not-yet-valid": "time",
	"client-cert-required": "client",
	"client-cert-untrusted": "client",
	"client-cert-wrong-eku": "client",
	"expired-client-cert": "client",
	"key-cert-mismatch": "client",
	"bad-pem-or-key": "client",
	"file-unreadable": "client",
	"plaintext-client-to-tls-server": "protocol",
	"tls-client-to-plaintext-server": "protocol",
	"http1-proxy-or-wrong-protocol": "protocol",
	"alpn-missing-h2": "protocol",
	"protocol-version-mismatch": "algorithms",
	"no-shared-cipher-or-group": "algorithms",
	"weak-signature-or-key": "algorithms",
	"wrong-spiffe-id": "identity",
	"workload-api-unavailable": "identity",
	"workload-no-identity": "identity",
	"other-not-security": "call",
	"keepalive-goaway": "call",
	"health-not-serving": "call",
	"token-missing-or-invalid": "call",
	"permission-denied-authz": "call",
}

/** The check that decides between causes that the text leaves open. */
export interface Decision {
	/** Rule ids, likeliest first. */
	readonly between: readonly string[]
	/** What a check would show, as a sentence. */
	readonly text: string
	readonly command: string
}

const contendersMax = 3
/** A lead of less than this decides nothing; a cause that was said outright needs less of one. */
const leadMin = ({ confidence }: ExplainedCause) => (confidence >= 0.85 ? 0.1 : 0.2)
const sureFrom = 0.7

/** Nothing when the first cause is sure enough, or alone. What other lines say is another error, and no doubt about the first. */
export function decide(
	causes: readonly ExplainedCause[],
	text: string,
	target: string | undefined,
): Decision | undefined {
	const [first] = causes
	if (first === undefined) return undefined
	const contenders = causes
		.filter((cause) => shareLine(first, cause, text))
		.filter(
			(cause) => cause.consequenceOf === undefined && first.confidence - cause.confidence < leadMin(first),
		)
		.slice(0, contendersMax)
	const isSure = contenders.length === 1 && first.confidence >= sureFrom
	const between = (isSure ? [] : contenders.length === 1 ? withRunnersUp(causes) : contenders).map(
		({ rule }) => rule,
	)
	if (between.length < 2) return undefined
	const files = target === undefined && between.every(liesInFiles) ? fileCheck(first.rule, text) : undefined
	if (files?.command !== undefined)
		return { between, text: `The files decide. ${files.text}`, command: files.command }
	const kinds = [...new Set(between.map((rule) => topicOf[rule] ?? "network"))]
	const shows = kinds.map((kind) => topics[kind].shows).join(", and ")
	const flags = kinds.map((kind) => topics[kind].flags).filter((each) => each !== "")
	return {
		between,
		text: `A check decides: it shows ${shows}.`,
		command: checkCommand(target, flags),
	}
}

/** The first cause and those that come next, all that are equally likely. */
function withRunnersUp(causes: readonly ExplainedCause[]): readonly ExplainedCause[] {
	const next = causes[1]?.confidence
	return causes.slice(0, 1 + contendersMax).filter((cause, index) => index === 0 || cause.confidence === next)
}

/** The check as one types it; a target from a text is quoted when a shell would read it otherwise. */
export function checkCommand(target: string | undefined, flags: readonly string[] = []): string {
	const named =
		target === undefined ? "TARGET" : /^[\w.:/@-]+$/.test(target) ? target : `'${target.replaceAll("'", "")}'`
	return ["countersign check", named, ...flags].join(" ")
}

/** The sentence that names what the text leaves open. */
export function doubtSentence(between: readonly string[]): string {
	const titles = between.map((rule) => `“${(rulesById.get(rule)?.title ?? rule).replace(/\.$/, "")}”`)
	const last = titles.at(-1) ?? ""
	return `The text alone does not decide between ${titles.slice(0, -1).join(", ")} and ${last}.`
}
