import type { ScanList, ScanObservation } from "#tls/scan"
import { legacySchemes, modernSchemes } from "../judge-choice-keys.ts"
import type { ForecastFacts } from "./facts.ts"
import type { Offer, Runtime } from "./runtime.ts"
import type { Step, StepResult } from "./step.ts"

const topic = "hello"
type Version = "1.2" | "1.3"

/**
 * Whether server and client find a version, a cipher suite, a group and a signature scheme. Our own hello offers all
 * that these runtimes offer, so what refuses it at once refuses them. What a scan did not ask is taken from RFC 8446
 * section 9.1 and RFC 9113 section 9.2: what every server of its kind must have.
 */
export const hello: Step = (facts, runtime) => {
	if (facts.shaken.length === 0) return withoutServerHello(facts)
	const large = largeHello(facts.run.scan, runtime)
	if (large !== undefined) return large
	if (runtime.offer === undefined) return platformHello(facts)
	const version = commonVersion(facts, runtime.offer)
	if (typeof version !== "string") return version
	for (const check of [commonSuite, commonGroup, commonScheme]) {
		const result = check(facts, runtime.offer, version)
		if (result !== undefined) return result
	}
	return {
		kind: "passes",
		topic,
		why: `Both sides have TLS ${version}.${byStandard(facts, runtime.offer, version)}`,
	}
}

/** Said where a group was neither seen nor scanned, and only the standards promise it. */
function byStandard(facts: ForecastFacts, offer: Offer, version: Version): string {
	const chosen = chosenIn(facts, version, "group")
	const isSure =
		facts.run.scan?.groups[version] !== undefined || chosen === undefined || offer.groups.includes(chosen)
	if (isSure) return ""
	const where = version === "1.3" ? "RFC 8446 section 9.1" : "RFC 9113 section 9.2.2"
	return ` It offers other groups than ${chosen}; secp256r1 is one that every server must have (${where}). A scan tells for certain.`
}

function withoutServerHello({ configured }: ForecastFacts): StepResult {
	const alert = configured.alerts.find((each) => each.from === "server" && each.level !== "warning")
	if (alert !== undefined && configured.outcome.code === "ALERT") {
		const isAlpn = alert.description === "no_application_protocol"
		const why = `The server refuses the ClientHello with alert ${alert.description}, also one that offers more than this client does.`
		const cause = { kind: "alert", alert: alert.description, code: alert.code, when: "hello" } as const
		return { kind: "fails", topic: isAlpn ? "alpn" : topic, why, cause }
	}
	return {
		kind: "unknown",
		topic,
		why: `The handshake ended before the server chose anything: ${configured.outcome.text}`,
	}
}

function largeHello(scan: ScanObservation | undefined, { offer }: Runtime): StepResult | undefined {
	if (scan?.largeClientHello.answer !== "refused" || scan.smallClientHello?.answer !== "accepted")
		return undefined
	if (offer?.isLarge === false) return undefined
	if (offer?.isLarge === undefined) {
		const why =
			"A ClientHello of two segments breaks on the way to this server. Whether this client sends one depends on how it was built."
		return { kind: "unknown", topic, why }
	}
	const why =
		"It sends a post-quantum key share, so its ClientHello needs two segments of the usual 1,460 bytes, and such a hello breaks on the way to this server."
	return { kind: "fails", topic, why, cause: { kind: "closed", late: false } }
}

/** The platform's TLS has what TLS 1.3 or an ECDHE suite with AES-GCM needs; of the rest nothing is known. */
function platformHello({ shaken, run }: ForecastFacts): StepResult {
	const suites = run.scan?.cipherSuites["1.2"]?.names ?? []
	const common = [...suites, shaken[0]?.tls?.cipherSuite ?? ""].some((name) =>
		/ECDHE_.*_AES_(128|256)_GCM/.test(name),
	)
	const version = shaken[0]?.tls?.version
	if (common || (version === "1.3" && run.scan?.versions["1.2"].answer === "accepted")) {
		return { kind: "passes", topic, why: `The platform's TLS has what this server takes.` }
	}
	if (version === "1.3") {
		const why =
			"The server chose TLS 1.3, which current systems have; Windows before 11 and Server 2022 do not."
		return { kind: "passes", topic, why }
	}
	return {
		kind: "unknown",
		topic,
		why: "Which versions and suites it offers is the operating system's decision.",
	}
}

function commonVersion({ run, shaken }: ForecastFacts, offer: Offer): Version | StepResult {
	const seen = shaken.map((attempt) => attempt.tls?.version)
	const answers = run.scan?.versions
	const has = (version: Version) => seen.includes(version) || answers?.[version].answer === "accepted"
	for (const version of ["1.3", "1.2"] as const) {
		if (!offer.versions.includes(version)) continue
		if (has(version)) return version
		if (answers?.[version].answer !== "refused" && version === "1.2") {
			return {
				kind: "unknown",
				topic,
				isOpen: true,
				why: `It offers TLS 1.2 alone. The server chose TLS ${seen[0]}; whether it takes 1.2 too, a scan tells.`,
			}
		}
	}
	const why = `It offers TLS ${offer.versions.join(" and ")}, which this server does not take.`
	return {
		kind: "fails",
		topic,
		why,
		cause: { kind: "alert", alert: "protocol_version", code: 70, when: "hello" },
	}
}

const noneShared = { kind: "alert", alert: "handshake_failure", code: 40, when: "hello" } as const

function commonSuite(facts: ForecastFacts, offer: Offer, version: Version): StepResult | undefined {
	const chosen = chosenIn(facts, version, "cipherSuite")
	if (chosen !== undefined && offer.cipherSuites.includes(chosen)) return undefined
	const list = facts.run.scan?.cipherSuites[version]
	if (list === undefined)
		return version === "1.3" ? undefined : unasked(`cipher suites of TLS ${version}`, chosen)
	const why = `None of the cipher suites that it offers in TLS ${version} is among the server's.`
	return compare(list, offer.cipherSuites, why)
}

function commonGroup(facts: ForecastFacts, offer: Offer, version: Version): StepResult | undefined {
	const chosen = chosenIn(facts, version, "group")
	if (chosen !== undefined && offer.groups.includes(chosen)) return undefined
	const list = facts.run.scan?.groups[version]
	if (list === undefined) {
		const isPicky = facts.shaken.some((attempt) => attempt.tls?.helloRetryRequest === true)
		return isPicky ? unasked("groups", chosen) : undefined
	}
	const why = `It offers the groups ${offer.groups.join(", ")}, and the server has ${list.names.join(", ")}.`
	return compare(list, offer.groups, why)
}

/** What the server's key can sign with: as scanned, or by the type of its key. */
function commonScheme({ run, leaf }: ForecastFacts, offer: Offer, version: Version): StepResult | undefined {
	const list = run.scan?.signatureSchemes[version]
	const why = `The server's key cannot sign in a way that this client takes.`
	if (list !== undefined && list.names.length > 0) return compare(list, offer.signatureSchemes, why)
	if (leaf === undefined) return undefined
	const schemesOf = version === "1.3" ? modernSchemes : legacySchemes
	const names = schemesOf(leaf.keyType, leaf.keyBits)
	if (names === undefined) return unasked("signature schemes", leaf.keyType)
	return compare(
		{ names, preference: "unknown" },
		offer.signatureSchemes,
		`${why} The key is ${leaf.keyType}.`,
	)
}

function compare(list: ScanList, offered: readonly string[], why: string): StepResult | undefined {
	// A scan that found nothing has nothing to compare.
	if (list.names.length === 0 || list.names.some((name) => offered.includes(name))) return undefined
	if (list.incomplete !== undefined)
		return { kind: "unknown", topic, why: `${why} The list may be short: ${list.incomplete}` }
	return { kind: "fails", topic, why, cause: noneShared }
}

function unasked(what: string, chosen: string | undefined): StepResult {
	const why = `The server chose ${chosen ?? "something else"}; its other ${what} were not asked for. A scan tells.`
	return { kind: "unknown", topic, why }
}

function chosenIn(
	{ shaken }: ForecastFacts,
	version: Version,
	what: "cipherSuite" | "group",
): string | undefined {
	return shaken.find((attempt) => attempt.tls?.version === version)?.tls?.[what]
}
