import { type AlertMeaning, meanings } from "./alert-meanings.ts"
import type { Hit, Side, SideAt } from "./matcher.ts"

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
