import type { RunObservation } from "#probe/observation"
import type { ServerInference } from "./finding.ts"
import { type StackLayer, type StackSign, selfNamed } from "./infer-stack-evidence.ts"
import { stackSigns } from "./infer-stack-signs.ts"

/** One name in one layer, with everything that speaks for it. */
interface Voice {
	readonly name: string
	readonly confidence: number
	readonly signs: readonly StackSign[]
}

/** The layers below that an application framework brings along by itself; anything else is somebody in front. */
const ownLayers: Readonly<Record<string, readonly string[]>> = {
	"grpc-go": ["grpc-go", "Go net/http", "Go crypto/tls"],
	"connect-go": ["Go net/http", "Go crypto/tls"],
	"grpc-js": ["Node http2"],
	"connect-es": ["Node http2"],
	tonic: ["hyper", "rustls"],
	"connect-rust": ["hyper", "rustls"],
	"grpc-java": ["grpc-java", "JSSE"],
	"gRPC C-core": ["gRPC C-core", "BoringSSL"],
	"grpc-dotnet": ["Kestrel"],
	"Go net/http": ["Go crypto/tls"],
	hyper: ["rustls"],
}

const confidenceMax = 0.99
/** Below even odds nobody is named as the one who runs the methods. */
const namingMin = 0.5
/** A lone TLS library is a weak reason to speak of somebody in front. */
const frontTlsMin = 0.6

/**
 * Names the server's stack by what it said on all lanes and to all questions; undefined when it said nothing of its
 * own. Signs of one layer that agree add up (each takes its share of the remaining doubt), signs that contradict
 * each other take from one another. Whoever runs the methods gives the name; a layer below that this framework does
 * not bring along is a front.
 */
export function inferStack(
	run: Pick<RunObservation, "attempts" | "protocols" | "scan">,
): ServerInference["stack"] {
	const facts = { attempts: run.attempts, answers: run.protocols?.answers ?? [], scan: run.scan }
	const seen = [...stackSigns, ...selfNamed(facts)].filter((sign) => sign.test(facts))
	const http = loudest(seen, "http")
	const named = loudest(seen, "front")
	const tls = loudest(seen, "tls")
	const application = trusted(loudest(seen, "application"), [http, tls])
	const main = application ?? http ?? named ?? tls
	if (main === undefined) return undefined
	const own = [main.name, ...(ownLayers[main.name] ?? [])]
	const lower = [http, tls].filter((voice) => voice !== undefined && voice !== main)
	const supporting = lower.filter((voice) => voice !== undefined && own.includes(voice.name))
	const front = frontOf(main, named, http, tls, own)
	const agreeing = [main, ...supporting, ...(named?.name === main.name && named !== main ? [named] : [])]
	const confidence = addUp(agreeing.map((voice) => voice?.confidence ?? 0))
	const signs = agreeing.flatMap((voice) => voice?.signs ?? [])
	return {
		name: main.name,
		confidence: round(confidence),
		signs: textsOf(signs),
		...(front === undefined
			? {}
			: { front: { name: front.name, confidence: round(front.confidence), signs: textsOf(front.signs) } }),
	}
}

/** A framework whose own signs are weak is named only with the layers below that it brings along. */
function trusted(voice: Voice | undefined, below: readonly (Voice | undefined)[]): Voice | undefined {
	if (voice === undefined) return undefined
	const own = ownLayers[voice.name] ?? []
	const support = below.flatMap((each) =>
		each !== undefined && own.includes(each.name) ? [each.confidence] : [],
	)
	return addUp([voice.confidence, ...support]) < namingMin ? undefined : voice
}

/** Somebody who names himself, or a layer that the framework does not bring along. */
function frontOf(
	main: Voice,
	named: Voice | undefined,
	http: Voice | undefined,
	tls: Voice | undefined,
	own: readonly string[],
): Voice | undefined {
	if (named !== undefined && !own.includes(named.name)) {
		if (http?.name !== named.name) return named
		return {
			...named,
			confidence: addUp([named.confidence, http.confidence]),
			signs: [...named.signs, ...http.signs],
		}
	}
	if (http !== undefined && http !== main && !own.includes(http.name)) return http
	const isForeignTls = tls !== undefined && tls !== main && !own.includes(tls.name)
	// HTTP servers come with many a TLS library: only a framework that has its own says something by another.
	const knowsTls = ownLayers[main.name] !== undefined
	return isForeignTls && knowsTls && tls.confidence >= frontTlsMin ? tls : undefined
}

/** The best supported name of a layer; every other name of the same layer takes from it by half of its own weight. */
function loudest(seen: readonly StackSign[], layer: StackLayer): Voice | undefined {
	const names = [...new Set(seen.filter((sign) => sign.layer === layer).map((sign) => sign.name))]
	const voices = names
		.map((name) =>
			voiceOf(
				name,
				seen.filter((sign) => sign.layer === layer && sign.name === name),
			),
		)
		.toSorted((a, b) => b.confidence - a.confidence)
	const [first, ...others] = voices
	if (first === undefined) return undefined
	return {
		...first,
		confidence: others.reduce((left, other) => left * (1 - other.confidence / 2), first.confidence),
	}
}

/** The same words seen twice are one sign. */
function voiceOf(name: string, signs: readonly StackSign[]): Voice {
	const distinct = signs.filter((sign, at) => signs.findIndex((each) => each.text === sign.text) === at)
	return { name, signs: distinct, confidence: addUp(distinct.map((sign) => sign.confidence)) }
}

function addUp(confidences: readonly number[]): number {
	return Math.min(confidenceMax, 1 - confidences.reduce((doubt, confidence) => doubt * (1 - confidence), 1))
}

function round(confidence: number): number {
	return Math.round(confidence * 100) / 100
}

function textsOf(signs: readonly StackSign[]): readonly string[] {
	return [...new Set(signs.map((sign) => sign.text))]
}
