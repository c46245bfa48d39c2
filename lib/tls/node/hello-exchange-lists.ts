import { X509Certificate } from "node:crypto"
import type { ChoiceList } from "../hello/choice-list.ts"
import { legacyOffer, type OfferChange } from "../hello/offers.ts"
import { type CipherSuiteFacts, cipherSuiteFacts } from "../registry/cipher-suites.ts"
import { groupCode } from "../registry/groups.ts"
import { endList, type HelloContext, sentence } from "./hello-context.ts"
import type { LegacyLists } from "./hello-legacy.ts"
import { endSchemes, noteScheme } from "./hello-modern.ts"

/**
 * Finishes groups and signature schemes of TLS 1.2: asks for what is left without what is known, over suites that have
 * a key exchange and a signature. What the hellos about suites already found is not asked again.
 */
export async function finishExchangeLists(context: HelloContext, lists: LegacyLists): Promise<void> {
	const suites = lists.suites.taken.flatMap((code) => cipherSuiteFacts(code) ?? [])
	await Promise.all([finishGroups(context, lists, suites), finishSchemes(context, lists, suites)])
}

async function finishGroups(
	context: HelloContext,
	lists: LegacyLists,
	suites: readonly CipherSuiteFacts[],
): Promise<void> {
	const { groups } = lists
	const elliptic = suites.filter((suite) => suite.keyExchange === "ECDHE")
	// A certificate with an RSA key puts no condition on the groups, so its suites are asked first.
	const preferred = elliptic.filter((suite) => suite.authentication === "RSA")
	const cipherSuites = (preferred.length > 0 ? preferred : elliptic).map((suite) => suite.code)
	if (cipherSuites.length === 0) return
	const curve = preferred.length > 0 ? undefined : certificateCurve(lists)
	while (groups.untaken.length > 0) {
		const rest = groups.untaken.filter((code) => code !== curve)
		// OpenSSL refuses an ECDSA certificate whose own curve the client does not offer (RFC 8422 section 5.1.1).
		const offered = curve === undefined ? rest : [...rest, curve]
		const answer = await ask(context, "groups of TLS 1.2", { cipherSuites, groups: offered })
		if (answer.kind !== "hello") {
			const control = () => ask(context, "groups of TLS 1.2", { cipherSuites })
			await endList(groups, "group", answer, control, context.problem)
			return
		}
		const chosen = answer.flight.group === undefined ? undefined : groupCode(answer.flight.group)
		if (chosen === undefined || !offered.includes(chosen))
			return noteOdd(context, groups, answer.flight.group)
		if (!groups.note(offered, chosen)) return
	}
}

function noteOdd(context: HelloContext, groups: ChoiceList, group: string | undefined): void {
	if (group === undefined) groups.breakOff("The server's key exchange could not be read.")
	else context.problem(`It uses the group ${group} although the client does not offer it.`)
}

/** The curve of the leaf's own key; undefined where it has none that TLS names. */
function certificateCurve({ flight }: LegacyLists): number | undefined {
	const leaf = flight.certificates?.[0]
	if (leaf === undefined) return undefined
	try {
		const name = new X509Certificate(leaf).publicKey.asymmetricKeyDetails?.namedCurve
		return name === undefined ? undefined : groupCode(name === "prime256v1" ? "secp256r1" : name)
	} catch {
		// A certificate that OpenSSL cannot read puts no condition that we could meet.
		return undefined
	}
}

/** Kinds of certificate are asked apart: a server that has two would answer with the other one instead of refusing. */
async function finishSchemes(
	context: HelloContext,
	lists: LegacyLists,
	suites: readonly CipherSuiteFacts[],
): Promise<void> {
	const { schemes } = lists
	const signed = suites.filter(({ keyExchange }) => keyExchange === "ECDHE" || keyExchange === "DHE")
	for (const kind of new Set(signed.map((suite) => suite.authentication))) {
		if (kind === undefined || kind === "anon") continue
		const ofKind = signed.filter((suite) => suite.authentication === kind).map((suite) => suite.code)
		const known = (offered: readonly number[]) =>
			ask(context, "signature schemes of TLS 1.2", { cipherSuites: ofKind, signatureSchemes: offered })
		while (schemes.untaken.length > 0) {
			const offered = schemes.untaken
			const answer = await known(offered)
			if (answer.kind === "hello" && noteScheme(schemes, offered, answer.flight)) continue
			await endSchemes(context, schemes, answer, () => known(schemes.candidates))
			break
		}
	}
	if (schemes.taken.length === 0 && signed.length === 0) {
		schemes.breakOff(sentence("no cipher suite of TLS 1.2 that it takes has a signed key exchange"))
	}
}

function ask(context: HelloContext, asking: string, change: Omit<OfferChange, "sni">) {
	const offer = legacyOffer("1.2", { ...change, sni: context.sni })
	return context.line.ask({ asking, offer, wants: "flight" })
}
