import { X509Certificate } from "node:crypto"
import { groupCandidates, schemeCandidates } from "../hello/candidates.ts"
import type { HelloAnswer } from "../hello/hello-answer.ts"
import { legacyOffer } from "../hello/offers.ts"
import { type CipherSuiteFacts, cipherSuiteFacts } from "../registry/cipher-suites.ts"
import { groupCode } from "../registry/groups.ts"
import { signatureSchemeCode } from "../registry/signature-schemes.ts"
import { endList, type HelloContext } from "./hello-context.ts"
import type { LegacyLists } from "./hello-legacy.ts"
import type { NotAsked } from "./hello-line.ts"
import { endSchemes } from "./hello-modern.ts"

type Answer = HelloAnswer | NotAsked

/** One family of suites, over which groups and schemes are asked for. */
interface Family {
	readonly context: HelloContext
	readonly lists: LegacyLists
	readonly cipherSuites: readonly number[]
	/**
	 * Curve of the certificate's own key: OpenSSL refuses an ECDSA certificate whose curve the client does not offer
	 * (RFC 8422 section 5.1.1), so it stays in every offer.
	 */
	readonly curve: number | undefined
}

/** What is left out of one offer: `untaken` asks for what is not known yet. */
interface Asked {
	readonly groups: "all" | "untaken"
	readonly schemes: "all" | "untaken"
}

/**
 * Finishes groups and signature schemes of TLS 1.2: asks for what is left without what is known, over suites that have
 * a key exchange and a signature. Kinds of certificate are asked apart: a server that has two would answer with the
 * other one instead of refusing. What the hellos about suites already found is not asked again.
 */
export async function finishExchangeLists(context: HelloContext, lists: LegacyLists): Promise<void> {
	const suites = lists.suites.taken.flatMap((code) => cipherSuiteFacts(code) ?? [])
	const signed = suites.filter(({ keyExchange, authentication }) => isSigned(keyExchange, authentication))
	const elliptic = signed.filter(({ keyExchange }) => keyExchange === "ECDHE")
	// An RSA key puts no condition on the groups, so its suites are asked first.
	const forGroups = ["RSA", "ECDSA"].find((kind) => elliptic.some((suite) => suite.authentication === kind))
	if (forGroups !== undefined) {
		const family = familyOf(context, lists, elliptic, forGroups)
		// A server that follows the client has named its groups by now; one that does not hid them behind its favourite.
		const isOwnOrder = lists.groups.preference() !== "client"
		const isLeft = isOwnOrder ? await askBoth(family) : { groups: true, schemes: true }
		await Promise.all([
			isLeft.groups ? askGroups(family) : undefined,
			isLeft.schemes ? askSchemes(family) : undefined,
		])
	}
	for (const kind of new Set(signed.map((suite) => suite.authentication ?? ""))) {
		if (kind !== forGroups) await askSchemes(familyOf(context, lists, signed, kind))
	}
	if (lists.schemes.taken.length > 0) return
	lists.schemes.breakOff(
		signed.length === 0
			? "No cipher suite of TLS 1.2 that it takes has a signed key exchange."
			: "No signature of the server was seen.",
	)
}

function isSigned(keyExchange: string | undefined, authentication: string | undefined): boolean {
	return (
		(keyExchange === "ECDHE" || keyExchange === "DHE") &&
		authentication !== "anon" &&
		authentication !== "PSK"
	)
}

function familyOf(
	context: HelloContext,
	lists: LegacyLists,
	suites: readonly CipherSuiteFacts[],
	kind: string,
): Family {
	const cipherSuites = suites.filter((suite) => suite.authentication === kind).map((suite) => suite.code)
	return { context, lists, cipherSuites, curve: kind === "ECDSA" ? certificateCurve(lists) : undefined }
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

/**
 * Asks for groups and schemes in the same hellos, until one of the lists ends. A refusal does not say whose end it is:
 * the schemes alone are then asked again, and go on where they are answered.
 */
async function askBoth(family: Family): Promise<{ readonly groups: boolean; readonly schemes: boolean }> {
	const { lists } = family
	while (lists.groups.untaken.length > 0 && lists.schemes.untaken.length > 0) {
		const both = await ask(family, { groups: "untaken", schemes: "untaken" })
		if (both.hasGroup && both.hasScheme) continue
		if (both.hasScheme) return { groups: true, schemes: true }
		const alone = await ask(family, { groups: "all", schemes: "untaken" })
		if (both.answer.kind !== "alert") return { groups: true, schemes: true }
		return alone.hasScheme
			? { groups: false, schemes: true }
			: { groups: true, schemes: alone.answer.kind !== "alert" }
	}
	return { groups: true, schemes: true }
}

/**
 * Where the server's own order decides and puts the certificate's curve before others, those others stay hidden: a client
 * has to offer that curve, so none ever gets them.
 */
async function askGroups(family: Family): Promise<void> {
	const { context, lists } = family
	while (lists.groups.untaken.length > 0) {
		const { answer, hasGroup } = await ask(family, { groups: "untaken", schemes: "all" })
		if (hasGroup) continue
		if (answer.kind !== "hello") {
			const control = async () => (await ask(family, { groups: "all", schemes: "all" })).answer
			await endList(context, lists.groups, answer, control)
		} else if (answer.flight.group === undefined) {
			lists.groups.breakOff("The server's key exchange could not be read.")
		} else if (groupCode(answer.flight.group) !== family.curve) {
			context.problem(`It uses the group ${answer.flight.group} although the client does not offer it.`)
		}
		return
	}
}

async function askSchemes(family: Family): Promise<void> {
	const { context, lists } = family
	while (lists.schemes.untaken.length > 0) {
		const { answer, hasScheme } = await ask(family, { groups: "all", schemes: "untaken" })
		if (hasScheme) continue
		const control = async () => (await ask(family, { groups: "all", schemes: "all" })).answer
		await endSchemes(context, lists.schemes, answer, control)
		return
	}
}

/** Puts one hello and notes what it chose. `has…`: it named something that was offered and is new. */
async function ask(
	{ context, lists, cipherSuites, curve }: Family,
	asked: Asked,
): Promise<{ readonly answer: Answer; readonly hasGroup: boolean; readonly hasScheme: boolean }> {
	const untaken = lists.groups.untaken.filter((code) => code !== curve)
	const groups =
		asked.groups === "all" ? groupCandidates() : curve === undefined ? untaken : [...untaken, curve]
	const signatureSchemes = asked.schemes === "all" ? schemeCandidates() : lists.schemes.untaken
	const answer = await context.line.ask({
		asking: asked.groups === "all" ? "signature schemes of TLS 1.2" : "groups of TLS 1.2",
		offer: legacyOffer("1.2", { cipherSuites, groups, signatureSchemes, sni: context.sni }),
		wants: "flight",
	})
	if (answer.kind !== "hello") return { answer, hasGroup: false, hasScheme: false }
	const group = groupCode(answer.flight.group ?? "")
	const scheme = signatureSchemeCode(answer.flight.signatureScheme ?? "")
	return {
		answer,
		hasGroup: group !== undefined && groups.includes(group) && lists.groups.note(groups, group),
		hasScheme:
			scheme !== undefined &&
			signatureSchemes.includes(scheme) &&
			lists.schemes.note(signatureSchemes, scheme),
	}
}
