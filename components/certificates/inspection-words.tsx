import { certificateTitle, shortName } from "#components/run/chain-view"
import { durationWords } from "#components/ui/duration"
import type { CertificateDescription, ObservedCertificate } from "#x509/description"
import { counted } from "./given-facts.tsx"
import type { GivenInspection } from "./inspection.tsx"

type Unjudged = Omit<GivenInspection, "sentence" | "kind">
type Judged = Pick<GivenInspection, "sentence" | "kind">

/** Adds the first line: what it is and whether it holds, in one plain sentence. `at` in milliseconds since 1970 UTC. */
export function judgeInspection(found: Unjudged, at: number): GivenInspection {
	return { ...found, ...sentenceOf(found, at) }
}

function sentenceOf(found: Unjudged, at: number): Judged {
	if (found.isPasswordWrong || (found.needsPassword && found.chain === undefined))
		return lockedSentence(found)
	if (found.chain !== undefined) return chainSentence(found, found.chain, at)
	return restSentence(found, at)
}

function lockedSentence({ files, isPasswordWrong }: Unjudged): Judged {
	const wanted = isPasswordWrong ? "password-wrong" : "password-missing"
	const name = files.find(({ problems }) => problems.some(({ kind }) => kind === wanted))?.name ?? "A file"
	const sentence = isPasswordWrong
		? `This password does not open ${name}.`
		: `${name} is locked: give its password to see what it holds.`
	return { kind: isPasswordWrong ? "broken" : "unknown", sentence }
}

function chainSentence(found: Unjudged, chain: NonNullable<GivenInspection["chain"]>, at: number): Judged {
	const { leaf, verification, hasAnchors } = chain
	const what = `This is ${certificateWords(leaf, found.svid !== undefined)}`
	const expiry = Date.parse(leaf.notAfter)
	if (expiry < at)
		return { kind: "broken", sentence: `${what}. It expired ${durationWords(at - expiry)} ago.` }
	const starts = Date.parse(leaf.notBefore)
	if (starts > at)
		return { kind: "broken", sentence: `${what}. It is valid only in ${durationWords(starts - at)}.` }
	const stranger = found.keys.find(({ matches }) => matches !== undefined && matches.length === 0)
	if (stranger !== undefined) {
		const sentence = `${what}. The ${stranger.kind} key in ${stranger.file} does not belong to it.`
		return { kind: "broken", sentence }
	}
	const failed = found.svid?.checks.filter(({ verdict }) => verdict === "fail").length ?? 0
	if (failed > 0) {
		const rules = failed === 1 ? "one rule" : `${failed} rules`
		return { kind: "broken", sentence: `${what}. It breaks ${rules} of the X.509-SVID standard.` }
	}
	const missing = verification?.missingIssuer
	if (missing !== undefined && (hasAnchors || verification?.reasons.length === 1)) {
		const issuer = shortName(missing.subject)
		const end = verification?.path.at(-1)
		if (!hasAnchors && end !== undefined && end.sha256 !== leaf.sha256) {
			const sentence = `${what}. Its links hold as far as ${shortName(end.subject)}, issued by ${issuer}: give the roots to trust to see whether the chain holds.`
			return { kind: "unknown", sentence }
		}
		const trusted = hasAnchors ? "neither beside it nor among the roots" : "not among what was given"
		return {
			kind: hasAnchors ? "broken" : "attention",
			sentence: `${what}. The certificate of its issuer ${issuer} is ${trusted}.`,
		}
	}
	const [reason] = verification?.reasons ?? []
	if (reason !== undefined && verification?.verdict === "rejected")
		return { kind: "broken", sentence: `${what}. Its chain does not hold: ${reason.text}` }
	const left = `valid for ${durationWords(expiry - at)} more`
	const errors = found.lints.filter(({ severity }) => severity === "error").length
	if (errors > 0) {
		const faults = errors === 1 ? "one thing that clients refuse" : `${errors} things that clients refuse`
		return { kind: "broken", sentence: `${what}. The chain holds, but there is ${faults}.` }
	}
	const warnings = found.lints.filter(({ severity }) => severity === "warning").length
	if (warnings === 0) return { kind: "ok", sentence: `${what}, ${left}. The chain holds.` }
	const warned = warnings === 1 ? "one warning below" : `${warnings} warnings below`
	return { kind: "attention", sentence: `${what}, ${left}. The chain holds, with ${warned}.` }
}

/** What a certificate is for, and whom it names. */
function certificateWords(leaf: CertificateDescription, isSvid: boolean): string {
	if (isSvid) return `an X.509-SVID of ${leaf.sans.uri[0] ?? "nobody"}`
	const title = certificateTitle(leaf)
	if (leaf.isCa) return leaf.isSelfIssued ? `the root ${title}` : `the CA certificate ${title}`
	const serves = leaf.eku?.includes("serverAuth") === true
	const calls = leaf.eku?.includes("clientAuth") === true
	const kind = serves && calls ? "server and client" : serves ? "server" : calls ? "client" : ""
	const article = kind === "" ? "a certificate" : `a ${kind} certificate`
	return `${article} for ${title}`
}

function restSentence(found: Unjudged, at: number): Judged {
	const { certificates, keys, requests, revocations, files } = found
	const unread = certificates.filter(({ observed }) => observed.kind === "unreadable").length
	const words = [
		counted(certificates.length, certificates.length > 1 ? "CA certificate" : "certificate"),
		counted(keys.filter(({ kind }) => kind === "private").length, "private key"),
		counted(keys.filter(({ kind }) => kind === "public").length, "public key"),
		counted(requests.length, "certificate request"),
		counted(revocations.length, "revocation list"),
	].filter((word) => word !== "")
	if (words.length === 0) {
		const [problem] = files.flatMap(({ problems }) => problems)
		const sentence = problem?.text ?? "Nothing in this is a certificate, a request, a key or a keystore."
		return { kind: "broken", sentence: `Nothing could be read. ${sentence}` }
	}
	if (certificates.length > 1 && words.length === 1) {
		const expired = certificates.filter(({ observed }) => isExpired(observed, at)).length
		const rest = [
			tally(unread, "cannot be read"),
			tally(expired, expired === 1 ? "has expired" : "have expired"),
		]
			.map((each) => (each === "" ? "" : ` ${each}`))
			.join("")
		return {
			kind: rest === "" ? "ok" : "attention",
			sentence: `This is a bundle of ${words[0]}, without a leaf.${rest}`,
		}
	}
	const damaged = keys.find(({ problem }) => problem?.kind === "damaged")
	if (damaged !== undefined)
		return { kind: "broken", sentence: `This is ${joinWords(words)}. ${damaged.problem?.text ?? ""}` }
	const isLocked = keys.some(({ problem }) => problem !== undefined)
	const [request] = requests
	if (requests.some(({ signature }) => signature === "invalid")) {
		const whose = requests.length === 1 ? "Its" : "A request's"
		return {
			kind: "broken",
			sentence: `This is ${joinWords(words)}. ${whose} signature does not verify with its own key.`,
		}
	}
	const together =
		requests.length !== 1 || keys.length !== 1 || request?.hasKey === undefined
			? ""
			: request.hasKey
				? " They belong together."
				: " They do not belong together."
	const errors = found.lints.filter(({ severity }) => severity === "error").length
	const faults =
		errors === 0
			? ""
			: ` ${errors === 1 ? "One thing" : `${errors} things`} in it will be refused: see below.`
	const sentence = `This is ${joinWords(words)}.${together}${faults}`
	if (errors > 0) return { kind: "broken", sentence }
	const isOdd = isLocked || request?.hasKey === false || found.lints.some(isWarning)
	return { kind: isOdd ? "attention" : "ok", sentence }
}

function isExpired(observed: ObservedCertificate, at: number): boolean {
	return observed.kind === "certificate" && Date.parse(observed.description.notAfter) < at
}

function isWarning({ severity }: GivenInspection["lints"][number]): boolean {
	return severity === "warning"
}

/** `3 of them have expired.`, or nothing when it is none. */
function tally(count: number, claim: string): string {
	return count === 0 ? "" : `${count} of them ${claim}.`
}

function joinWords(words: readonly string[]): string {
	const last = words.at(-1) ?? ""
	return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`
}
