import type { CauseList, Hit, Side, SideAt } from "./matcher.ts"

interface AlertMeaning {
	readonly code: number
	/** Spellings of all stacks, letters only, lower case; longer ones first where one begins another. */
	readonly spellings: readonly string[]
	/** Received by the client: the server objects. */
	readonly client: CauseList
	/** Received by the server: the client objects. */
	readonly server: CauseList
}

const serverChain: CauseList = [
	["untrusted-issuer", 0.6],
	["self-signed-leaf", 0.35],
	["hostname-mismatch", 0.3],
	["expired-server-cert", 0.28],
	["trust-bundle-missing-or-stale", 0.25],
	["ip-san-missing", 0.15],
	["cn-only-no-san", 0.12],
]

/** TLS alerts (RFC 8446 section 6), how stacks spell them, and what they say about the other side. Data. */
const meanings: readonly AlertMeaning[] = [
	{
		code: 116,
		spellings: ["certificaterequired", "certificateisrequired"],
		client: [["client-cert-required", 0.95]],
		server: [["client-cert-required", 0.7]],
	},
	{
		code: 42,
		spellings: ["badcertificate", "certificateisbad"],
		client: [
			["client-cert-required", 0.5],
			["client-cert-untrusted", 0.48],
			["expired-client-cert", 0.25],
			["client-cert-wrong-eku", 0.22],
			["wrong-spiffe-id", 0.15],
		],
		server: serverChain,
	},
	{
		code: 48,
		spellings: ["unknowncertificateauthority", "unknownca", "caisunknown"],
		client: [
			["client-cert-untrusted", 0.9],
			["trust-bundle-missing-or-stale", 0.2],
		],
		server: [
			["untrusted-issuer", 0.8],
			["self-signed-leaf", 0.35],
			["missing-intermediate", 0.3],
			["trust-bundle-missing-or-stale", 0.3],
		],
	},
	{
		code: 46,
		spellings: ["certificateunknown", "unknowncertificate"],
		client: [
			["client-cert-untrusted", 0.7],
			["client-cert-required", 0.25],
			["expired-client-cert", 0.2],
		],
		server: serverChain,
	},
	{
		code: 45,
		spellings: ["certificateexpired", "expiredcertificate", "certificateisexpired"],
		client: [
			["expired-client-cert", 0.9],
			["not-yet-valid", 0.3],
		],
		server: [
			["expired-server-cert", 0.9],
			["not-yet-valid", 0.3],
		],
	},
	{
		code: 44,
		spellings: ["certificaterevoked", "revokedcertificate", "certificatewasrevoked"],
		client: [["revoked", 0.95]],
		server: [["revoked", 0.95]],
	},
	{
		code: 43,
		spellings: ["unsupportedcertificate", "certificateisnotsupported"],
		client: [
			["client-cert-wrong-eku", 0.75],
			["client-cert-untrusted", 0.3],
			["no-shared-cipher-or-group", 0.15],
		],
		server: [
			["server-cert-wrong-eku", 0.75],
			["untrusted-issuer", 0.2],
		],
	},
	{
		code: 40,
		spellings: ["handshakefailure", "handshakefailed"],
		client: [
			["no-shared-cipher-or-group", 0.5],
			["client-cert-required", 0.46],
			["protocol-version-mismatch", 0.3],
			["sni-missing-or-wrong", 0.2],
			["client-cert-untrusted", 0.2],
		],
		server: [
			["no-shared-cipher-or-group", 0.5],
			["untrusted-issuer", 0.3],
			["protocol-version-mismatch", 0.3],
		],
	},
	{
		code: 70,
		spellings: ["protocolversionnotsupported", "protocolversion", "errorinprotocolversion"],
		client: [
			["protocol-version-mismatch", 0.9],
			["plaintext-client-to-tls-server", 0.15],
		],
		server: [["protocol-version-mismatch", 0.9]],
	},
	{
		code: 71,
		spellings: ["insufficientsecurity"],
		client: [["no-shared-cipher-or-group", 0.85]],
		server: [["no-shared-cipher-or-group", 0.85]],
	},
	{
		code: 112,
		spellings: ["unrecognizedname", "unrecognisedname", "theservernamesentwasnotrecognized"],
		client: [["sni-missing-or-wrong", 0.92]],
		server: [["sni-missing-or-wrong", 0.92]],
	},
	{
		code: 120,
		spellings: ["noapplicationprotocol", "nosupportedapplicationprotocol"],
		client: [["alpn-missing-h2", 0.92]],
		server: [["alpn-missing-h2", 0.92]],
	},
	{
		code: 49,
		spellings: ["accessdenied", "accesswasdenied"],
		client: [
			["client-cert-untrusted", 0.6],
			["permission-denied-authz", 0.3],
		],
		server: serverChain,
	},
	{
		code: 51,
		spellings: ["decrypterror", "errordecryptingmessage"],
		client: [
			["key-cert-mismatch", 0.5],
			["client-cert-untrusted", 0.35],
			["tls-record-overflow-or-garbage", 0.3],
		],
		server: [
			["key-cert-mismatch", 0.5],
			["trust-bundle-missing-or-stale", 0.35],
		],
	},
	{
		code: 20,
		spellings: ["badrecordmac"],
		client: [
			["tls-record-overflow-or-garbage", 0.75],
			["untrusted-issuer", 0.2],
		],
		server: [
			["tls-record-overflow-or-garbage", 0.7],
			["untrusted-issuer", 0.4],
		],
	},
	{
		code: 22,
		spellings: ["recordoverflow"],
		client: [["tls-record-overflow-or-garbage", 0.75]],
		server: [["tls-record-overflow-or-garbage", 0.75]],
	},
	{
		code: 10,
		spellings: ["unexpectedmessage"],
		client: [
			["plaintext-client-to-tls-server", 0.4],
			["tls-record-overflow-or-garbage", 0.35],
		],
		server: [["tls-record-overflow-or-garbage", 0.4]],
	},
	{
		code: 50,
		spellings: ["decodeerror", "errordecodingmessage"],
		client: [
			["tls-record-overflow-or-garbage", 0.4],
			["plaintext-client-to-tls-server", 0.3],
		],
		server: [["tls-record-overflow-or-garbage", 0.4]],
	},
	{
		code: 47,
		spellings: ["illegalparameter"],
		client: [
			["no-shared-cipher-or-group", 0.4],
			["sni-missing-or-wrong", 0.35],
		],
		server: [["no-shared-cipher-or-group", 0.4]],
	},
	{
		code: 80,
		spellings: ["internalerror"],
		client: [
			["client-cert-untrusted", 0.3],
			["sni-missing-or-wrong", 0.3],
			["no-shared-cipher-or-group", 0.25],
		],
		server: [["no-shared-cipher-or-group", 0.3]],
	},
]

/** What introduces the name of an alert in the words of the stacks. */
const introduction =
	/(?:\btls:|(?=\b(?:certificate_required|bad_certificate|unknown_ca|certificate_unknown|certificate_expired|certificate_revoked|unsupported_certificate|handshake_failure|protocol_version|insufficient_security|unrecognized_name|no_application_protocol|decrypt_error)\b)|(?:tlsv1|tlsv13|sslv3)[ _]alert|(?:fatal|warning|server|client|tls)[ _]alert:?|alert[ _]description:?|tls alert,?|received alert:?|alert has been received[.:]?|gnutls_handshake\(\) failed:|\[alert\]|alertreceived\(|\balert \[?\d{1,3}\]?:?|alert (?:read|write):(?:fatal|warning):|description:|alert_?)[\s_:("'-]*(?:the \w{1,10} said )?(?:level[ _]fatal,?|fatal\b|warning\b)?[\s_:("'-]*/gi
/** An alert that the printer itself sent: its own objection, so the other side is to blame. */
const ownAlert =
	/local error: tls:|alert write|(?<!party |peer |server |client )sen[dt](?:ing|s)? (?:a |the )?(?:fatal |tls )*alert|\(OUT\), TLS alert/i
/** Erlang names the direction after the name. */
const ownAlertBehind = /^[^\n]{0,160}generated \w{1,6} alert/i
const number =
	/(?:alert number|tls alert|fatal alert|alert (?:message )?code(?: is)?|received alert|alert:? \[)[ :=([]{0,3}(\d{1,3})\b|\breason\(1(\d{3})\)/gi
const namesMax = 1_000
const hitsMax = 4

/** What an alert means to the side that received it; nothing for a number without a meaning here. */
export function alertCauses(code: number, side: Side): CauseList | undefined {
	return meanings.find((meaning) => meaning.code === code)?.[side]
}

/** Finds the alerts that a text names. They are what one side said of the other, so the side of the printer decides. */
export function findAlerts(text: string, sideAt: SideAt): readonly Hit[] {
	const named = [...text.matchAll(introduction)].slice(0, namesMax).flatMap((match) => {
		const end = match.index + match[0].length
		const following = text.slice(end, end + 60)
		const word = following.toLowerCase().replace(/[^a-z]/g, "")
		const meaning = meanings.find(({ spellings }) => spellings.some((spelling) => word.startsWith(spelling)))
		if (meaning === undefined) return []
		const letters = Math.max(...meaning.spellings.map((each) => (word.startsWith(each) ? each.length : 0)))
		const introduced = text.slice(Math.max(0, match.index - 40), end)
		const isOwn =
			ownAlert.test(introduced) ||
			ownAlertBehind.test(sameLine(text, match.index, 12) + text.slice(match.index, end + 200))
		const side = receiverOf(isOwn, sideAt(match.index))
		return [hitOf(meaning, side, match.index, end + lengthOfLetters(following, letters))]
	})
	const coded = [...text.matchAll(number)].slice(0, namesMax).flatMap((match) => {
		const meaning = meanings.find(({ code }) => code === Number(match[1] ?? match[2]))
		if (meaning === undefined) return []
		const introduced = text.slice(Math.max(0, match.index - 40), match.index)
		const side = receiverOf(ownAlert.test(introduced), sideAt(match.index))
		return [hitOf(meaning, side, match.index, match.index + match[0].length)]
	})
	return [...distinct(named).slice(0, hitsMax), ...distinct(coded).slice(0, hitsMax)]
}

/** So many characters before a place, of its own line. */
function sameLine(text: string, place: number, length: number): string {
	return (
		text
			.slice(Math.max(0, place - length), place)
			.split("\n")
			.at(-1) ?? ""
	)
}

function receiverOf(isOwn: boolean, printer: Side): Side {
	if (!isOwn) return printer
	return printer === "client" ? "server" : "client"
}

/** How far one must read for so many letters. */
function lengthOfLetters(text: string, letters: number): number {
	let seen = 0
	for (let index = 0; index < text.length; index += 1) {
		if (/[a-z]/i.test(text.charAt(index))) seen += 1
		if (seen === letters) return index + 1
	}
	return text.length
}

function distinct(hits: readonly Hit[]): readonly Hit[] {
	return hits.filter((hit, index) => hits.findIndex((each) => each.why === hit.why) === index)
}

function hitOf(meaning: AlertMeaning, side: Side, start: number, end: number): Hit {
	const other = side === "client" ? "server" : "client"
	return {
		causes: meaning[side],
		why: `The ${other} ended the handshake with TLS alert ${meaning.code}.`,
		start,
		end,
	}
}
