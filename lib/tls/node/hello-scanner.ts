import type { Socket } from "node:net"
import type { SecureContext } from "node:tls"
import type { Clock } from "#base/clock"
import type { ScanFact, ScanObservation } from "../scan.ts"
import type { HelloContext } from "./hello-context.ts"
import { finishExchangeLists } from "./hello-exchange-lists.ts"
import { describeHellos, describeLists } from "./hello-findings.ts"
import { type LegacyScan, type LegacyVersion, listLegacy, reverseLegacy, scanLegacy } from "./hello-legacy.ts"
import { HelloLine } from "./hello-line.ts"
import { listModern, listModernSchemes, type ModernScan, scanModern } from "./hello-modern.ts"
import { askResumption, type ResumableVersion } from "./hello-resumption.ts"
import { makeShares } from "./hello-shares.ts"
import { askAlpn, askLargeHello, askSni, findBasis } from "./hello-side-questions.ts"

/** What a scan needs. */
export interface ScanInput {
	/** Address in words, for the observation. */
	readonly peerAddress: string
	/** Resolves with a new connected socket; rejects when there is none. Its owner is the scan from then on. */
	readonly connect: (signal: AbortSignal) => Promise<Socket>
	/** SNI; `null` for addresses, which SNI cannot carry. */
	readonly sni: string | null
	/** Contexts of Node's TLS for resumption, one version each. */
	readonly contextFor: (version: ResumableVersion) => SecureContext
	readonly signal: AbortSignal
	readonly clock: Clock
	readonly onProgress: (asking: string, connections: number) => void
	/** Connections after which the scan stops and says so. */
	readonly connectionsMax: number
	/** Connections at a time. */
	readonly concurrency: number
	/** Milliseconds that one answer may take. */
	readonly answerMs: number
}

/** Sentences about what could not be asked or read that are kept. */
const problemsMax = 50

/**
 * Asks a TLS server with ClientHellos of our own what it offers. Many questions share a hello, and no list is asked
 * further than to its first refusal. Never rejects; ends with the signal, then says what is missing.
 */
export async function scanHellos(input: ScanInput): Promise<ScanObservation> {
	const begun = input.clock.monotonic()
	const problems = new Set<string>()
	let endsInsteadOfAlert = false
	const line = new HelloLine(input)
	const context: HelloContext = {
		line,
		sni: input.sni,
		shareOf: makeShares(),
		endsInsteadOfAlert: () => {
			endsInsteadOfAlert = true
		},
		problem: (text) => {
			if (problems.size < problemsMax) problems.add(text)
		},
	}
	const found = await askAll(context, input, () => endsInsteadOfAlert)
	if (line.endedBy !== undefined) context.problem(`Not everything was asked: ${line.endedBy}.`)
	return {
		peerAddress: input.peerAddress,
		sni: input.sni,
		connections: line.connections,
		connectionsMax: input.connectionsMax,
		durationMs: input.clock.monotonic() - begun,
		stopped: input.signal.aborted,
		...found,
		problems: [...problems],
	}
}

type Found = Omit<
	ScanObservation,
	"peerAddress" | "sni" | "connections" | "connectionsMax" | "durationMs" | "stopped" | "problems"
>

/** Everything at once, as far as the line lets it: the versions first, then what each accepted one leads to. */
async function askAll(
	context: HelloContext,
	input: ScanInput,
	endsInsteadOfAlert: () => boolean,
): Promise<Found> {
	const modern = scanModern(context)
	const legacy = {
		"1.2": scanLegacy(context, "1.2"),
		"1.1": scanLegacy(context, "1.1"),
		"1.0": scanLegacy(context, "1.0"),
	}
	const [lists, schemes, side] = await Promise.all([
		modern.then(({ fact }) => (fact.answer === "accepted" ? listModern(context) : undefined)),
		modern.then(({ readable }) => readable && listModernSchemes(context, readable)),
		askAside(context, input, modern, legacy),
		...listAll(context, legacy),
	])
	const scans = { "1.0": await legacy["1.0"], "1.1": await legacy["1.1"], "1.2": await legacy["1.2"] }
	const settled = await modern
	const factOf = ({ fact, isCutOff }: LegacyScan | ModernScan): ScanFact =>
		isCutOff === true && endsInsteadOfAlert() ? { answer: "refused", how: endedInstead } : fact
	return {
		...side,
		versions: {
			"1.0": factOf(scans["1.0"]),
			"1.1": factOf(scans["1.1"]),
			"1.2": factOf(scans["1.2"]),
			"1.3": factOf(settled),
		},
		...describeLists(scans, { ...lists, schemes }),
		...describeHellos(scans, settled),
	}
}

const endedInstead =
	"It ended the connection without an alert, as it does with everything that it does not know."

type LegacyScans = Readonly<Record<LegacyVersion, Promise<LegacyScan>>>

/** The older versions wait for what TLS 1.2 shows in reverse: a server's own order need not be asked for thrice. */
function listAll(context: HelloContext, legacy: LegacyScans): readonly Promise<void>[] {
	const reversed = legacy["1.2"].then(async ({ lists }) => {
		if (lists === undefined) return false
		const before = lists.suites.taken.length
		await reverseLegacy(context, "1.2", lists)
		return lists.suites.taken.length === before
	})
	const newest = Promise.all([legacy["1.2"], reversed]).then(async ([{ lists }]) => {
		if (lists === undefined) return
		await listLegacy(context, "1.2", lists)
		await finishExchangeLists(context, lists)
	})
	const older = (["1.1", "1.0"] as const).map(async (version) => {
		const { lists } = await legacy[version]
		if (lists === undefined) return
		if (!(await reversed)) await reverseLegacy(context, version, lists)
		await listLegacy(context, version, lists)
	})
	return [newest, ...older]
}

/** What is no list. */
async function askAside(
	context: HelloContext,
	input: ScanInput,
	modern: Promise<ModernScan>,
	legacy: LegacyScans,
): Promise<Pick<Found, "alpn" | "sniAnswers" | "resumption" | "largeClientHello" | "smallClientHello">> {
	const basis = await findBasis(context, await modern, (version) => legacy[version])
	if (basis === undefined) {
		const largeClientHello: ScanFact = { answer: "unknown", how: "No version of TLS was accepted." }
		return { alpn: [], sniAnswers: [], resumption: {}, largeClientHello }
	}
	const resumable = async (version: ResumableVersion, fact: Promise<{ readonly fact: ScanFact }>) =>
		(await fact).fact.answer === "accepted" ? askResumption(context, input, version) : undefined
	const large = askLargeHello(context)
	const [{ selected: _selected, ...hellos }, alpn, sniAnswers, modernSession, session] = await Promise.all([
		large,
		askAlpn(context, basis, large),
		askSni(context, basis),
		resumable("1.3", modern),
		resumable("1.2", legacy["1.2"]),
	])
	return {
		alpn,
		sniAnswers,
		resumption: {
			...(session === undefined ? {} : { "1.2": session }),
			...(modernSession === undefined ? {} : { "1.3": modernSession }),
		},
		...hellos,
	}
}
